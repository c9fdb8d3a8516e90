/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window: three panes over a workspace. Its actions are split by concern: sending
 * (window-send.c), opening (window-open.c), saving (window-save.c), templates
 * (window-templates.c).
 */
#pragma once

#include <adwaita.h>

#include "app/workspace.h"

G_BEGIN_DECLS

#define LORE_TYPE_WINDOW (lore_window_get_type ())
G_DECLARE_FINAL_TYPE (LoreWindow, lore_window, LORE, WINDOW, AdwApplicationWindow)

LoreWindow *lore_window_new (GtkApplication *application, LoreWorkspace *workspace);

/* Looks that last from one start to the next. */
void lore_window_follow_settings (LoreWindow *window, GSettings *settings);

/* Draws anew what looks otherwise than before. */
void lore_window_refresh (LoreWindow *window);

/* Its size in px, the panes in proportion. */
void lore_window_set_size (LoreWindow *window, int width, int height);

/* Takes over size, panes and page of a window that this one stands in for. */
void lore_window_take_place_of (LoreWindow *window, LoreWindow *other);

/* Opens files as one scene; what goes wrong is shown in the window. */
void lore_window_open (LoreWindow *window, GFile **files, int n_files);

/* Writes what is on show, in a thread; nothing happens while something is being written.
 * @format and @anonymous as for lore_saving_new(). */
void lore_window_save (LoreWindow *window, GFile *file, const char *format,
                       gboolean anonymous);

/* Draws the ladder on show into a file, the same way. */
void lore_window_export (LoreWindow *window, GFile *file);

/* Asks whether to open what a crash left, if one did. */
void lore_window_offer_left (LoreWindow *window);

void lore_window_show_error (LoreWindow *window, const GError *error);

/* The problem on show, NULL when there is none; borrowed. */
const char *lore_window_get_notice (LoreWindow *window);

G_END_DECLS
