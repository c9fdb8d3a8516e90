/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The streams of RTP as bars under the ladder: which, and between which columns.
 */
#pragma once

#include "trace/layout.h"
#include "trace/rtp-stream.h"

G_BEGIN_DECLS

/* How many streams there are to show, and the @i-th of them (lore_trace_get_stream):
 * those of the calls chosen, else all; none while a filter picks messages of any call. */
guint lore_layout_get_n_bars (LoreLayout *layout);
guint lore_layout_get_bar (LoreLayout *layout, guint i);

/* In columns, as lore_layout_get_ends() has them: a side that no column stands for is
 * beyond the first or the last. */
void lore_layout_get_bar_ends (LoreLayout *layout, guint stream, float *ret_from,
                               float *ret_to);

G_END_DECLS
