/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/in-order.h"

#include "base/args.h"
#include "formats/import.h"
#include "trace/notes.h"
#include "trace/rtp-stream.h"

typedef struct
{
  gint64 us; /* lab time */
  guint32 event;
} Place;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *x = a;
  const Place *y = b;

  if (x->us != y->us)
    return x->us < y->us ? -1 : 1;
  return x->event < y->event ? -1 : x->event > y->event;
}

static gboolean
is_by_time (LoreTrace *trace)
{
  guint n = lore_trace_get_n_events (trace);

  for (guint i = 1; i < n; i++)
    if (lore_trace_get_event_time (trace, i) < lore_trace_get_event_time (trace, i - 1))
      return FALSE;
  return TRUE;
}

/* Nothing but a capture, and all its times by one clock. */
static gboolean
can_be_sorted (LoreTrace *trace, guint n_files)
{
  guint n = lore_trace_get_n_events (trace);

  if (lore_notes_get_n_notes (lore_trace_get_notes (trace)) > 0)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      guint32 message = lore_trace_get_event_message (trace, i);
      LoreMessage facts;

      if (message == LORE_ID_NONE
          || lore_trace_get_event_time (trace, i) == LORE_TIME_UNKNOWN)
        return FALSE;
      lore_trace_get_message (trace, message, &facts);
      if (facts.received_us != facts.sent_us
          || (facts.unix_us == LORE_TIME_UNKNOWN && n_files > 1))
        return FALSE;
    }
  return TRUE;
}

static GArray *
sort_events (LoreTrace *trace)
{
  guint n = lore_trace_get_n_events (trace);
  GArray *places = g_array_sized_new (FALSE, FALSE, sizeof (Place), n);

  for (guint i = 0; i < n; i++)
    {
      Place place = { lore_trace_get_event_time (trace, i), i };

      g_array_append_val (places, place);
    }
  g_array_sort (places, compare_places);
  return places;
}

static const char *
get_address (LoreTrace *trace, guint32 participant)
{
  LoreParticipant side;

  if (participant == LORE_ID_NONE)
    return NULL;
  lore_trace_get_participant (trace, participant, &side);
  return side.address;
}

static void
copy_event (LoreTrace *trace, const Place *place, gint64 zero_us, LoreTrace *sorted)
{
  guint32 message = lore_trace_get_event_message (trace, place->event);
  LoreEvent event = { .type = LORE_EVENT_CAPTURED, .lab_us = place->us - zero_us };
  LoreReading reading;
  LoreMessage facts;
  gsize len = 0;
  const guint8 *data = lore_trace_get_data (trace, message, &len);

  lore_trace_get_message (trace, message, &facts);
  event.transport = facts.transport;
  event.source = get_address (trace, facts.source);
  event.destination = get_address (trace, facts.destination);
  event.truncated = (facts.flags & LORE_MESSAGE_TRUNCATED) != 0;
  /* An observation of its own has a time of its own. */
  event.unix_us = facts.unix_us != LORE_TIME_UNKNOWN
                      ? facts.unix_us + place->us - facts.sent_us
                      : LORE_TIME_UNKNOWN;
  lore_reading_init (&reading, data, len);
  lore_trace_append_read (sorted, &event, &reading);
}

static void
copy_names (LoreTrace *trace, LoreTrace *sorted)
{
  guint n = lore_trace_get_n_participants (trace);

  for (guint i = 0; i < n; i++)
    {
      LoreParticipant side;

      lore_trace_get_participant (trace, i, &side);
      if (side.role != NULL || !g_str_equal (side.name, side.address))
        lore_trace_name_participant (sorted, side.address, side.name, side.role);
    }
}

static void
copy_streams (LoreTrace *trace, gint64 zero_us, LoreTrace *sorted)
{
  g_autoptr (GPtrArray) streams =
      g_ptr_array_new_with_free_func ((GDestroyNotify)lore_rtp_stream_free);
  guint n = lore_trace_get_n_streams (trace);

  for (guint i = 0; i < n; i++)
    {
      const LoreRtpStream *from = lore_trace_get_stream (trace, i);
      LoreRtpStream *stream = lore_rtp_stream_new (from->source, from->destination);

      lore_rtp_stream_copy_counts (stream, from);
      lore_rtp_stream_shift (stream, -zero_us);
      g_ptr_array_add (streams, stream);
    }
  lore_trace_adopt_streams (sorted, streams);
}

void
lore_import_put_in_order (LoreTrace **trace, guint n_files, LoreImportReport *report)
{
  g_autoptr (LoreTrace) sorted = NULL;
  g_autoptr (GArray) places = NULL;
  g_autofree char *count = NULL;
  guint n_moved = 0;
  gint64 zero_us;

  if (is_by_time (*trace) || !can_be_sorted (*trace, n_files))
    return;
  sorted = lore_trace_new ();
  places = sort_events (*trace);
  zero_us = g_array_index (places, Place, 0).us;
  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);

      copy_event (*trace, place, zero_us, sorted);
      n_moved += place->event != i;
    }
  copy_names (*trace, sorted);
  copy_streams (*trace, zero_us, sorted);
  g_set_object (trace, sorted);
  count = g_strdup_printf ("%u", n_moved);
  lore_import_report_add (report, "put-in-order", lore_args_new ("count", count, NULL));
}
