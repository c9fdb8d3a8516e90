/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The streams of RTP as bars under the ladder: which, and between which columns.
 */
#pragma once

#include "trace/layout.h"
#include "trace/rtp-stream.h"

G_BEGIN_DECLS

/* The first of the streams to show (lore_trace_get_stream) and how many: those of the
 * call chosen, else all; none while a filter picks messages of no call in particular. */
guint lore_layout_find_bars (LoreLayout *layout, guint *ret_n);

/* In columns, as lore_layout_get_ends() has them: a side that no column stands for is
 * beyond the first or the last. */
void lore_layout_get_bar_ends (LoreLayout *layout, guint stream, float *ret_from,
                               float *ret_to);

G_END_DECLS
