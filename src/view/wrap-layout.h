/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LORE_TYPE_WRAP_LAYOUT (lore_wrap_layout_get_type ())
/* Children one after another at their natural width, in as many lines as it takes: chips,
 * a legend. Properties: "spacing" (px), "spread" (boolean: the last child stands at the
 * end of its line). */
G_DECLARE_FINAL_TYPE (LoreWrapLayout, lore_wrap_layout, LORE, WRAP_LAYOUT,
                      GtkLayoutManager)

G_END_DECLS
