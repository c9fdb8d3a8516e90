/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The head of the ladder: a box a participant, its lifeline hanging from it.
 */
#include "draw/ladder.h"

#include <math.h>

#include "draw/lettering.h"
#include "trace/notes.h"

/* px at scale 1 */
#define WIDEST 150.0
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

static void
draw_names (cairo_t *cr, PangoContext *pango, const Box *box,
            const LoreParticipant *participant, guint n_joined,
            const LoreLadderStyle *style)
{
  g_autofree char *more = n_joined > 0 ? g_strdup_printf (" +%u", n_joined) : NULL;
  g_autofree char *address = g_strconcat (participant->address, more, NULL);
  gboolean named = !g_str_equal (participant->name, participant->address);
  double most = box->width - 8 * style->scale;
  double middle = box->x + box->width / 2;

  if (named)
    lore_lettering_draw (cr, pango,
                         &(LoreLettering){ .text = participant->name,
                                           .size = 12.5,
                                           .bold = TRUE,
                                           .colour = LORE_COLOUR_TEXT,
                                           .most = most,
                                           .align = 0.5 },
                         middle, box->y + box->height * 0.32, LORE_N_COLOURS, style);
  lore_lettering_draw (
      cr, pango,
      &(LoreLettering){ .text = address,
                        .size = named ? 10 : 10.5,
                        .mono = TRUE,
                        .colour = named ? LORE_COLOUR_DIM : LORE_COLOUR_TEXT,
                        .most = most,
                        .align = 0.5 },
      middle, box->y + box->height * (named ? 0.72 : 0.5), LORE_N_COLOURS, style);
}

void
lore_ladder_draw_header (cairo_t *cr, PangoContext *pango, LoreLayout *layout,
                         const LoreLadderStyle *style)
{
  LoreTrace *trace = lore_layout_get_trace (layout);
  LoreNotes *notes = lore_trace_get_notes (trace);
  guint n = lore_layout_get_n_columns (layout);
  double room = (style->width - style->time_width) / MAX (n, 1) - GAP * style->scale;
  Box box = { .y = ABOVE * style->scale,
              .width = floor (CLAMP (room, 20 * style->scale, WIDEST * style->scale)),
              .height = style->header_height - (ABOVE + BELOW) * style->scale };

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, style->width, style->header_height);
  cairo_clip (cr);
  for (guint i = 0; i < n; i++)
    {
      double x = floor (lore_ladder_column_x (style, n, i));
      LoreParticipant participant;

      lore_trace_get_participant (trace, lore_layout_get_column (layout, i),
                                  &participant);
      lore_palette_set_source (cr, style->palette, LORE_COLOUR_LINE);
      cairo_set_line_width (cr, 2 * style->scale);
      cairo_move_to (cr, x, box.y + box.height);
      cairo_line_to (cr, x, style->header_height);
      cairo_stroke (cr);
      box.x = floor (x - box.width / 2) + 0.5;
      draw_frame (cr, &box, style);
      draw_names (cr, pango, &box, &participant,
                  lore_notes_get_n_joined (notes, participant.id), style);
    }
  cairo_restore (cr);
}
