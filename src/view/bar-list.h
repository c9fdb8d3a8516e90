/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trace/layout.h"

G_BEGIN_DECLS

#define LORE_TYPE_BAR_LIST (lore_bar_list_get_type ())
/* The streams of RTP under a layout's ladder (trace/bars.h), one an item (LoreBar).
 * Follows the layout and its trace. */
G_DECLARE_FINAL_TYPE (LoreBarList, lore_bar_list, LORE, BAR_LIST, GObject)

#define LORE_TYPE_BAR (lore_bar_get_type ())
/* The number of one stream (lore_trace_get_stream). */
G_DECLARE_FINAL_TYPE (LoreBar, lore_bar, LORE, BAR, GObject)

LoreBarList *lore_bar_list_new (LoreLayout *layout);

guint lore_bar_get_stream (LoreBar *bar);

G_END_DECLS
