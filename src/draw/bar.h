/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stream of RTP as a bar under the ladder: as broad as the lifelines it joins are
 * apart, as high as a row.
 */
#pragma once

#include "draw/ladder.h"
#include "trace/bars.h"

G_BEGIN_DECLS

/* Draws stream @stream (lore_layout_get_bar()) at the origin, lifelines and the
 * time of its first packet too; fills (0, 0) to (width, row_height). The ground is the
 * caller's to paint. */
void lore_ladder_draw_bar (cairo_t *cr, PangoContext *pango, LoreLayout *layout,
                           guint stream, const LoreLadderStyle *style);

/* px where the band of stream @stream begins and where its point is. */
void lore_bar_get_ends (LoreLayout *layout, guint stream, const LoreLadderStyle *style,
                        double *ret_from, double *ret_to);

G_END_DECLS
