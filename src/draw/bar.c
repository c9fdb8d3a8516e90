/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/bar.h"

#include <math.h>

#include "draw/arrow.h"
#include "draw/describe.h"
#include "draw/lettering.h"

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
static double
get_end (const LoreLadderStyle *style, double from, double to)
{
  return from != to ? to : from + 60 * style->scale;
}

static void
draw_words (LorePen *pen, guint stream, double from, double to, double y)
{
  LoreTrace *trace = lore_layout_get_trace (pen->layout);
  g_autofree char *label = lore_describe_stream (trace, stream, pen->style->language);
  g_autofree char *note = lore_describe_stream_note (trace, stream, pen->style->language);
  double most = MAX (fabs (to - from) - 14 * pen->style->scale, 230 * pen->style->scale);

  lore_lettering_draw (pen->cr, pen->pango,
                       &(LoreLettering){ .text = label,
                                         .size = LORE_LABEL_SIZE,
                                         .bold = TRUE,
                                         .colour = LORE_COLOUR_ENTITY,
                                         .most = most,
                                         .align = 0.5 },
                       (from + to) / 2, y - 13.5 * pen->style->scale, pen->ground,
                       pen->style);
  lore_lettering_draw (pen->cr, pen->pango,
                       &(LoreLettering){ .text = note,
                                         .size = LORE_NOTE_SIZE,
                                         .colour = LORE_COLOUR_DIM,
                                         .most = most,
                                         .align = 0.5 },
                       (from + to) / 2, y + 12 * pen->style->scale, pen->ground,
                       pen->style);
}

void
lore_ladder_draw_bar (cairo_t *cr, PangoContext *pango, LoreLayout *layout, guint stream,
                      const LoreLadderStyle *style)
{
  LorePen pen = { cr, pango, layout, style, LORE_COLOUR_BACKGROUND };
  const LoreRtpStream *facts =
      lore_trace_get_stream (lore_layout_get_trace (layout), stream);
  guint n = lore_layout_get_n_columns (layout);
  double y = LORE_LADDER_LINE_AT * style->row_height;
  float from, to;
  double left, right;

  lore_layout_get_bar_ends (layout, stream, &from, &to);
  left = lore_arrow_column_x (style, n, from);
  right = get_end (style, left, lore_arrow_column_x (style, n, to));
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, style->width, style->row_height);
  cairo_clip (cr);
  lore_ladder_draw_ground (&pen, facts->start_us);
  draw_band (&pen, left, right, y);
  draw_words (&pen, stream, left, right, y);
  cairo_restore (cr);
}
