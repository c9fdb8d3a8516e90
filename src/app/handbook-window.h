/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LORE_TYPE_HANDBOOK_WINDOW (lore_handbook_window_get_type ())
/* The whole catalogue to read and to search, beside the window of the work. */
G_DECLARE_FINAL_TYPE (LoreHandbookWindow, lore_handbook_window, LORE, HANDBOOK_WINDOW,
                      AdwWindow)

LoreHandbookWindow *lore_handbook_window_new (void);

/* The topic that is read; borrowed. Showing an unknown one shows the first page. */
const char *lore_handbook_window_get_topic (LoreHandbookWindow *window);
void lore_handbook_window_show_topic (LoreHandbookWindow *window, const char *topic);

/* As if typed into the search. */
void lore_handbook_window_search (LoreHandbookWindow *window, const char *text);

G_END_DECLS
