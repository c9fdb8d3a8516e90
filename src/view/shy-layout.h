/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LORE_TYPE_SHY_LAYOUT (lore_shy_layout_get_type ())
/* One child, a GtkScrolledWindow that takes the height its content needs at this width
 * where there is room, and scrolls where there is not: GTK 4.8 asks the content without
 * telling it the width, and gets too little for texts that wrap. */
G_DECLARE_FINAL_TYPE (LoreShyLayout, lore_shy_layout, LORE, SHY_LAYOUT, GtkLayoutManager)

G_END_DECLS
