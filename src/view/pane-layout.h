/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LORE_TYPE_PANE_LAYOUT (lore_pane_layout_get_type ())
/* One child that fills all: how wide it is at least does not depend on its height. A
 * label that wraps asks for more width where there is little height, and a GtkPaned, who
 * asks with its height in hand, gives that even beyond its own edge. */
G_DECLARE_FINAL_TYPE (LorePaneLayout, lore_pane_layout, LORE, PANE_LAYOUT,
                      GtkLayoutManager)

G_END_DECLS
