/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * On a picture nobody can rest the pointer on a text that is cut: its columns are as far
 * apart as the words between them need, within reason.
 */
#include "draw/ladder.h"

#include <math.h>

#include "draw/arrow.h"
#include "draw/bar.h"
#include "draw/describe.h"
#include "draw/lettering.h"

/* So many rows are measured; a longer ladder has seen all its kinds of messages. */
#define ROWS_MEASURED 2000
/* px at scale 1: beside the words on an arrow, and the farthest that columns stand apart
 * when they are few, and when they are many. */
#define BESIDE 24.0
#define FARTHEST_OF_FEW 420.0
#define FARTHEST_OF_MANY 300.0
#define FEW 3

static double
measure (PangoContext *pango, const char *text, double size, gboolean bold,
         const LoreLadderStyle *style)
{
  const LoreLettering lettering = { .text = text, .size = size, .bold = bold };

  return text != NULL ? lore_lettering_get_width (pango, &lettering, style) : 0;
}

/* What words between two lifelines ask of each column that they cross. */
static double
get_share (double words, float from, float to, const LoreLadderStyle *style)
{
  double columns = fabs (to - from);

  return columns >= 1 ? (words + BESIDE * style->scale) / columns : 0;
}

static double
measure_row (PangoContext *pango, LoreLayout *layout, guint i,
             const LoreLadderStyle *style)
{
  g_autoptr (LoreRow) row = g_list_model_get_item (G_LIST_MODEL (layout), i);
  guint32 message = lore_row_get_message (row);
  LoreTrace *trace = lore_layout_get_trace (layout);
  g_autofree char *label = lore_describe_arrow (trace, message);
  g_autofree char *note = lore_describe_note (trace, message, style->language);
  float from, to;

  lore_layout_get_ends (layout, message, &from, &to);
  return get_share (MAX (measure (pango, label, LORE_LABEL_SIZE, TRUE, style),
                         measure (pango, note, LORE_NOTE_SIZE, FALSE, style)),
                    from, to, style);
}

static double
measure_bar (PangoContext *pango, LoreLayout *layout, guint i,
             const LoreLadderStyle *style)
{
  guint stream = lore_layout_get_bar (layout, i);
  LoreTrace *trace = lore_layout_get_trace (layout);
  g_autofree char *label = lore_describe_stream (trace, stream, style->language);
  g_autofree char *note = lore_describe_stream_note (trace, stream, style->language);
  float from, to;

  lore_layout_get_bar_ends (layout, stream, &from, &to);
  return get_share (MAX (measure (pango, label, LORE_LABEL_SIZE, TRUE, style),
                         measure (pango, note, LORE_NOTE_SIZE, FALSE, style)),
                    from, to, style);
}

void
lore_ladder_style_fit (LoreLadderStyle *style, LoreLayout *layout)
{
  PangoContext *pango =
      pango_font_map_create_context (pango_cairo_font_map_get_default ());
  guint n_columns = MAX (lore_layout_get_n_columns (layout), 2);
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (layout));
  double column = (style->width - style->time_width) / n_columns;
  double farthest =
      (n_columns <= FEW ? FARTHEST_OF_FEW : FARTHEST_OF_MANY) * style->scale;
  double needed = lore_ladder_measure_boxes (pango, layout, style);

  for (guint i = 0; i < MIN (n_rows, ROWS_MEASURED) && needed < farthest; i++)
    needed = MAX (needed, measure_row (pango, layout, i, style));
  for (guint i = 0; i < lore_layout_get_n_bars (layout); i++)
    needed = MAX (needed, measure_bar (pango, layout, i, style));
  column = MAX (column, MIN (needed, farthest));
  style->width = ceil (style->time_width + column * n_columns);
  g_object_unref (pango);
}
