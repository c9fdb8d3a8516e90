/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Arrows run a little below the middle of their row, so that the label has room above;
 * the slices' y is moved as a whole, and an arrow that goes on beyond the row is drawn
 * beyond it and clipped, so that those of neighbouring rows still meet.
 */
#include "draw/arrow.h"

#include <math.h>

#include "draw/describe.h"
#include "draw/lettering.h"
#include "trace/notes.h"

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
  return (y + LORE_LADDER_LINE_AT - 0.5) * style->row_height;
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

/* From one to itself, or between two that are shown as one. */
static gboolean
is_loop (const LoreArrow *arrow)
{
  return arrow->from == arrow->to && arrow->facts.source != LORE_ID_NONE;
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
  else if (!is_loop (arrow))
    draw_head (pen, arrow->x1, arrow->y1, arrow->x1 - arrow->x0, arrow->y1 - arrow->y0);
}

void
lore_arrow_draw (const LoreArrow *arrow, LorePen *pen)
{
  if (is_loop (arrow))
    draw_loop (pen, arrow);
  else
    draw_line (pen, arrow);
  draw_end (pen, arrow);
}

/* --- words ---------------------------------------------------------------------- */

double
lore_arrow_get_most (double from, double to, const LoreLadderStyle *style)
{
  return MAX (fabs (to - from) - 14 * style->scale, 160 * style->scale);
}

/* Above a level arrow its label, below it its note. */
static void
draw_level_words (LorePen *pen, const LoreArrow *arrow, LoreLettering *label,
                  LoreLettering *note)
{
  double x = (arrow->from + arrow->to) / 2;
  double y = LORE_LADDER_LINE_AT * pen->style->row_height;

  label->align = note->align = 0.5;
  label->most = note->most = lore_arrow_get_most (arrow->from, arrow->to, pen->style);
  lore_lettering_draw (pen->cr, pen->pango, label, x, y - 11.5 * pen->style->scale,
                       pen->ground, pen->style);
  if (note->text != NULL)
    lore_lettering_draw (pen->cr, pen->pango, note, x, y + 11 * pen->style->scale,
                         pen->ground, pen->style);
}

/* Less than this shows no more of a note than its first letters, px. */
#define NOTE_LEAST 48.0

/* A person's note leaves its mark where there is no room for its words. */
static gboolean
is_noted (LorePen *pen, const LoreArrow *arrow)
{
  LoreNotes *notes = lore_trace_get_notes (lore_layout_get_trace (pen->layout));

  return lore_notes_get_note (notes, arrow->slice->message) != NULL;
}

/* One that slants or turns back leaves room only beside its tail or its loop: label and
 * note in one line there, as far as there is room. */
static void
draw_beside (LorePen *pen, const LoreArrow *arrow, LoreLettering *label,
             LoreLettering *note)
{
  double gap = 8 * pen->style->scale;
  double y = LORE_LADDER_LINE_AT * pen->style->row_height;
  double direction = arrow->to < arrow->from ? -1 : 1;
  double x = arrow->from + direction * gap;
  double width;

  if (is_loop (arrow))
    x += LOOP * pen->style->scale;
  else
    y -= 11.5 * pen->style->scale;
  label->align = note->align = direction < 0 ? 1 : 0;
  width = lore_lettering_draw (pen->cr, pen->pango, label, x, y, pen->ground, pen->style);
  x += direction * (width + gap);
  note->most = direction < 0 ? x - pen->style->time_width : pen->style->width - x - gap;
  if (note->text == NULL)
    return;
  if (note->most < NOTE_LEAST * pen->style->scale)
    {
      if (!is_noted (pen, arrow))
        return;
      note->text = "✎";
      note->most = 0;
    }
  lore_lettering_draw (pen->cr, pen->pango, note, x, y, pen->ground, pen->style);
}

void
lore_arrow_draw_words (const LoreArrow *arrow, LorePen *pen)
{
  LoreTrace *trace = lore_layout_get_trace (pen->layout);
  g_autofree char *words = NULL;
  g_autofree char *more = NULL;
  LoreLettering label = { .size = LORE_LABEL_SIZE,
                          .bold = TRUE,
                          .colour = arrow->colour };
  LoreLettering note = { .size = LORE_NOTE_SIZE, .colour = LORE_COLOUR_DIM };

  if ((arrow->slice->flags & LORE_SLICE_LABEL) == 0 || arrow->progress < 1)
    return;
  words = lore_describe_arrow (trace, arrow->slice->message);
  more = lore_describe_note (trace, arrow->slice->message, pen->style->language);
  label.text = words;
  note.text = more;
  if (is_loop (arrow) || (arrow->slice->flags & LORE_SLICE_ENDS) == 0)
    draw_beside (pen, arrow, &label, &note);
  else
    draw_level_words (pen, arrow, &label, &note);
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
