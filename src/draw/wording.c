/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/wording.h"

#include <math.h>

#include "draw/describe.h"
#include "trace/notes.h"

/* px at scale 1: how far from an arrow, and from a bar, which is thicker, the middle of a
 * line above or below it is; and how long words may be though it is short. */
#define ABOVE_ARROW 11.5
#define BELOW_ARROW 11.0
#define LEAST_ON_ARROW 160.0
#define ABOVE_BAR 13.5
#define BELOW_BAR 12.0
#define LEAST_ON_BAR 230.0
/* Kept free at both ends of an arrow, together; beside a tail or a loop. */
#define ENDS 14.0
#define GAP 8.0
/* Less than this shows no more of a note than its first letters. */
#define LEAST_NOTE 48.0
/* Between the words of one row and those of the next. */
#define BREATH 4.0

static void
init (LoreWording *wording, char *label, char *note, LoreColour colour)
{
  *wording = (LoreWording){
    .texts = { label, note },
    .label = { .text = label, .size = LORE_LABEL_SIZE, .bold = TRUE, .colour = colour },
    .note = { .text = note, .size = LORE_NOTE_SIZE, .colour = LORE_COLOUR_DIM },
  };
}

void
lore_wording_clear (LoreWording *wording)
{
  g_free (wording->texts[0]);
  g_free (wording->texts[1]);
}

/* The label above, the note below, both in the middle. */
static void
place_level (LoreWording *wording, double from, double to, double least,
             const LoreLadderStyle *style)
{
  wording->label_x = wording->note_x = (from + to) / 2;
  wording->label.align = wording->note.align = 0.5;
  wording->label.rise = 1;
  wording->label.most = wording->note.most =
      MAX (fabs (to - from) - ENDS * style->scale, least * style->scale);
}

/* A person's note leaves its mark where there is no room for its words. */
static gboolean
is_noted (LoreLayout *layout, guint32 message)
{
  LoreNotes *notes = lore_trace_get_notes (lore_layout_get_trace (layout));

  return lore_notes_get_note (notes, message) != NULL;
}

static void
leave_mark (LoreWording *wording, const LoreArrow *arrow, LoreLayout *layout)
{
  wording->note.text = is_noted (layout, arrow->slice->message) ? "✎" : NULL;
  wording->note.most = 0;
}

/* One that slants or turns back leaves room only beside its tail or its loop: label and
 * note in one line there, as far as there is room. */
static void
place_beside (LoreWording *wording, const LoreArrow *arrow, PangoContext *pango,
              LoreLayout *layout, const LoreLadderStyle *style)
{
  double gap = GAP * style->scale;
  double direction = arrow->to < arrow->from ? -1 : 1;
  double x = lore_arrow_get_tail (arrow, style) + direction * gap;
  double width = lore_lettering_get_width (pango, &wording->label, style);

  wording->label.align = wording->note.align = direction < 0 ? 1 : 0;
  wording->label.rise = wording->note.rise = lore_arrow_is_loop (arrow) ? 0.5 : 1;
  wording->label_x = x;
  wording->label_y = lore_arrow_is_loop (arrow) ? 0 : -ABOVE_ARROW * style->scale;
  wording->note_y = wording->label_y;
  wording->note_x = x + direction * (width + gap);
  wording->note.most = direction < 0 ? wording->note_x - style->time_width
                                     : style->width - wording->note_x - gap;
  if (wording->note.most < LEAST_NOTE * style->scale)
    leave_mark (wording, arrow, layout);
}

void
lore_wording_init_for_arrow (LoreWording *wording, const LoreArrow *arrow,
                             PangoContext *pango, LoreLayout *layout,
                             const LoreLadderStyle *style)
{
  LoreTrace *trace = lore_layout_get_trace (layout);
  guint32 message = arrow->slice->message;

  init (wording, lore_describe_arrow (trace, message),
        lore_describe_note (trace, message, style->language), arrow->colour);
  if (lore_arrow_is_loop (arrow) || (arrow->slice->flags & LORE_SLICE_ENDS) == 0)
    {
      place_beside (wording, arrow, pango, layout, style);
      return;
    }
  place_level (wording, arrow->from, arrow->to, LEAST_ON_ARROW, style);
  wording->label_y = -ABOVE_ARROW * style->scale;
  wording->note_y = BELOW_ARROW * style->scale;
}

void
lore_wording_init_for_bar (LoreWording *wording, guint stream, double from, double to,
                           LoreLayout *layout, const LoreLadderStyle *style)
{
  LoreTrace *trace = lore_layout_get_trace (layout);

  init (wording, lore_describe_stream (trace, stream, style->language),
        lore_describe_stream_note (trace, stream, style->language), LORE_COLOUR_ENTITY);
  place_level (wording, from, to, LEAST_ON_BAR, style);
  wording->label_y = -ABOVE_BAR * style->scale;
  wording->note_y = BELOW_BAR * style->scale;
}

void
lore_wording_draw (const LoreWording *wording, LorePen *pen)
{
  double line = lore_ladder_get_line (pen->style);

  lore_lettering_draw (pen->cr, pen->pango, &wording->label, wording->label_x,
                       line + wording->label_y, pen->ground, pen->style);
  if (wording->note.text != NULL)
    lore_lettering_draw (pen->cr, pen->pango, &wording->note, wording->note_x,
                         line + wording->note_y, pen->ground, pen->style);
}

/* px above and below the arrow. */
static void
reach (const LoreLettering *lettering, double y, PangoContext *pango,
       const LoreLadderStyle *style, double *above, double *below)
{
  g_autoptr (PangoLayout) layout = NULL;
  PangoRectangle place;

  if (lettering->text == NULL)
    return;
  layout = lore_lettering_new (pango, lettering, style);
  place = lore_lettering_place (layout, lettering, 0, y, style);
  *above = MAX (*above, -place.y);
  *below = MAX (*below, place.y + place.height);
}

double
lore_wording_get_height (const LoreWording *wording, PangoContext *pango,
                         const LoreLadderStyle *style)
{
  double line = lore_ladder_get_line (style) / style->row_height;
  double above = 0, below = 0;

  reach (&wording->label, wording->label_y, pango, style, &above, &below);
  reach (&wording->note, wording->note_y, pango, style, &above, &below);
  below += BREATH * style->scale;
  return ceil (MAX (above / line, below / (1 - line)));
}
