/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * On a picture nobody can rest the pointer on a text that is cut: its columns are as far
 * apart as the words between them need, within reason, and beyond it words wrap.
 */
#include "draw/ladder.h"

#include <math.h>

#include "draw/bar.h"
#include "draw/describe.h"
#include "draw/wording.h"

/* So many rows are measured; a longer ladder has seen all its kinds of messages. */
#define ROWS_MEASURED 2000
/* px at scale 1: beside the words on an arrow, and the farthest that columns stand apart
 * when they are few, and when they are many. */
#define BESIDE 24.0
#define FARTHEST_OF_FEW 420.0
#define FARTHEST_OF_MANY 300.0
#define FEW 3
/* A row of words that wrap has room for two lines below its arrow. */
#define ROW_THAT_WRAPS 54.0

static double
measure (PangoContext *pango, const char *text, double size, gboolean bold,
         const LoreLadderStyle *style)
{
  const LoreLettering lettering = { .text = text, .size = size, .bold = bold };

  return text != NULL ? lore_lettering_get_width (pango, &lettering, style) : 0;
}

/* What words between two lifelines ask of each column that they cross, or words beside a
 * tail of each as far as the edge. */
static double
get_share (double label, double note, float from, float to, gboolean beside, guint n,
           const LoreLadderStyle *style)
{
  double gap = BESIDE * style->scale;

  if (beside)
    return (label + note + 2 * gap) / (to < from ? from + 0.5 : n - 0.5 - from);
  return (MAX (label, note) + gap) / fabs (to - from);
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
  gboolean beside;

  lore_layout_get_ends (layout, message, &from, &to);
  beside = from == to
           || lore_layout_get_first_row (layout, message)
                  != lore_layout_get_last_row (layout, message);
  return get_share (measure (pango, label, LORE_LABEL_SIZE, TRUE, style),
                    measure (pango, note, LORE_NOTE_SIZE, FALSE, style), from, to, beside,
                    lore_layout_get_n_columns (layout), style);
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
  return get_share (measure (pango, label, LORE_LABEL_SIZE, TRUE, style),
                    measure (pango, note, LORE_NOTE_SIZE, FALSE, style), from, to,
                    from == to, lore_layout_get_n_columns (layout), style);
}

/* What the words ask of a column, or at least @enough. */
static double
measure_columns (PangoContext *pango, LoreLayout *layout, double enough,
                 const LoreLadderStyle *style)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (layout));
  guint n_bars = lore_layout_get_n_bars (layout);
  double needed = lore_ladder_measure_boxes (pango, layout, style);

  for (guint i = 0; i < MIN (n_rows, ROWS_MEASURED) && needed <= enough; i++)
    needed = MAX (needed, measure_row (pango, layout, i, style));
  for (guint i = 0; i < MIN (n_bars, ROWS_MEASURED) && needed <= enough; i++)
    needed = MAX (needed, measure_bar (pango, layout, i, style));
  return needed;
}

void
lore_ladder_style_fit (LoreLadderStyle *style, LoreLayout *layout, double width)
{
  PangoContext *pango =
      pango_font_map_create_context (pango_cairo_font_map_get_default ());
  guint n_columns = MAX (lore_layout_get_n_columns (layout), 2);
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (layout));
  double column = ((width > 0 ? width : style->width) - style->time_width) / n_columns;
  double farthest =
      (n_columns <= FEW ? FARTHEST_OF_FEW : FARTHEST_OF_MANY) * style->scale;
  double most = width > 0 ? column : MAX (column, farthest);
  double needed = measure_columns (pango, layout, most, style);

  if (width > 0)
    style->width = width;
  else
    style->width = ceil (style->time_width + CLAMP (needed, column, most) * n_columns);
  if (needed > most || n_rows > ROWS_MEASURED)
    {
      style->wraps = TRUE;
      style->row_height = ceil (ROW_THAT_WRAPS * style->scale);
    }
  g_object_unref (pango);
}

/* --- how high each row is --------------------------------------------------------- */

static double
get_row_height (PangoContext *pango, LoreLayout *layout, guint i,
                const LoreLadderStyle *style)
{
  g_autoptr (LoreRow) row = g_list_model_get_item (G_LIST_MODEL (layout), i);
  double height = style->row_height;
  guint n;
  const LoreSlice *slices = lore_row_get_slices (row, &n);

  for (guint j = 0; j < n; j++)
    {
      LoreArrow arrow;
      LoreWording wording;

      if ((slices[j].flags & LORE_SLICE_LABEL) == 0)
        continue;
      lore_arrow_init (&arrow, layout, &slices[j], G_MAXUINT, style);
      lore_wording_init_for_arrow (&wording, &arrow, pango, layout, style);
      height = MAX (height, lore_wording_get_height (&wording, pango, style));
      lore_wording_clear (&wording);
    }
  return height;
}

static double
get_bar_height (PangoContext *pango, LoreLayout *layout, guint i,
                const LoreLadderStyle *style)
{
  guint stream = lore_layout_get_bar (layout, i);
  LoreWording wording;
  double from, to;
  double height;

  lore_bar_get_ends (layout, stream, style, &from, &to);
  lore_wording_init_for_bar (&wording, stream, from, to, layout, style);
  height = lore_wording_get_height (&wording, pango, style);
  lore_wording_clear (&wording);
  return MAX (height, style->row_height);
}

GArray *
lore_ladder_measure_rows (PangoContext *pango, LoreLayout *layout,
                          const LoreLadderStyle *style, LoreHeadway *headway)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (layout));
  guint n = n_rows + lore_layout_get_n_bars (layout);
  g_autoptr (GArray) tops = g_array_sized_new (FALSE, FALSE, sizeof (double), n + 1);
  double top = style->header_height;

  lore_headway_expect (headway, n);
  g_array_append_val (tops, top);
  for (guint i = 0; i < n; i++)
    {
      if (!lore_headway_step (headway))
        return NULL;
      if (!style->wraps)
        top += style->row_height;
      else if (i < n_rows)
        top += get_row_height (pango, layout, i, style);
      else
        top += get_bar_height (pango, layout, i - n_rows, style);
      g_array_append_val (tops, top);
    }
  return g_steal_pointer (&tops);
}
