/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/bar.h"

#include <math.h>

#include "draw/wording.h"

/* px at scale 1 */
#define THICK 7.0
#define POINT 11.0

/* A band that ends in a point: where its words go. */
static void
draw_band (LorePen *pen, double from, double to, double y)
{
  double half = THICK / 2 * pen->style->scale;
  double back = copysign (POINT * pen->style->scale, from - to);

  lore_palette_set_source (pen->cr, pen->style->palette, LORE_COLOUR_ENTITY);
  cairo_move_to (pen->cr, from, y - half);
  cairo_line_to (pen->cr, to + back, y - half);
  cairo_line_to (pen->cr, to, y);
  cairo_line_to (pen->cr, to + back, y + half);
  cairo_line_to (pen->cr, from, y + half);
  cairo_close_path (pen->cr);
  cairo_fill (pen->cr);
}

/* Media of one host with itself: a band beside its lifeline. */
void
lore_bar_get_ends (LoreLayout *layout, guint stream, const LoreLadderStyle *style,
                   double *ret_from, double *ret_to)
{
  guint n = lore_layout_get_n_columns (layout);
  float from, to;

  lore_layout_get_bar_ends (layout, stream, &from, &to);
  *ret_from = lore_arrow_column_x (style, n, from);
  *ret_to =
      from != to ? lore_arrow_column_x (style, n, to) : *ret_from + 60 * style->scale;
}

void
lore_ladder_draw_bar (cairo_t *cr, PangoContext *pango, LoreLayout *layout, guint stream,
                      const LoreLadderStyle *style)
{
  LorePen pen = { cr, pango, layout, style, LORE_COLOUR_BACKGROUND };
  const LoreRtpStream *facts =
      lore_trace_get_stream (lore_layout_get_trace (layout), stream);
  LoreWording wording;
  double from, to;

  lore_bar_get_ends (layout, stream, style, &from, &to);
  lore_wording_init_for_bar (&wording, stream, from, to, layout, style);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, style->width, style->row_height);
  cairo_clip (cr);
  lore_ladder_draw_ground (&pen, facts->start_us);
  draw_band (&pen, from, to, lore_ladder_get_line (style));
  lore_wording_draw (&wording, &pen);
  lore_wording_clear (&wording);
  cairo_restore (cr);
}
