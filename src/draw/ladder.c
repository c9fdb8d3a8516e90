/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One row of the ladder, put together: ground, lifelines, time, and its arrows.
 */
#include "draw/ladder.h"

#include <math.h>

#include "draw/arrow.h"
#include "draw/lettering.h"

/* px at scale 1 */
#define TIME_SIZE 10.5
#define COLUMN 180.0

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

/* The same share of every row, however high it is: so slanting arrows meet. */
double
lore_ladder_get_line (const LoreLadderStyle *style)
{
  return (style->wraps ? 0.4 : 0.58) * style->row_height;
}

double
lore_ladder_column_x (const LoreLadderStyle *style, guint n_columns, guint column)
{
  return lore_arrow_column_x (style, n_columns, column);
}

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

/* --- the row -------------------------------------------------------------------- */

static void
draw_selection (LorePen *pen)
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
draw_lifelines (LorePen *pen)
{
  guint n = lore_layout_get_n_columns (pen->layout);

  lore_palette_set_source (pen->cr, pen->style->palette, LORE_COLOUR_LINE);
  cairo_set_line_width (pen->cr, 2 * pen->style->scale);
  for (guint i = 0; i < n; i++)
    {
      double x = floor (lore_arrow_column_x (pen->style, n, i));

      cairo_move_to (pen->cr, x, 0);
      cairo_line_to (pen->cr, x, pen->style->row_height);
    }
  cairo_stroke (pen->cr);
}

static void
draw_time (LorePen *pen, const char *text)
{
  lore_lettering_draw (pen->cr, pen->pango,
                       &(LoreLettering){ .text = text,
                                         .size = TIME_SIZE,
                                         .mono = TRUE,
                                         .colour = LORE_COLOUR_DIM,
                                         .align = 0.5 },
                       pen->style->time_width / 2, lore_ladder_get_line (pen->style),
                       LORE_N_COLOURS, pen->style);
}

void
lore_ladder_draw_ground (LorePen *pen, gint64 us)
{
  g_autofree char *text =
      lore_stamp_dup (pen->layout, LORE_STAMP_SINCE_FIRST, us, us, LORE_ID_NONE);

  draw_lifelines (pen);
  draw_time (pen, text);
}

/* Lines below words, words below what flies. */
static void
draw_arrows (LorePen *pen, const LoreArrow *arrows, guint n)
{
  for (guint i = 0; i < n; i++)
    lore_arrow_draw (&arrows[i], pen);
  for (guint i = 0; i < n; i++)
    lore_arrow_draw_words (&arrows[i], pen);
  for (guint i = 0; i < n; i++)
    lore_arrow_draw_capsule (&arrows[i], pen);
}

void
lore_ladder_draw_row (cairo_t *cr, PangoContext *pango, LoreLayout *layout, LoreRow *row,
                      double position, gboolean selected, const LoreLadderStyle *style)
{
  LorePen pen = { cr, pango, layout, style,
                  selected ? LORE_COLOUR_SELECTION : LORE_COLOUR_BACKGROUND };
  g_autofree char *time = lore_stamp_dup_for_row (layout, style->stamp, row);
  guint n;
  const LoreSlice *slices = lore_row_get_slices (row, &n);
  g_autofree LoreArrow *arrows = g_new (LoreArrow, n);

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, style->width, style->row_height);
  cairo_clip (cr);
  if (selected)
    draw_selection (&pen);
  draw_lifelines (&pen);
  if (position > lore_row_get_position (row))
    draw_time (&pen, time);
  for (guint i = 0; i < n; i++)
    lore_arrow_init (&arrows[i], layout, &slices[i], position, style);
  draw_arrows (&pen, arrows, n);
  cairo_restore (cr);
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
      LoreArrow arrow;
      double distance;

      lore_arrow_init (&arrow, layout, &slices[i], 0, style);
      distance = lore_arrow_get_distance (&arrow, x, y);
      if (distance < least)
        {
          least = distance;
          nearest = slices[i].message;
        }
    }
  return nearest;
}
