/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Arrows run a little below the middle of their row, so that the label has room above;
 * the slices' y is moved as a whole, and an arrow that goes on beyond the row is drawn
 * beyond it and clipped, so that those of neighbouring rows still meet.
 */
#include "draw/arrow.h"

#include <math.h>

#include "draw/describe.h"
#include "draw/wording.h"

/* px at scale 1 */
#define LINE_WIDTH 2.0
#define HEAD_LENGTH 9.0
#define HEAD_HALF 4.5
#define CROSS 6.0
#define LOOP 34.0
#define CAPSULE_HALF 12.0

double
lore_arrow_column_x (const LoreLadderStyle *style, guint n_columns, double column)
{
  double room = style->width - style->time_width;
  double x = style->time_width + room * (column + 0.5) / MAX (n_columns, 1);
  double margin = 6 * style->scale;

  return CLAMP (x, style->time_width + margin, style->width - margin);
}

/* --- where ---------------------------------------------------------------------- */

static double
get_y (const LoreLadderStyle *style, float y)
{
  return lore_ladder_get_line (style) + (y - 0.5) * style->row_height;
}

void
lore_arrow_init (LoreArrow *arrow, LoreLayout *layout, const LoreSlice *slice,
                 double position, const LoreLadderStyle *style)
{
  guint n = lore_layout_get_n_columns (layout);
  float from, to;

  arrow->slice = slice;
  lore_trace_get_message (lore_layout_get_trace (layout), slice->message, &arrow->facts);
  arrow->colour = lore_ladder_get_colour (&arrow->facts);
  arrow->progress =
      lore_flight_progress (position, lore_layout_get_first_row (layout, slice->message),
                            lore_layout_get_last_row (layout, slice->message));
  lore_layout_get_ends (layout, slice->message, &from, &to);
  arrow->from = lore_arrow_column_x (style, n, from);
  arrow->to = lore_arrow_column_x (style, n, to);
  arrow->x0 = lore_arrow_column_x (style, n, slice->x0);
  arrow->x1 = lore_arrow_column_x (style, n, slice->x1);
  arrow->y0 = get_y (style, slice->y0);
  arrow->y1 = get_y (style, slice->y1);
}

/* The point that the arrow has reached at @progress: on the slice or on its line beyond
 * it. */
static void
get_point (const LoreArrow *arrow, double progress, double *ret_x, double *ret_y)
{
  double span = arrow->slice->p1 - arrow->slice->p0;
  double t = span > 0 ? (progress - arrow->slice->p0) / span : 1;

  *ret_x = arrow->x0 + (arrow->x1 - arrow->x0) * t;
  *ret_y = arrow->y0 + (arrow->y1 - arrow->y0) * t;
}

gboolean
lore_arrow_is_loop (const LoreArrow *arrow)
{
  return arrow->from == arrow->to && arrow->facts.source != LORE_ID_NONE;
}

double
lore_arrow_get_tail (const LoreArrow *arrow, const LoreLadderStyle *style)
{
  return arrow->from + (lore_arrow_is_loop (arrow) ? LOOP * style->scale : 0);
}

static void
draw_cross (LorePen *pen, double x, double y)
{
  double half = CROSS * pen->style->scale;

  lore_palette_set_source (pen->cr, pen->style->palette, LORE_COLOUR_ERROR);
  cairo_set_dash (pen->cr, NULL, 0, 0);
  cairo_set_line_width (pen->cr, 2.5 * pen->style->scale);
  cairo_move_to (pen->cr, x - half, y - half);
  cairo_line_to (pen->cr, x + half, y + half);
  cairo_move_to (pen->cr, x - half, y + half);
  cairo_line_to (pen->cr, x + half, y - half);
  cairo_stroke (pen->cr);
}

/* A head that points along (dx, dy), its tip at (x, y). */
static void
draw_head (LorePen *pen, double x, double y, double dx, double dy)
{
  double length = hypot (dx, dy);

  if (length == 0)
    return;
  cairo_save (pen->cr);
  cairo_translate (pen->cr, x, y);
  cairo_rotate (pen->cr, atan2 (dy, dx));
  cairo_scale (pen->cr, pen->style->scale, pen->style->scale);
  cairo_move_to (pen->cr, 0, 0);
  cairo_line_to (pen->cr, -HEAD_LENGTH, -HEAD_HALF);
  cairo_line_to (pen->cr, -HEAD_LENGTH, HEAD_HALF);
  cairo_close_path (pen->cr);
  cairo_fill (pen->cr);
  cairo_restore (pen->cr);
}

/* Dashes of a retransmission run on from row to row. */
static void
set_pen (LorePen *pen, const LoreArrow *arrow)
{
  const double dashes[] = { 6 * pen->style->scale, 4 * pen->style->scale };
  double span = arrow->slice->p1 - arrow->slice->p0;
  double length = hypot (arrow->x1 - arrow->x0, arrow->y1 - arrow->y0);
  double behind = span > 0 ? length * arrow->slice->p0 / span : 0;
  gboolean dashed = (arrow->facts.flags & LORE_MESSAGE_RETRANSMISSION) != 0;

  lore_palette_set_source (pen->cr, pen->style->palette, arrow->colour);
  cairo_set_line_width (pen->cr, LINE_WIDTH * pen->style->scale);
  cairo_set_dash (pen->cr, dashes, dashed ? 2 : 0, behind);
}

/* Moves a point on the arrow's line back towards its tail. */
static void
shorten (const LoreArrow *arrow, double by, double *x, double *y)
{
  double dx = arrow->x1 - arrow->x0;
  double dy = arrow->y1 - arrow->y0;
  double length = hypot (dx, dy);

  if (length == 0)
    return;
  *x -= dx / length * by;
  *y -= dy / length * by;
}

/* The line as far as it has flown, extended over the row's edges where it goes on. */
static void
draw_line (LorePen *pen, const LoreArrow *arrow)
{
  const LoreSlice *slice = arrow->slice;
  double span = slice->p1 - slice->p0;
  double begin = slice->flags & LORE_SLICE_STARTS ? slice->p0 : slice->p0 - span;
  double end = slice->flags & LORE_SLICE_ENDS ? slice->p1 : slice->p1 + span;
  double x, y;

  end = MIN (end, arrow->progress);
  if (end <= begin)
    return;
  set_pen (pen, arrow);
  get_point (arrow, begin, &x, &y);
  cairo_move_to (pen->cr, x, y);
  get_point (arrow, end, &x, &y);
  /* The line ends under the head, not at its tip. */
  if (end == 1)
    shorten (arrow, HEAD_LENGTH * 0.7 * pen->style->scale, &x, &y);
  cairo_line_to (pen->cr, x, y);
  cairo_stroke (pen->cr);
  cairo_set_dash (pen->cr, NULL, 0, 0);
}

static void
draw_loop (LorePen *pen, const LoreArrow *arrow)
{
  double reach = LOOP * pen->style->scale * MIN (arrow->progress * 2, 1);
  double half = 6 * pen->style->scale;
  double y = (arrow->y0 + arrow->y1) / 2;

  if (arrow->progress <= 0)
    return;
  set_pen (pen, arrow);
  cairo_move_to (pen->cr, arrow->x0, y - half);
  cairo_line_to (pen->cr, arrow->x0 + reach, y - half);
  if (arrow->progress >= 1)
    {
      cairo_line_to (pen->cr, arrow->x0 + reach, y + half);
      cairo_line_to (pen->cr, arrow->x0 + HEAD_LENGTH * pen->style->scale, y + half);
    }
  cairo_stroke (pen->cr);
  cairo_set_dash (pen->cr, NULL, 0, 0);
  if (arrow->progress >= 1)
    draw_head (pen, arrow->x0, y + half, -1, 0);
}

static void
draw_end (LorePen *pen, const LoreArrow *arrow)
{
  double back = CROSS * pen->style->scale;

  if (arrow->progress < 1 || (arrow->slice->flags & LORE_SLICE_ENDS) == 0)
    return;
  lore_palette_set_source (pen->cr, pen->style->palette, arrow->colour);
  if (arrow->facts.flags & LORE_MESSAGE_LOST)
    draw_cross (pen, arrow->x1, arrow->y1);
  else if (arrow->facts.flags & LORE_MESSAGE_UNANSWERED)
    draw_cross (pen, arrow->x1 - copysign (back, arrow->x1 - arrow->x0), arrow->y1);
  else if (!lore_arrow_is_loop (arrow))
    draw_head (pen, arrow->x1, arrow->y1, arrow->x1 - arrow->x0, arrow->y1 - arrow->y0);
}

void
lore_arrow_draw (const LoreArrow *arrow, LorePen *pen)
{
  if (lore_arrow_is_loop (arrow))
    draw_loop (pen, arrow);
  else
    draw_line (pen, arrow);
  draw_end (pen, arrow);
}

/* --- words ---------------------------------------------------------------------- */

void
lore_arrow_draw_words (const LoreArrow *arrow, LorePen *pen)
{
  LoreWording wording;

  if ((arrow->slice->flags & LORE_SLICE_LABEL) == 0 || arrow->progress < 1)
    return;
  lore_wording_init_for_arrow (&wording, arrow, pen->pango, pen->layout, pen->style);
  lore_wording_draw (&wording, pen);
  lore_wording_clear (&wording);
  /* The ground of the words may have covered a part of the head. */
  draw_end (pen, arrow);
}

void
lore_arrow_draw_capsule (const LoreArrow *arrow, LorePen *pen)
{
  const LoreLadderStyle *style = pen->style;
  LoreTrace *trace = lore_layout_get_trace (pen->layout);
  double half = CAPSULE_HALF * style->scale;
  g_autofree char *label = NULL;
  g_autoptr (PangoLayout) text = NULL;
  LoreLettering lettering = { .size = LORE_LABEL_SIZE,
                              .bold = TRUE,
                              .colour = LORE_COLOUR_BACKGROUND,
                              .most = 170 * style->scale };
  PangoRectangle extents;
  double x, y, left, width;

  if (arrow->progress <= 0 || arrow->progress >= 1)
    return;
  get_point (arrow, arrow->progress, &x, &y);
  if (y < -half || y > style->row_height + half)
    return;

  label = lore_describe_arrow (trace, arrow->slice->message);
  lettering.text = label;
  text = lore_lettering_new (pen->pango, &lettering, style);
  pango_layout_get_pixel_extents (text, NULL, &extents);
  width = extents.width + 2 * half;
  left = CLAMP (x - width / 2, 0, MAX (style->width - width, 0));
  lore_palette_set_source (pen->cr, style->palette, arrow->colour);
  cairo_new_sub_path (pen->cr);
  cairo_arc (pen->cr, left + half, y, half, G_PI / 2, 3 * G_PI / 2);
  cairo_arc (pen->cr, left + width - half, y, half, -G_PI / 2, G_PI / 2);
  cairo_close_path (pen->cr);
  cairo_fill (pen->cr);
  lore_palette_set_source (pen->cr, style->palette, lettering.colour);
  cairo_move_to (pen->cr, left + half - extents.x, y - extents.height / 2.0);
  pango_cairo_show_layout (pen->cr, text);
}

double
lore_arrow_get_distance (const LoreArrow *arrow, double x, double y)
{
  double dx = arrow->x1 - arrow->x0;
  double dy = arrow->y1 - arrow->y0;
  double square = dx * dx + dy * dy;
  double t = square > 0 ? ((x - arrow->x0) * dx + (y - arrow->y0) * dy) / square : 0;

  t = CLAMP (t, 0, 1);
  return hypot (x - arrow->x0 - t * dx, y - arrow->y0 - t * dy);
}
