/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The head of the ladder: a box a participant, its lifeline hanging from it.
 */
#include "draw/ladder.h"

#include <math.h>

#include "draw/lettering.h"
#include "trace/notes.h"

/* px at scale 1 */
#define USUAL 150.0 /* wider where a name needs it and there is room */
#define BESIDE 8.0
#define GAP 10.0
#define ABOVE 5.0
#define BELOW 7.0

typedef struct
{
  double x, y, width, height;
} Box;

static void
draw_frame (cairo_t *cr, const Box *box, const LoreLadderStyle *style)
{
  double radius = 7 * style->scale;

  cairo_new_sub_path (cr);
  cairo_arc (cr, box->x + box->width - radius, box->y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, box->x + box->width - radius, box->y + box->height - radius, radius, 0,
             G_PI / 2);
  cairo_arc (cr, box->x + radius, box->y + box->height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, box->x + radius, box->y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
  lore_palette_set_source (cr, style->palette, LORE_COLOUR_PANE);
  cairo_fill_preserve (cr);
  lore_palette_set_source (cr, style->palette, LORE_COLOUR_LINE);
  cairo_set_line_width (cr, style->scale);
  cairo_stroke (cr);
}

/* The words of a box: a name, unless it is the address, and the address. */
typedef struct
{
  char *text; /* owned */
  LoreLettering name;
  LoreLettering address;
  gboolean named;
} Words;

static void
words_init (Words *words, LoreLayout *layout, guint column)
{
  LoreTrace *trace = lore_layout_get_trace (layout);
  guint32 id = lore_layout_get_column (layout, column);
  guint n_joined = lore_notes_get_n_joined (lore_trace_get_notes (trace), id);
  g_autofree char *more = n_joined > 0 ? g_strdup_printf (" +%u", n_joined) : NULL;
  LoreParticipant side;

  lore_trace_get_participant (trace, id, &side);
  words->text = g_strconcat (side.address, more, NULL);
  words->named = !g_str_equal (side.name, side.address);
  words->name = (LoreLettering){ .text = side.name,
                                 .size = 12.5,
                                 .bold = TRUE,
                                 .colour = LORE_COLOUR_TEXT,
                                 .align = 0.5 };
  words->address =
      (LoreLettering){ .text = words->text,
                       .size = words->named ? 10 : 10.5,
                       .mono = TRUE,
                       .colour = words->named ? LORE_COLOUR_DIM : LORE_COLOUR_TEXT,
                       .align = 0.5 };
}

static void
draw_names (cairo_t *cr, PangoContext *pango, const Box *box, Words *words,
            const LoreLadderStyle *style)
{
  double middle = box->x + box->width / 2;

  words->name.most = words->address.most = box->width - BESIDE * style->scale;
  if (words->named)
    lore_lettering_draw (cr, pango, &words->name, middle, box->y + box->height * 0.32,
                         LORE_N_COLOURS, style);
  lore_lettering_draw (cr, pango, &words->address, middle,
                       box->y + box->height * (words->named ? 0.72 : 0.5), LORE_N_COLOURS,
                       style);
}

double
lore_ladder_measure_boxes (PangoContext *pango, LoreLayout *layout,
                           const LoreLadderStyle *style)
{
  guint n = lore_layout_get_n_columns (layout);
  double widest = USUAL * style->scale;

  for (guint i = 0; i < n; i++)
    {
      Words words;
      double width;

      words_init (&words, layout, i);
      width = lore_lettering_get_width (pango, &words.address, style);
      if (words.named)
        width = MAX (width, lore_lettering_get_width (pango, &words.name, style));
      widest = MAX (widest, width + 2 * BESIDE * style->scale);
      g_free (words.text);
    }
  return widest + GAP * style->scale;
}

double
lore_ladder_get_box_width (PangoContext *pango, LoreLayout *layout,
                           const LoreLadderStyle *style)
{
  guint n = MAX (lore_layout_get_n_columns (layout), 1);
  double room = (style->width - style->time_width) / n;
  double needed = lore_ladder_measure_boxes (pango, layout, style);

  return floor (MAX (MIN (needed, room) - GAP * style->scale, 20 * style->scale));
}

void
lore_ladder_draw_header (cairo_t *cr, PangoContext *pango, LoreLayout *layout,
                         const LoreLadderStyle *style)
{
  guint n = lore_layout_get_n_columns (layout);
  Box box = { .y = ABOVE * style->scale,
              .width = lore_ladder_get_box_width (pango, layout, style),
              .height = style->header_height - (ABOVE + BELOW) * style->scale };

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, style->width, style->header_height);
  cairo_clip (cr);
  for (guint i = 0; i < n; i++)
    {
      double x = floor (lore_ladder_column_x (style, n, i));
      Words words;

      words_init (&words, layout, i);
      lore_palette_set_source (cr, style->palette, LORE_COLOUR_LINE);
      cairo_set_line_width (cr, 2 * style->scale);
      cairo_move_to (cr, x, box.y + box.height);
      cairo_line_to (cr, x, style->header_height);
      cairo_stroke (cr);
      box.x = floor (x - box.width / 2) + 0.5;
      draw_frame (cr, &box, style);
      draw_names (cr, pango, &box, &words, style);
      g_free (words.text);
    }
  cairo_restore (cr);
}
