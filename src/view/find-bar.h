/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "view/scene.h"

G_BEGIN_DECLS

#define LORE_TYPE_FIND_BAR (lore_find_bar_get_type ())
/* Which messages to show, as a filter that says where it cannot be read, and a text to
 * look for in those shown. The filter is the layout's: other windows of the scene follow.
 */
G_DECLARE_FINAL_TYPE (LoreFindBar, lore_find_bar, LORE, FIND_BAR, AdwBin)

void lore_find_bar_set_scene (LoreFindBar *bar, LoreScene *scene);

/* The expression typed; applies at once. */
void lore_find_bar_set_filter (LoreFindBar *bar, const char *expression);
/* What is wrong with it, NULL when it can be read; borrowed. */
const char *lore_find_bar_get_problem (LoreFindBar *bar);

/* Looks for @text from the selected piece on; FALSE when no message shown holds it. */
gboolean lore_find_bar_search (LoreFindBar *bar, const char *text, gboolean forward);

void lore_find_bar_focus (LoreFindBar *bar);

G_END_DECLS
