/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/trace.h"

#include <string.h>

#include "sip/facts.h"
#include "trace/call-index.h"
#include "trace/call.h"
#include "trace/event-store.h"
#include "trace/flights.h"
#include "trace/lookup.h"
#include "trace/message-store.h"
#include "trace/notes.h"
#include "trace/participants.h"
#include "trace/rtp-call.h"
#include "trace/rtp-store.h"
#include "trace/transactions.h"

struct _LoreTrace
{
  GObject parent_instance;

  /* Owned */
  LoreEventStore events;
  LoreMessageStore messages;
  LoreParticipants participants;
  LoreFlights flights;
  LoreTransactions transactions;
  LoreCallIndex calls;
  LoreRtpStore streams;
  LoreNotes *notes;
  GHashTable *bytes; /* message id → GBytes that lore_trace_get_event() has lent */
  GMutex lending;    /* guards these: who writes a file reads beside who shows it */

  guint n_retransmissions;
};

enum
{
  PARTICIPANTS_CHANGED,
  MESSAGE_ADDED,
  MESSAGE_CHANGED,
  EVENT_ADDED,
  STREAMS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (LoreTrace, lore_trace, G_TYPE_OBJECT)

/* What one append has to tell: said when everything is in place. */
typedef struct
{
  guint32 added;   /* a message or LORE_ID_NONE */
  guint32 changed; /* likewise */
  guint32 dialog;  /* the request whose dialog is known now, or LORE_ID_NONE */
  gboolean participants;
} News;

static void
lore_trace_finalize (GObject *object)
{
  LoreTrace *trace = LORE_TRACE (object);

  g_clear_object (&trace->notes);
  lore_rtp_store_clear (&trace->streams);
  lore_call_index_clear (&trace->calls);
  lore_transactions_clear (&trace->transactions);
  lore_flights_clear (&trace->flights);
  lore_participants_clear (&trace->participants);
  g_clear_pointer (&trace->bytes, g_hash_table_unref);
  g_mutex_clear (&trace->lending);
  lore_message_store_clear (&trace->messages);
  lore_event_store_clear (&trace->events);
  G_OBJECT_CLASS (lore_trace_parent_class)->finalize (object);
}

static void
lore_trace_class_init (LoreTraceClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lore_trace_finalize;
  signals[PARTICIPANTS_CHANGED] =
      g_signal_new ("participants-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);
  signals[MESSAGE_ADDED] = g_signal_new ("message-added", type, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[MESSAGE_CHANGED] = g_signal_new ("message-changed", type, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[EVENT_ADDED] = g_signal_new ("event-added", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[STREAMS_CHANGED] = g_signal_new ("streams-changed", type, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lore_trace_init (LoreTrace *trace)
{
  lore_event_store_init (&trace->events);
  lore_message_store_init (&trace->messages);
  lore_participants_init (&trace->participants);
  lore_flights_init (&trace->flights, &trace->messages, &trace->events);
  lore_transactions_init (&trace->transactions, &trace->messages, &trace->events);
  lore_call_index_init (&trace->calls, &trace->messages, &trace->transactions);
  lore_rtp_store_init (&trace->streams);
  trace->notes = lore_notes_new (trace);
  g_mutex_init (&trace->lending);
  trace->bytes = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_bytes_unref);
}

LoreTrace *
lore_trace_new (void)
{
  return g_object_new (LORE_TYPE_TRACE, NULL);
}

/* --- appending ----------------------------------------------------------------- */

/* A message event with its bytes at hand. */
typedef struct
{
  const LoreEvent *event;
  const LoreReading *reading;
  LoreFlightKey key;
} Sighting;

/* The message that is observed once more, or LORE_ID_NONE. */
static guint32
find_observed (LoreTrace *trace, const Sighting *sighting)
{
  const LoreEvent *event = sighting->event;

  switch (event->type)
    {
    case LORE_EVENT_RECEIVED:
    case LORE_EVENT_DROPPED:
      return lore_flights_land (&trace->flights, &sighting->key, sighting->reading->data);
    case LORE_EVENT_CAPTURED:
      if (event->unix_us == LORE_TIME_UNKNOWN || sighting->key.source == LORE_ID_NONE
          || sighting->key.destination == LORE_ID_NONE)
        return LORE_ID_NONE;
      return lore_flights_find_captured (&trace->flights, &sighting->key, event->lab_us,
                                         sighting->reading->data);
    default:
      return LORE_ID_NONE;
    }
}

/* The columns that say how a message came. */
static guint32
store_message (LoreTrace *trace, const Sighting *sighting)
{
  LoreMessageStore *messages = &trace->messages;
  const LoreEvent *event = sighting->event;
  guint32 id = lore_event_store_get_next (&trace->events);
  guint32 message = lore_message_store_add (messages, sighting->reading);

  lore_message_row (messages, message)->source = sighting->key.source;
  lore_message_row (messages, message)->destination = sighting->key.destination;
  lore_message_row (messages, message)->transport = event->transport;
  lore_message_row (messages, message)->departure = id;
  if (event->type != LORE_EVENT_SENT)
    lore_message_row (messages, message)->arrival = id;
  if (event->type == LORE_EVENT_DROPPED)
    lore_message_row (messages, message)->flags |= LORE_MESSAGE_LOST;
  if (event->truncated)
    lore_message_row (messages, message)->flags |= LORE_MESSAGE_TRUNCATED;
  return message;
}

static guint32
add_message (LoreTrace *trace, const Sighting *sighting, News *news)
{
  LoreMessageStore *messages = &trace->messages;
  const LoreEvent *event = sighting->event;
  guint32 message;

  /* What is looked up below is fetched from memory while the bytes are copied. */
  lore_call_index_foresee (&trace->calls, sighting->reading);
  lore_transactions_foresee (&trace->transactions, sighting->reading);
  message = store_message (trace, sighting);
  lore_call_index_place (&trace->calls, message, sighting->reading);
  lore_transactions_place (&trace->transactions, message, sighting->reading,
                           event->lab_us);
  news->dialog = lore_call_index_place_dialog (&trace->calls, message, sighting->reading);
  if (lore_message_row (messages, message)->flags & LORE_MESSAGE_RETRANSMISSION)
    trace->n_retransmissions++;

  if (event->type == LORE_EVENT_SENT)
    lore_flights_depart (&trace->flights, &sighting->key, message);
  else if (event->type == LORE_EVENT_CAPTURED)
    lore_flights_note_captured (&trace->flights, &sighting->key, message);
  news->added = message;
  return message;
}

static guint32
append_message (LoreTrace *trace, const Sighting *sighting, News *news)
{
  guint32 message = find_observed (trace, sighting);

  if (message == LORE_ID_NONE)
    return add_message (trace, sighting, news);
  if (sighting->event->type != LORE_EVENT_CAPTURED)
    {
      lore_message_row (&trace->messages, message)->arrival =
          lore_event_store_get_next (&trace->events);
      if (sighting->event->type == LORE_EVENT_DROPPED)
        lore_message_row (&trace->messages, message)->flags |= LORE_MESSAGE_LOST;
      news->changed = message;
    }
  return message;
}

/* An inner event may be about a message in the air: the host or its system said that
 * nobody is there (ICMP). */
static guint32
find_unanswered (LoreTrace *trace, const LoreEvent *event, guint32 source,
                 guint32 destination, News *news)
{
  LoreFlightKey key = { source, destination, 0, 0 };
  guint32 message;
  gsize len = 0;
  gconstpointer data;

  if (event->type != LORE_EVENT_PROBLEM || source == LORE_ID_NONE
      || destination == LORE_ID_NONE)
    return LORE_ID_NONE;
  if (event->message != NULL)
    {
      data = g_bytes_get_data (event->message, &len);
      key.content = lore_hash_whole (data, len);
      key.len = len;
      message = lore_flights_land (&trace->flights, &key, data);
    }
  else
    message = lore_flights_land_last (&trace->flights, source, destination);
  if (message != LORE_ID_NONE)
    {
      lore_message_row (&trace->messages, message)->flags |= LORE_MESSAGE_UNANSWERED;
      news->changed = message;
    }
  return message;
}

static void
tell (LoreTrace *trace, guint32 event, const News *news)
{
  if (news->participants)
    g_signal_emit (trace, signals[PARTICIPANTS_CHANGED], 0);
  if (news->added != LORE_ID_NONE)
    g_signal_emit (trace, signals[MESSAGE_ADDED], 0, news->added);
  if (news->changed != LORE_ID_NONE)
    g_signal_emit (trace, signals[MESSAGE_CHANGED], 0, news->changed);
  if (news->dialog != LORE_ID_NONE)
    g_signal_emit (trace, signals[MESSAGE_CHANGED], 0, news->dialog);
  g_signal_emit (trace, signals[EVENT_ADDED], 0, event);
}

/* @reading: of a message event, else NULL. */
static guint32
append (LoreTrace *trace, const LoreEvent *event, const LoreReading *reading)
{
  News news = { LORE_ID_NONE, LORE_ID_NONE, LORE_ID_NONE, FALSE };
  gboolean new_source;
  gboolean new_destination;
  guint32 source, destination, message, id;

  source = lore_participants_ensure (&trace->participants, event->source, &new_source);
  destination = lore_participants_ensure (&trace->participants, event->destination,
                                          &new_destination);
  news.participants = new_source || new_destination;
  if (reading != NULL)
    {
      Sighting sighting = { event,
                            reading,
                            { source, destination, reading->content, reading->len } };

      message = append_message (trace, &sighting, &news);
    }
  else
    message = find_unanswered (trace, event, source, destination, &news);
  id = lore_event_store_add (&trace->events, event, message, source, destination);
  if (news.added != LORE_ID_NONE)
    lore_message_store_publish (&trace->messages);
  tell (trace, id, &news);
  return id;
}

guint32
lore_trace_append (LoreTrace *trace, const LoreEvent *event)
{
  LoreReading reading;
  gsize len = 0;
  const guint8 *data;

  g_return_val_if_fail (LORE_IS_TRACE (trace), LORE_ID_NONE);
  g_return_val_if_fail (event->type > LORE_EVENT_DROPPED || event->message != NULL,
                        LORE_ID_NONE);

  if (event->type > LORE_EVENT_DROPPED)
    return append (trace, event, NULL);
  data = g_bytes_get_data (event->message, &len);
  lore_reading_init (&reading, data, len);
  return append (trace, event, &reading);
}

guint32
lore_trace_append_read (LoreTrace *trace, const LoreEvent *event,
                        const LoreReading *reading)
{
  g_return_val_if_fail (LORE_IS_TRACE (trace), LORE_ID_NONE);
  g_return_val_if_fail (event->type <= LORE_EVENT_DROPPED, LORE_ID_NONE);

  return append (trace, event, reading);
}

void
lore_trace_adopt (LoreTrace *trace, LoreArena *arena)
{
  g_return_if_fail (LORE_IS_TRACE (trace));
  lore_arena_adopt (&trace->messages.arena, arena);
}

void
lore_trace_name_participant (LoreTrace *trace, const char *address, const char *name,
                             const char *role)
{
  gboolean is_new;
  guint32 id;

  g_return_if_fail (LORE_IS_TRACE (trace) && address != NULL);

  id = lore_participants_ensure (&trace->participants, address, &is_new);
  if (lore_participants_name (&trace->participants, id, name, role) || is_new)
    g_signal_emit (trace, signals[PARTICIPANTS_CHANGED], 0);
}

/* --- events -------------------------------------------------------------------- */

guint
lore_trace_get_n_events (LoreTrace *trace)
{
  return g_atomic_int_get (&trace->events.n);
}

static const char *
get_address (LoreTrace *trace, guint32 participant)
{
  if (participant == LORE_ID_NONE)
    return NULL;
  return lore_participants_get (&trace->participants, participant)->address;
}

/* A view of the message's bytes, which do not move while the trace lives. */
static GBytes *
lend_bytes (LoreTrace *trace, guint32 message)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&trace->lending);
  gpointer key = GUINT_TO_POINTER (message);
  GBytes *bytes = g_hash_table_lookup (trace->bytes, key);
  gsize len = 0;
  const guint8 *data;

  if (bytes == NULL)
    {
      data = lore_trace_get_data (trace, message, &len);
      bytes = g_bytes_new_static (data, len);
      g_hash_table_insert (trace->bytes, key, bytes);
    }
  return bytes;
}

static void
fill_message (LoreTrace *trace, guint32 message, LoreEvent *event)
{
  LoreMessageStore *messages = &trace->messages;

  event->transport = lore_message_row (messages, message)->transport;
  event->source = get_address (trace, lore_message_row (messages, message)->source);
  event->destination =
      get_address (trace, lore_message_row (messages, message)->destination);
  event->message = lend_bytes (trace, message);
  event->truncated =
      (lore_message_row (messages, message)->flags & LORE_MESSAGE_TRUNCATED) != 0;
}

void
lore_trace_get_event (LoreTrace *trace, guint32 event, LoreEvent *ret_event)
{
  const LoreEventDetails *details;
  guint32 message;

  g_return_if_fail (event < lore_trace_get_n_events (trace));

  details = lore_event_store_get_details (&trace->events, event);
  message = lore_event_store_get_message (&trace->events, event);
  memset (ret_event, 0, sizeof *ret_event);
  ret_event->type = lore_event_store_get_type (&trace->events, event);
  ret_event->lab_us = lore_event_store_get_lab_us (&trace->events, event);
  ret_event->unix_us = lore_event_store_get_unix_us (&trace->events, event);
  if (message != LORE_ID_NONE)
    fill_message (trace, message, ret_event);
  if (details == NULL)
    return;
  if (message == LORE_ID_NONE)
    {
      ret_event->source = get_address (trace, details->source);
      ret_event->destination = get_address (trace, details->destination);
    }
  ret_event->element = details->element;
  ret_event->subject = details->subject;
  ret_event->name = details->name;
  ret_event->from_state = details->from_state;
  ret_event->to_state = details->to_state;
  ret_event->duration_us = details->duration_us;
  ret_event->rfc = details->rfc;
}

gint64
lore_trace_get_event_time (LoreTrace *trace, guint32 event)
{
  g_return_val_if_fail (event < lore_trace_get_n_events (trace), LORE_TIME_UNKNOWN);
  return lore_event_store_get_lab_us (&trace->events, event);
}

guint32
lore_trace_get_event_message (LoreTrace *trace, guint32 event)
{
  g_return_val_if_fail (event < lore_trace_get_n_events (trace), LORE_ID_NONE);
  return lore_event_store_get_message (&trace->events, event);
}

/* --- messages ------------------------------------------------------------------ */

guint
lore_trace_get_n_messages (LoreTrace *trace)
{
  return g_atomic_int_get (&trace->messages.n);
}

void
lore_trace_get_message (LoreTrace *trace, guint32 message, LoreMessage *ret_message)
{
  const LoreMessageStore *messages = &trace->messages;
  const LoreMessageRow *row;
  guint32 arrival;

  g_return_if_fail (message < lore_trace_get_n_messages (trace));

  row = lore_message_row (messages, message);
  arrival = row->arrival;
  *ret_message = (LoreMessage){
    .id = message,
    .flags = row->flags,
    .transport = row->transport,
    .method = row->method == LORE_METHOD_OTHER ? SIP_METHOD_UNKNOWN : row->method,
    .status = row->status,
    .cseq = row->cseq,
    .sent_us = lore_event_store_get_lab_us (&trace->events, row->departure),
    .received_us = LORE_TIME_UNKNOWN,
    .unix_us = lore_event_store_get_unix_us (&trace->events, row->departure),
    .source = row->source,
    .destination = row->destination,
    .transaction = row->transaction,
    .dialog = row->dialog,
    .call = row->call,
    .original = LORE_ID_NONE,
  };
  if (arrival != LORE_ID_NONE && (ret_message->flags & LORE_MESSAGE_LOST) == 0)
    ret_message->received_us = lore_event_store_get_lab_us (&trace->events, arrival);
  if (ret_message->flags & LORE_MESSAGE_RETRANSMISSION)
    ret_message->original = row->link;
}

void
lore_trace_get_message_events (LoreTrace *trace, guint32 message, guint32 *ret_departure,
                               guint32 *ret_arrival)
{
  g_return_if_fail (message < lore_trace_get_n_messages (trace));
  *ret_departure = lore_message_row (&trace->messages, message)->departure;
  *ret_arrival = lore_message_row (&trace->messages, message)->arrival;
}

const guint8 *
lore_trace_get_data (LoreTrace *trace, guint32 message, gsize *ret_len)
{
  g_return_val_if_fail (message < lore_trace_get_n_messages (trace), NULL);
  *ret_len = lore_message_row (&trace->messages, message)->len;
  return lore_message_row (&trace->messages, message)->data;
}

GBytes *
lore_trace_dup_bytes (LoreTrace *trace, guint32 message)
{
  gsize len = 0;
  const guint8 *data = lore_trace_get_data (trace, message, &len);

  return g_bytes_new (data, len);
}

void
lore_trace_get_index (LoreTrace *trace, guint32 message, SipIndex *ret_index)
{
  gsize len = 0;
  const guint8 *data = lore_trace_get_data (trace, message, &len);

  sip_index (data, len, ret_index);
}

/* --- what belongs together ------------------------------------------------------ */

guint
lore_trace_get_n_calls (LoreTrace *trace)
{
  return g_atomic_int_get (&trace->calls.n_calls);
}

gboolean
lore_trace_is_call (LoreTrace *trace, guint32 call)
{
  g_return_val_if_fail (call < lore_trace_get_n_calls (trace), FALSE);
  return lore_call_index_is_call (&trace->calls, call);
}

guint32
lore_trace_get_first_in_call (LoreTrace *trace, guint32 call)
{
  g_return_val_if_fail (call < lore_trace_get_n_calls (trace), LORE_ID_NONE);
  return lore_call_index_get_first (&trace->calls, call);
}

guint32
lore_trace_get_next_in_call (LoreTrace *trace, guint32 message)
{
  g_return_val_if_fail (message < lore_trace_get_n_messages (trace), LORE_ID_NONE);
  return lore_message_row (&trace->messages, message)->next_in_call;
}

guint
lore_trace_get_n_transactions (LoreTrace *trace)
{
  return g_atomic_int_get (&trace->transactions.n);
}

guint
lore_trace_get_n_retransmissions (LoreTrace *trace)
{
  return trace->n_retransmissions;
}

guint32
lore_trace_get_first_in_transaction (LoreTrace *trace, guint32 transaction)
{
  g_return_val_if_fail (transaction < lore_trace_get_n_transactions (trace),
                        LORE_ID_NONE);
  return lore_transactions_get_first (&trace->transactions, transaction);
}

guint32
lore_trace_get_last_in_transaction (LoreTrace *trace, guint32 transaction)
{
  g_return_val_if_fail (transaction < lore_trace_get_n_transactions (trace),
                        LORE_ID_NONE);
  return lore_transactions_get_last (&trace->transactions, transaction);
}

guint32
lore_trace_get_previous_in_transaction (LoreTrace *trace, guint32 message)
{
  g_return_val_if_fail (message < lore_trace_get_n_messages (trace), LORE_ID_NONE);
  if (lore_message_row (&trace->messages, message)->flags & LORE_MESSAGE_RETRANSMISSION)
    return LORE_ID_NONE;
  return lore_message_row (&trace->messages, message)->link;
}

LoreNotes *
lore_trace_get_notes (LoreTrace *trace)
{
  g_return_val_if_fail (LORE_IS_TRACE (trace), NULL);
  return trace->notes;
}

/* --- streams ---------------------------------------------------------------------- */

void
lore_trace_adopt_streams (LoreTrace *trace, GPtrArray *streams)
{
  g_return_if_fail (LORE_IS_TRACE (trace));

  if (streams->len == 0)
    return;
  lore_rtp_find_calls (trace, streams);
  lore_rtp_store_take (&trace->streams, streams);
  g_signal_emit (trace, signals[STREAMS_CHANGED], 0);
}

guint
lore_trace_get_n_streams (LoreTrace *trace)
{
  return trace->streams.rows->len;
}

const LoreRtpStream *
lore_trace_get_stream (LoreTrace *trace, guint stream)
{
  g_return_val_if_fail (stream < trace->streams.rows->len, NULL);
  return g_ptr_array_index (trace->streams.rows, stream);
}

guint
lore_trace_find_streams (LoreTrace *trace, guint32 call, guint *ret_n)
{
  return lore_rtp_store_find (&trace->streams, call, ret_n);
}

/* --- participants and size ------------------------------------------------------ */

guint
lore_trace_get_n_participants (LoreTrace *trace)
{
  return g_atomic_int_get (&trace->participants.n);
}

void
lore_trace_get_participant (LoreTrace *trace, guint32 participant,
                            LoreParticipant *ret_participant)
{
  g_return_if_fail (participant < lore_trace_get_n_participants (trace));
  *ret_participant = *lore_participants_get (&trace->participants, participant);
}

gsize
lore_trace_get_n_bytes (LoreTrace *trace)
{
  return trace->messages.n_bytes;
}

gsize
lore_trace_get_memory (LoreTrace *trace)
{
  return lore_event_store_get_memory (&trace->events)
         + lore_message_store_get_memory (&trace->messages)
         + lore_participants_get_memory (&trace->participants)
         + lore_flights_get_memory (&trace->flights)
         + lore_transactions_get_memory (&trace->transactions)
         + lore_call_index_get_memory (&trace->calls)
         + g_hash_table_size (trace->bytes) * 8 * sizeof (gpointer);
}
