/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the rows of a ladder come to be: from the events of its trace, one after another.
 */
#include "trace/layout-private.h"

#include <stdlib.h>

/* --- finding -------------------------------------------------------------------- */

LoreShown *
lore_layout_get_shown (LoreLayout *layout, guint i)
{
  return &g_array_index (layout->shown, LoreShown, i);
}

guint32
lore_layout_find_shown (LoreLayout *layout, guint32 message)
{
  guint low = 0;
  guint high = layout->shown->len;

  /* Without a filter every message is shown and the index is the id. */
  if (message < high && lore_layout_get_shown (layout, message)->message == message)
    return message;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (lore_layout_get_shown (layout, middle)->message < message)
        low = middle + 1;
      else
        high = middle;
    }
  if (low < layout->shown->len && lore_layout_get_shown (layout, low)->message == message)
    return low;
  return LORE_ID_NONE;
}

guint32
lore_layout_get_row_event (LoreLayout *layout, guint row)
{
  guint32 entry = g_array_index (layout->rows, guint32, row);
  guint32 departure, arrival;

  lore_trace_get_message_events (layout->trace, entry & ~LORE_ROW_ARRIVAL, &departure,
                                 &arrival);
  return entry & LORE_ROW_ARRIVAL ? arrival : departure;
}

/* --- growing -------------------------------------------------------------------- */

void
lore_layout_free_block (gpointer data)
{
  if (data != NULL)
    g_array_unref (data);
}

gboolean
lore_layout_is_chosen (LoreLayout *layout, guint32 call)
{
  for (guint i = 0; i < layout->calls->len; i++)
    if (g_array_index (layout->calls, guint32, i) == call)
      return TRUE;
  return layout->calls->len == 0;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const guint32 *left = a;
  const guint32 *right = b;

  return (*left > *right) - (*left < *right);
}

gboolean
lore_layout_passes (LoreLayout *layout, guint32 message)
{
  if (layout->found != NULL)
    return bsearch (&message, layout->found->data, layout->found->len, sizeof (guint32),
                    compare_ids)
           != NULL;
  return layout->filter == NULL
         || lore_filter_matches (layout->filter, layout->trace, message);
}

void
lore_layout_depart (LoreLayout *layout, guint32 message)
{
  LoreShown shown = { message, layout->rows->len, layout->rows->len };

  g_assert (message < LORE_ROW_ARRIVAL);
  g_array_append_val (layout->rows, message);
  g_array_append_val (layout->shown, shown);
}

gboolean
lore_layout_land (LoreLayout *layout, guint32 index)
{
  LoreShown *shown = lore_layout_get_shown (layout, index);
  guint32 entry = shown->message | LORE_ROW_ARRIVAL;
  guint32 next = shown->first_row + 1;
  guint32 departure, arrival;

  lore_trace_get_message_events (layout->trace, shown->message, &departure, &arrival);
  if (arrival == LORE_ID_NONE || arrival == departure
      || shown->last_row != shown->first_row || next >= layout->rows->len
      || lore_layout_get_row_event (layout, next) > arrival)
    return FALSE;

  shown->last_row = layout->rows->len;
  g_array_append_val (layout->rows, entry);
  for (guint block = shown->first_row / LORE_ROW_BLOCK;
       block <= shown->last_row / LORE_ROW_BLOCK; block++)
    {
      if (block >= layout->blocks->len)
        g_ptr_array_set_size (layout->blocks, block + 1);
      if (layout->blocks->pdata[block] == NULL)
        layout->blocks->pdata[block] = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_array_append_val (layout->blocks->pdata[block], index);
    }
  return TRUE;
}

static void
take_event (LoreLayout *layout, guint32 event, guint32 message)
{
  guint32 departure, arrival, index;

  lore_trace_get_message_events (layout->trace, message, &departure, &arrival);
  if (event == departure)
    {
      if (lore_layout_passes (layout, message))
        lore_layout_depart (layout, message);
    }
  else if (event == arrival)
    {
      index = lore_layout_find_shown (layout, message);
      if (index != LORE_ID_NONE)
        lore_layout_land (layout, index);
    }
}

static void
collect_call (LoreLayout *layout, guint32 call, GArray *events)
{
  guint32 ends[2];
  LoreMessage facts;

  for (guint32 message = lore_trace_get_first_in_call (layout->trace, call);
       message != LORE_ID_NONE;
       message = lore_trace_get_next_in_call (layout->trace, message))
    {
      lore_trace_get_message (layout->trace, message, &facts);
      lore_columns_show (&layout->columns, facts.source);
      lore_columns_show (&layout->columns, facts.destination);
      lore_trace_get_message_events (layout->trace, message, &ends[0], &ends[1]);
      g_array_append_val (events, ends[0]);
      if (ends[1] != LORE_ID_NONE && ends[1] != ends[0])
        g_array_append_val (events, ends[1]);
    }
}

/* The departures and arrivals of the calls chosen, in the order of the log. */
static void
take_calls (LoreLayout *layout)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < layout->calls->len; i++)
    collect_call (layout, g_array_index (layout->calls, guint32, i), events);
  lore_columns_settle (&layout->columns);
  g_array_sort (events, compare_ids);
  for (guint i = 0; i < events->len; i++)
    {
      guint32 event = g_array_index (events, guint32, i);

      take_event (layout, event, lore_trace_get_event_message (layout->trace, event));
    }
}

/* Columns of the whole ladder: whoever took part. Before the first message those who are
 * known to be there. */
static void
show_participants (LoreLayout *layout)
{
  guint n_messages = lore_trace_get_n_messages (layout->trace);
  LoreMessage facts;

  if (n_messages == 0)
    {
      lore_columns_show_all (&layout->columns);
      return;
    }
  for (guint32 message = 0; message < n_messages; message++)
    {
      lore_trace_get_message (layout->trace, message, &facts);
      lore_columns_show (&layout->columns, facts.source);
      lore_columns_show (&layout->columns, facts.destination);
    }
  lore_columns_settle (&layout->columns);
}

void
lore_layout_rebuild (LoreLayout *layout)
{
  guint n_events = lore_trace_get_n_events (layout->trace);

  g_array_set_size (layout->rows, 0);
  g_array_set_size (layout->shown, 0);
  g_ptr_array_set_size (layout->blocks, 0);
  lore_columns_grow (&layout->columns, lore_trace_get_n_participants (layout->trace));
  lore_columns_hide_all (&layout->columns);
  lore_columns_take_order (&layout->columns);
  if (layout->calls->len > 0)
    {
      take_calls (layout);
      return;
    }
  show_participants (layout);
  for (guint32 event = 0; event < n_events; event++)
    {
      guint32 message = lore_trace_get_event_message (layout->trace, event);

      if (message != LORE_ID_NONE)
        take_event (layout, event, message);
    }
}
