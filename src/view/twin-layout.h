/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LORE_TYPE_TWIN_LAYOUT (lore_twin_layout_get_type ())
/* Visible children side by side in columns of one width where each gets at least
 * "column-width" px, otherwise one under the other: a text in two languages, the facts of
 * a call. Also: "spacing" (px). */
G_DECLARE_FINAL_TYPE (LoreTwinLayout, lore_twin_layout, LORE, TWIN_LAYOUT,
                      GtkLayoutManager)

G_END_DECLS
