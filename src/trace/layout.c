/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows are only ever appended, in the order of the log. What a row shows is computed when
 * it is asked for, from three tables: the rows (which message, leaving or arriving), the
 * messages shown (from which row to which) and, for each block of rows, the slanting
 * arrows that touch it. An arrow that turns out to slant changes the rows from its
 * departure on, and no others.
 */
#include "trace/layout-private.h"

#include <string.h>

#include "trace/call.h"
#include "trace/notes.h"
#include "trace/row.h"

/* How much of its way a lost message makes. */
#define LOST_AT 0.8f

enum
{
  COLUMNS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void lore_layout_list_model_init (GListModelInterface *iface);

G_DEFINE_TYPE_WITH_CODE (LoreLayout, lore_layout, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                lore_layout_list_model_init))

/* --- geometry ------------------------------------------------------------------- */

static float
get_column_x (LoreLayout *layout, guint32 participant, gboolean left)
{
  guint32 column = lore_columns_find (&layout->columns, participant);

  if (column != LORE_ID_NONE)
    return column;
  return left ? -0.5f : MAX (layout->columns.shown->len, 1) - 0.5f;
}

void
lore_layout_get_ends (LoreLayout *layout, guint32 message, float *ret_from, float *ret_to)
{
  LoreMessage facts;
  gboolean response;

  lore_trace_get_message (layout->trace, message, &facts);
  response = (facts.flags & LORE_MESSAGE_RESPONSE) != 0;
  *ret_from = get_column_x (layout, facts.source, !response);
  *ret_to = get_column_x (layout, facts.destination, response);
}

/* The part of an arrow that lies in @row. Neighbouring rows ask for the point between
 * them with the same numbers and get the same point. */
static void
cut_slice (LoreLayout *layout, const LoreShown *shown, guint row, LoreSlice *slice)
{
  double length = shown->last_row - shown->first_row;
  gboolean starts = row == shown->first_row;
  gboolean ends = row == shown->last_row;
  float from, to;
  LoreMessage facts;

  lore_layout_get_ends (layout, shown->message, &from, &to);
  lore_trace_get_message (layout->trace, shown->message, &facts);
  if (facts.flags & LORE_MESSAGE_LOST)
    to = from + (to - from) * LOST_AT;

  slice->message = shown->message;
  slice->flags =
      (starts ? LORE_SLICE_STARTS | LORE_SLICE_LABEL : 0) | (ends ? LORE_SLICE_ENDS : 0);
  slice->y0 = starts ? 0.5f : 0.0f;
  slice->y1 = ends ? 0.5f : 1.0f;
  slice->p0 = starts ? 0.0f : (float)((row - shown->first_row - 0.5) / length);
  slice->p1 = ends ? 1.0f : (float)((row - shown->first_row + 0.5) / length);
  slice->x0 = from + (to - from) * slice->p0;
  slice->x1 = from + (to - from) * slice->p1;
}

/* --- rows as a list ------------------------------------------------------------- */

static GType
lore_layout_get_item_type (GListModel *model)
{
  return LORE_TYPE_ROW;
}

static guint
lore_layout_get_n_items (GListModel *model)
{
  return LORE_LAYOUT (model)->rows->len;
}

static GArray *
get_block (LoreLayout *layout, guint row)
{
  guint block = row / LORE_ROW_BLOCK;

  return block < layout->blocks->len ? g_ptr_array_index (layout->blocks, block) : NULL;
}

static gpointer
lore_layout_get_item (GListModel *model, guint row)
{
  LoreLayout *layout = LORE_LAYOUT (model);
  g_autoptr (GArray) slices = g_array_new (FALSE, FALSE, sizeof (LoreSlice));
  LoreRowFacts facts = { .position = row };
  GArray *block;
  LoreSlice slice;
  guint32 entry;
  LoreShown *own;

  if (row >= layout->rows->len)
    return NULL;

  entry = g_array_index (layout->rows, guint32, row);
  facts.message = entry & ~LORE_ROW_ARRIVAL;
  facts.is_arrival = (entry & LORE_ROW_ARRIVAL) != 0;
  facts.n_columns = layout->columns.shown->len;
  facts.time_us =
      lore_trace_get_event_time (layout->trace, lore_layout_get_row_event (layout, row));

  block = get_block (layout, row);
  for (guint i = 0; block != NULL && i < block->len; i++)
    {
      LoreShown *shown =
          lore_layout_get_shown (layout, g_array_index (block, guint32, i));

      if (shown->first_row > row || shown->last_row < row)
        continue;
      cut_slice (layout, shown, row, &slice);
      g_array_append_val (slices, slice);
    }
  own = lore_layout_get_shown (layout, lore_layout_find_shown (layout, facts.message));
  if (own->first_row == own->last_row)
    {
      cut_slice (layout, own, row, &slice);
      g_array_append_val (slices, slice);
    }
  return lore_row_new (&facts, (LoreSlice *)slices->data, slices->len);
}

static void
lore_layout_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = lore_layout_get_item_type;
  iface->get_n_items = lore_layout_get_n_items;
  iface->get_item = lore_layout_get_item;
}

static void
rebuild_and_tell (LoreLayout *layout)
{
  guint before = layout->rows->len;

  lore_layout_rebuild (layout);
  g_signal_emit (layout, signals[COLUMNS_CHANGED], 0);
  g_list_model_items_changed (G_LIST_MODEL (layout), 0, before, layout->rows->len);
}

static void
columns_changed (LoreLayout *layout)
{
  g_signal_emit (layout, signals[COLUMNS_CHANGED], 0);
  if (layout->rows->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (layout), 0, layout->rows->len,
                                layout->rows->len);
}

/* --- the trace ------------------------------------------------------------------ */

static void
participants_changed_cb (LoreTrace *trace, LoreLayout *layout)
{
  guint before = layout->columns.shown->len;

  lore_columns_grow (&layout->columns, lore_trace_get_n_participants (trace));
  if (layout->calls->len == 0 && lore_trace_get_n_messages (trace) == 0)
    lore_columns_show_all (&layout->columns);
  if (layout->columns.shown->len != before)
    columns_changed (layout);
  else
    g_signal_emit (layout, signals[COLUMNS_CHANGED], 0); /* a name */
}

static void
sides_changed_cb (LoreNotes *notes, LoreLayout *layout)
{
  rebuild_and_tell (layout);
}

/* The words under its arrow. */
static void
note_changed_cb (LoreNotes *notes, guint message, LoreLayout *layout)
{
  guint32 index = lore_layout_find_shown (layout, message);

  if (index != LORE_ID_NONE)
    g_list_model_items_changed (G_LIST_MODEL (layout),
                                lore_layout_get_shown (layout, index)->first_row, 1, 1);
}

static void
message_added_cb (LoreTrace *trace, guint message, LoreLayout *layout)
{
  gboolean source, destination;
  LoreMessage facts;

  lore_trace_get_message (trace, message, &facts);
  if (!lore_layout_is_chosen (layout, facts.call))
    return;
  if (lore_trace_get_n_messages (trace) == 1)
    lore_columns_hide_all (&layout->columns);
  source = lore_columns_show (&layout->columns, facts.source);
  destination = lore_columns_show (&layout->columns, facts.destination);
  if (source || destination)
    {
      lore_columns_settle (&layout->columns);
      columns_changed (layout);
    }
  if (!lore_layout_passes (layout, message))
    return;
  lore_layout_depart (layout, message);
  g_list_model_items_changed (G_LIST_MODEL (layout), layout->rows->len - 1, 0, 1);
}

static void
message_changed_cb (LoreTrace *trace, guint message, LoreLayout *layout)
{
  guint32 index = lore_layout_find_shown (layout, message);
  LoreMessage facts;
  guint first;

  lore_trace_get_message (trace, message, &facts);
  if (layout->filter != NULL && lore_layout_is_chosen (layout, facts.call)
      && lore_layout_passes (layout, message) != (index != LORE_ID_NONE))
    {
      /* Lost, say, is what the filter asks for. */
      rebuild_and_tell (layout);
      return;
    }
  if (index == LORE_ID_NONE)
    return;
  first = lore_layout_get_shown (layout, index)->first_row;
  if (lore_layout_land (layout, index))
    g_list_model_items_changed (G_LIST_MODEL (layout), first,
                                layout->rows->len - 1 - first, layout->rows->len - first);
  else if (facts.flags & (LORE_MESSAGE_LOST | LORE_MESSAGE_UNANSWERED))
    g_list_model_items_changed (G_LIST_MODEL (layout), first, 1, 1);
}

static void
lore_layout_dispose (GObject *object)
{
  LoreLayout *layout = LORE_LAYOUT (object);

  if (layout->trace != NULL)
    {
      g_signal_handlers_disconnect_by_data (lore_trace_get_notes (layout->trace), layout);
      g_signal_handlers_disconnect_by_data (layout->trace, layout);
    }
  g_clear_object (&layout->trace);
  G_OBJECT_CLASS (lore_layout_parent_class)->dispose (object);
}

static void
lore_layout_finalize (GObject *object)
{
  LoreLayout *layout = LORE_LAYOUT (object);

  lore_columns_clear (&layout->columns);
  g_array_unref (layout->calls);
  g_array_unref (layout->rows);
  g_array_unref (layout->shown);
  g_ptr_array_unref (layout->blocks);
  lore_filter_unref (layout->filter);
  G_OBJECT_CLASS (lore_layout_parent_class)->finalize (object);
}

static void
lore_layout_class_init (LoreLayoutClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_layout_dispose;
  G_OBJECT_CLASS (klass)->finalize = lore_layout_finalize;
  signals[COLUMNS_CHANGED] =
      g_signal_new ("columns-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lore_layout_init (LoreLayout *layout)
{
  layout->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  layout->shown = g_array_new (FALSE, FALSE, sizeof (LoreShown));
  layout->blocks = g_ptr_array_new_with_free_func (lore_layout_free_block);
  layout->calls = g_array_new (FALSE, FALSE, sizeof (guint32));
}

LoreLayout *
lore_layout_new (LoreTrace *trace)
{
  LoreLayout *layout;

  g_return_val_if_fail (LORE_IS_TRACE (trace), NULL);

  layout = g_object_new (LORE_TYPE_LAYOUT, NULL);
  layout->trace = g_object_ref (trace);
  lore_columns_init (&layout->columns, lore_trace_get_notes (trace));
  lore_layout_rebuild (layout);
  g_signal_connect (trace, "participants-changed", G_CALLBACK (participants_changed_cb),
                    layout);
  g_signal_connect (trace, "message-added", G_CALLBACK (message_added_cb), layout);
  g_signal_connect (trace, "message-changed", G_CALLBACK (message_changed_cb), layout);
  g_signal_connect (lore_trace_get_notes (trace), "sides-changed",
                    G_CALLBACK (sides_changed_cb), layout);
  g_signal_connect (lore_trace_get_notes (trace), "note-changed",
                    G_CALLBACK (note_changed_cb), layout);
  return layout;
}

static gpointer
copy_block (gconstpointer block, gpointer data)
{
  return block != NULL ? g_array_copy ((GArray *)block) : NULL;
}

LoreLayout *
lore_layout_dup_still (LoreLayout *layout)
{
  LoreLayout *still = g_object_new (LORE_TYPE_LAYOUT, NULL);

  still->trace = g_object_ref (layout->trace);
  lore_columns_init_copy (&still->columns, &layout->columns);
  g_array_append_vals (still->rows, layout->rows->data, layout->rows->len);
  g_array_append_vals (still->shown, layout->shown->data, layout->shown->len);
  g_array_append_vals (still->calls, layout->calls->data, layout->calls->len);
  g_ptr_array_extend (still->blocks, layout->blocks, (GCopyFunc)copy_block, NULL);
  still->filter = layout->filter != NULL ? lore_filter_ref (layout->filter) : NULL;
  return still;
}

LoreTrace *
lore_layout_get_trace (LoreLayout *layout)
{
  return layout->trace;
}

guint
lore_layout_get_n_columns (LoreLayout *layout)
{
  return layout->columns.shown->len;
}

guint32
lore_layout_get_column (LoreLayout *layout, guint i)
{
  g_return_val_if_fail (i < layout->columns.shown->len, LORE_ID_NONE);
  return g_array_index (layout->columns.shown, guint32, i);
}

guint32
lore_layout_find_column (LoreLayout *layout, guint32 participant)
{
  return lore_columns_find (&layout->columns, participant);
}

void
lore_layout_slide_column (LoreLayout *layout, guint from, guint to)
{
  g_return_if_fail (from < layout->columns.shown->len && to < layout->columns.shown->len);
  if (from == to)
    return;
  lore_columns_move (&layout->columns, from, to);
  columns_changed (layout);
}

void
lore_layout_keep_order (LoreLayout *layout)
{
  /* The order is the trace's, for every ladder of it and to be undone; this one is told
   * by it. */
  lore_notes_set_order (lore_trace_get_notes (layout->trace),
                        (guint32 *)layout->columns.order->data,
                        layout->columns.order->len);
}

void
lore_layout_move_column (LoreLayout *layout, guint from, guint to)
{
  g_return_if_fail (from < layout->columns.shown->len && to < layout->columns.shown->len);
  if (from == to)
    return;
  lore_columns_move (&layout->columns, from, to);
  lore_layout_keep_order (layout);
}

void
lore_layout_set_calls (LoreLayout *layout, const guint32 *calls, guint n)
{
  g_return_if_fail (LORE_IS_LAYOUT (layout));
  for (guint i = 0; i < n; i++)
    g_return_if_fail (calls[i] < lore_trace_get_n_calls (layout->trace));

  if (layout->calls->len == n
      && (n == 0 || memcmp (layout->calls->data, calls, n * sizeof *calls) == 0))
    return;
  g_array_set_size (layout->calls, 0);
  g_array_append_vals (layout->calls, calls, n);
  rebuild_and_tell (layout);
}

void
lore_layout_set_call (LoreLayout *layout, guint32 call)
{
  lore_layout_set_calls (layout, &call, call != LORE_ID_NONE ? 1 : 0);
}

const guint32 *
lore_layout_get_calls (LoreLayout *layout, guint *ret_n)
{
  *ret_n = layout->calls->len;
  return (const guint32 *)layout->calls->data;
}

guint32
lore_layout_get_call (LoreLayout *layout)
{
  return layout->calls->len > 0 ? g_array_index (layout->calls, guint32, 0)
                                : LORE_ID_NONE;
}

void
lore_layout_set_filter (LoreLayout *layout, LoreFilter *filter)
{
  if (layout->filter == filter)
    return;
  lore_filter_unref (layout->filter);
  layout->filter = filter != NULL ? lore_filter_ref (filter) : NULL;
  rebuild_and_tell (layout);
}

void
lore_layout_set_filter_found (LoreLayout *layout, LoreFilter *filter, const GArray *found)
{
  layout->found = found;
  lore_layout_set_filter (layout, filter);
  layout->found = NULL;
}

LoreFilter *
lore_layout_get_filter (LoreLayout *layout)
{
  return layout->filter;
}

guint32
lore_layout_get_first_row (LoreLayout *layout, guint32 message)
{
  guint32 index = lore_layout_find_shown (layout, message);

  return index != LORE_ID_NONE ? lore_layout_get_shown (layout, index)->first_row
                               : LORE_ID_NONE;
}

gint64
lore_layout_get_start_us (LoreLayout *layout)
{
  if (layout->rows->len == 0)
    return 0;
  return lore_trace_get_event_time (layout->trace, lore_layout_get_row_event (layout, 0));
}

guint32
lore_layout_get_last_row (LoreLayout *layout, guint32 message)
{
  guint32 index = lore_layout_find_shown (layout, message);

  return index != LORE_ID_NONE ? lore_layout_get_shown (layout, index)->last_row
                               : LORE_ID_NONE;
}
