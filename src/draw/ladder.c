/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One row of the ladder. Its arrows run a little below the middle, so that the label has
 * room above; the slices' y is moved as a whole, and an arrow that goes on beyond the row
 * is drawn beyond it and clipped, so that those of neighbouring rows still meet.
 */
#include "draw/ladder.h"

#include <math.h>

#include "draw/describe.h"
#include "draw/lettering.h"

/* px at scale 1 */
#define LINE_WIDTH 2.0
#define HEAD_LENGTH 9.0
#define HEAD_HALF 4.5
#define CROSS 6.0
#define LOOP 34.0
#define CAPSULE_HALF 12.0
#define LABEL_SIZE 12.5
#define NOTE_SIZE 10.5
#define TIME_SIZE 10.5
#define COLUMN 180.0

/* One arrow of a row, in px. */
typedef struct
{
  const LoreSlice *slice; /* borrowed */
  LoreMessage facts;
  LoreColour colour;
  double progress; /* of the whole arrow */
  double x0, y0;   /* of the slice, moved to where it is drawn */
  double x1, y1;
  double from, to; /* lifelines of sender and receiver */
} Arrow;

typedef struct
{
  cairo_t *cr;                  /* borrowed */
  PangoContext *pango;          /* borrowed */
  LoreLayout *layout;           /* borrowed */
  const LoreLadderStyle *style; /* borrowed */
  LoreColour ground;
} Pen;

void
lore_ladder_style_init (LoreLadderStyle *style, guint n_columns, double scale,
                        gboolean dark, const char *language)
{
  *style = (LoreLadderStyle){
    .width = ceil ((62 + COLUMN * MAX (n_columns, 2)) * scale),
    .row_height = ceil (46 * scale),
    .time_width = ceil (62 * scale),
    .header_height = ceil (58 * scale),
    .scale = scale,
    .palette = lore_palette_get (dark),
    .language = language,
  };
}

/* A column may be a fraction: beyond the outermost lifelines stand those not named. */
static double
get_x (const LoreLadderStyle *style, guint n_columns, double column)
{
  double room = style->width - style->time_width;
  double x = style->time_width + room * (column + 0.5) / MAX (n_columns, 1);
  double margin = 6 * style->scale;

  return CLAMP (x, style->time_width + margin, style->width - margin);
}

double
lore_ladder_column_x (const LoreLadderStyle *style, guint n_columns, guint column)
{
  return get_x (style, n_columns, column);
}

/* --- arrows --------------------------------------------------------------------- */

LoreColour
lore_ladder_get_colour (const LoreMessage *facts)
{
  if (facts->flags & LORE_MESSAGE_REQUEST)
    return LORE_COLOUR_START_LINE;
  if ((facts->flags & LORE_MESSAGE_RESPONSE) == 0)
    return LORE_COLOUR_UNKNOWN;
  if (facts->status < 300)
    return LORE_COLOUR_RESPONSE;
  /* A redirection or a challenge asks for something; the call has not failed (M11). */
  if (facts->status < 400 || facts->status == 401 || facts->status == 407)
    return LORE_COLOUR_WARNING;
  return LORE_COLOUR_ERROR;
}

static double
get_y (const LoreLadderStyle *style, float y)
{
  return (y + LORE_LADDER_LINE_AT - 0.5) * style->row_height;
}

static void
arrow_init (Arrow *arrow, LoreLayout *layout, const LoreSlice *slice, double position,
            const LoreLadderStyle *style)
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
  arrow->from = get_x (style, n, from);
  arrow->to = get_x (style, n, to);
  arrow->x0 = get_x (style, n, slice->x0);
  arrow->x1 = get_x (style, n, slice->x1);
  arrow->y0 = get_y (style, slice->y0);
  arrow->y1 = get_y (style, slice->y1);
}

/* The point that the arrow has reached at @progress: on the slice or on its line beyond
 * it. */
static void
get_point (const Arrow *arrow, double progress, double *ret_x, double *ret_y)
{
  double span = arrow->slice->p1 - arrow->slice->p0;
  double t = span > 0 ? (progress - arrow->slice->p0) / span : 1;

  *ret_x = arrow->x0 + (arrow->x1 - arrow->x0) * t;
  *ret_y = arrow->y0 + (arrow->y1 - arrow->y0) * t;
}

static gboolean
is_loop (const Arrow *arrow)
{
  return arrow->facts.source == arrow->facts.destination
         && arrow->facts.source != LORE_ID_NONE;
}

static void
draw_cross (Pen *pen, double x, double y)
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
draw_head (Pen *pen, double x, double y, double dx, double dy)
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
set_pen (Pen *pen, const Arrow *arrow)
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
shorten (const Arrow *arrow, double by, double *x, double *y)
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
draw_line (Pen *pen, const Arrow *arrow)
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
draw_loop (Pen *pen, const Arrow *arrow)
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
draw_end (Pen *pen, const Arrow *arrow)
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

/* --- words ---------------------------------------------------------------------- */

/* How long a text on an arrow may be: longer than a short arrow, shorter than the row. */
static double
get_most (const Arrow *arrow, const LoreLadderStyle *style)
{
  return MAX (fabs (arrow->to - arrow->from) - 14 * style->scale, 160 * style->scale);
}

/* Above a level arrow its label, below it its note. */
static void
draw_level_words (Pen *pen, const Arrow *arrow, LoreLettering *label, LoreLettering *note)
{
  double x = (arrow->from + arrow->to) / 2;
  double y = LORE_LADDER_LINE_AT * pen->style->row_height;

  label->align = note->align = 0.5;
  label->most = note->most = get_most (arrow, pen->style);
  lore_lettering_draw (pen->cr, pen->pango, label, x, y - 11.5 * pen->style->scale,
                       pen->ground, pen->style);
  if (note->text != NULL)
    lore_lettering_draw (pen->cr, pen->pango, note, x, y + 11 * pen->style->scale,
                         pen->ground, pen->style);
}

/* One that slants or turns back leaves room only beside its tail or its loop: label and
 * note in one line there. */
static void
draw_beside (Pen *pen, const Arrow *arrow, LoreLettering *label, LoreLettering *note)
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
  if (note->text != NULL)
    lore_lettering_draw (pen->cr, pen->pango, note, x + direction * (width + gap), y,
                         pen->ground, pen->style);
}

/* The words of an arrow that has arrived; in the air the capsule has the label. */
static void
draw_words (Pen *pen, const Arrow *arrow)
{
  LoreTrace *trace = lore_layout_get_trace (pen->layout);
  g_autofree char *words = NULL;
  g_autofree char *more = NULL;
  LoreLettering label = { .size = LABEL_SIZE, .bold = TRUE, .colour = arrow->colour };
  LoreLettering note = { .size = NOTE_SIZE, .colour = LORE_COLOUR_DIM };

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
}

static void
draw_capsule (Pen *pen, const Arrow *arrow)
{
  const LoreLadderStyle *style = pen->style;
  LoreTrace *trace = lore_layout_get_trace (pen->layout);
  double half = CAPSULE_HALF * style->scale;
  g_autofree char *label = NULL;
  g_autoptr (PangoLayout) text = NULL;
  LoreLettering lettering = { .size = LABEL_SIZE,
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

/* --- the row -------------------------------------------------------------------- */

static void
draw_selection (Pen *pen)
{
  const LoreLadderStyle *style = pen->style;
  double radius = 8 * style->scale;
  double right = style->width - 1 - radius;
  double bottom = style->row_height - 1 - radius;

  lore_palette_set_source (pen->cr, style->palette, LORE_COLOUR_SELECTION);
  cairo_new_sub_path (pen->cr);
  cairo_arc (pen->cr, right, 1 + radius, radius, -G_PI / 2, 0);
  cairo_arc (pen->cr, right, bottom, radius, 0, G_PI / 2);
  cairo_arc (pen->cr, 1 + radius, bottom, radius, G_PI / 2, G_PI);
  cairo_arc (pen->cr, 1 + radius, 1 + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (pen->cr);
  cairo_fill (pen->cr);
}

static void
draw_lifelines (Pen *pen)
{
  guint n = lore_layout_get_n_columns (pen->layout);

  lore_palette_set_source (pen->cr, pen->style->palette, LORE_COLOUR_LINE);
  cairo_set_line_width (pen->cr, 2 * pen->style->scale);
  for (guint i = 0; i < n; i++)
    {
      double x = floor (get_x (pen->style, n, i));

      cairo_move_to (pen->cr, x, 0);
      cairo_line_to (pen->cr, x, pen->style->row_height);
    }
  cairo_stroke (pen->cr);
}

static void
draw_time (Pen *pen, LoreRow *row)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (digits, sizeof digits, "%.3f", lore_row_get_time_us (row) / 1e6);
  lore_lettering_draw (pen->cr, pen->pango,
                       &(LoreLettering){ .text = digits,
                                         .size = TIME_SIZE,
                                         .mono = TRUE,
                                         .colour = LORE_COLOUR_DIM,
                                         .align = 0.5 },
                       pen->style->time_width / 2,
                       LORE_LADDER_LINE_AT * pen->style->row_height, LORE_N_COLOURS,
                       pen->style);
}

static void
draw_arrows (Pen *pen, const Arrow *arrows, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      if (is_loop (&arrows[i]))
        draw_loop (pen, &arrows[i]);
      else
        draw_line (pen, &arrows[i]);
      draw_end (pen, &arrows[i]);
    }
  for (guint i = 0; i < n; i++)
    draw_words (pen, &arrows[i]);
  for (guint i = 0; i < n; i++)
    draw_capsule (pen, &arrows[i]);
}

void
lore_ladder_draw_row (cairo_t *cr, PangoContext *pango, LoreLayout *layout, LoreRow *row,
                      double position, gboolean selected, const LoreLadderStyle *style)
{
  Pen pen = { cr, pango, layout, style,
              selected ? LORE_COLOUR_SELECTION : LORE_COLOUR_BACKGROUND };
  guint n;
  const LoreSlice *slices = lore_row_get_slices (row, &n);
  g_autofree Arrow *arrows = g_new (Arrow, n);

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, style->width, style->row_height);
  cairo_clip (cr);
  if (selected)
    draw_selection (&pen);
  draw_lifelines (&pen);
  if (position > lore_row_get_position (row))
    draw_time (&pen, row);
  for (guint i = 0; i < n; i++)
    arrow_init (&arrows[i], layout, &slices[i], position, style);
  draw_arrows (&pen, arrows, n);
  cairo_restore (cr);
}

/* --- picking -------------------------------------------------------------------- */

static double
get_distance (const Arrow *arrow, double x, double y)
{
  double dx = arrow->x1 - arrow->x0;
  double dy = arrow->y1 - arrow->y0;
  double square = dx * dx + dy * dy;
  double t = square > 0 ? ((x - arrow->x0) * dx + (y - arrow->y0) * dy) / square : 0;

  t = CLAMP (t, 0, 1);
  return hypot (x - arrow->x0 - t * dx, y - arrow->y0 - t * dy);
}

guint32
lore_ladder_pick (LoreLayout *layout, LoreRow *row, double x, double y,
                  const LoreLadderStyle *style)
{
  guint n;
  const LoreSlice *slices = lore_row_get_slices (row, &n);
  guint32 nearest = LORE_ID_NONE;
  double least = G_MAXDOUBLE;

  if (x < style->time_width)
    return lore_row_get_message (row);
  for (guint i = 0; i < n; i++)
    {
      Arrow arrow;
      double distance;

      arrow_init (&arrow, layout, &slices[i], 0, style);
      distance = get_distance (&arrow, x, y);
      if (distance < least)
        {
          least = distance;
          nearest = slices[i].message;
        }
    }
  return nearest;
}
