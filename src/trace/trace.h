/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one log of events. Append-only: ids are positions and are never reused. Messages
 * have ids of their own, dense from 0: an observation of a datagram that was already
 * seen (sent by one element of ours and received by the other, captured twice) joins the
 * message it repeats instead of making a new one.
 */
#pragma once

#include "trace/arena.h"
#include "trace/event.h"
#include "trace/reading.h"

G_BEGIN_DECLS

#define LORE_ID_NONE G_MAXUINT32

#define LORE_TYPE_TRACE (lore_trace_get_type ())
/* Signals, emitted once an event is in the log and in this order: "participants-changed"
 * (), "message-added" (guint id), "message-changed" (guint id: it arrived, was lost or
 * was unanswered, or it is the request whose dialog a response began), "event-added"
 * (guint id); and by itself "streams-changed" (rtp-stream.h). One thread appends; another
 * may read what was there when it began. */
G_DECLARE_FINAL_TYPE (LoreTrace, lore_trace, LORE, TRACE, GObject)

typedef enum
{
  LORE_MESSAGE_REQUEST = 1 << 0,
  LORE_MESSAGE_RESPONSE = 1 << 1, /* neither: not SIP's start line */
  LORE_MESSAGE_RETRANSMISSION = 1 << 2,
  LORE_MESSAGE_LOST = 1 << 3, /* dropped by a fault */
  LORE_MESSAGE_TRUNCATED = 1 << 4,
  LORE_MESSAGE_UNANSWERED = 1 << 5, /* nobody was there (ICMP unreachable) */
} LoreMessageFlags;

/* What is known of one message; spans point into its bytes (lore_trace_get_bytes). */
typedef struct
{
  guint32 id;
  LoreMessageFlags flags;
  LoreTransport transport;
  guint16 method; /* SipMethodId; in a response that of its CSeq */
  guint16 status; /* 0 in a request */
  guint32 cseq;
  gint64 sent_us;     /* lab time it left */
  gint64 received_us; /* lab time it arrived; LORE_TIME_UNKNOWN until then */
  gint64 unix_us;
  guint32 source; /* participant, LORE_ID_NONE when the file does not say */
  guint32 destination;
  guint32 transaction; /* ids that are equal belong together; LORE_ID_NONE none */
  guint32 dialog;
  guint32 call;
  guint32 original; /* of a retransmission: the message it repeats */
} LoreMessage;

typedef struct
{
  guint32 id;
  const char *address; /* "127.0.0.1:5070"; borrowed */
  const char *name;    /* "Bob", or the address; borrowed */
  const char *role;    /* topic id "role:registrar" or NULL; borrowed */
} LoreParticipant;

LoreTrace *lore_trace_new (void);

/* Returns the event's id. Everything is copied. What joins an earlier message instead of
 * making one: a RECEIVED or DROPPED of bytes that are in the air over the same hop (the
 * oldest such); a CAPTURED of bytes captured over the same hop at most 5 ms ago, where
 * addresses and UNIX time are known. A PROBLEM that names source and destination (or also
 * the bytes) marks the last message in the air between them as unanswered. */
guint32 lore_trace_append (LoreTrace *trace, const LoreEvent *event);

/* The same as lore_trace_append() for a message event that was read already; its field
 * message is not used. */
guint32 lore_trace_append_read (LoreTrace *trace, const LoreEvent *event,
                                const LoreReading *reading);
/* Takes over the bytes of readings that last; @arena is empty then. */
void lore_trace_adopt (LoreTrace *trace, LoreArena *arena);

guint lore_trace_get_n_events (LoreTrace *trace);
/* Strings and message live as long as the trace. */
void lore_trace_get_event (LoreTrace *trace, guint32 event, LoreEvent *ret_event);
gint64 lore_trace_get_event_time (LoreTrace *trace, guint32 event); /* lab time */
/* The message an event is about or LORE_ID_NONE. */
guint32 lore_trace_get_event_message (LoreTrace *trace, guint32 event);

/* The two events of a message: it left (or was first seen), and its flight ended, by
 * arrival or by loss; LORE_ID_NONE while it is in the air. */
void lore_trace_get_message_events (LoreTrace *trace, guint32 message,
                                    guint32 *ret_departure, guint32 *ret_arrival);

guint lore_trace_get_n_messages (LoreTrace *trace);
void lore_trace_get_message (LoreTrace *trace, guint32 message, LoreMessage *ret_message);
const guint8 *lore_trace_get_data (LoreTrace *trace, guint32 message, gsize *ret_len);
GBytes *lore_trace_dup_bytes (LoreTrace *trace, guint32 message); /* transfer full */
void lore_trace_get_index (LoreTrace *trace, guint32 message, SipIndex *ret_index);

/* The messages of one call or of one transaction, in order: first, then next until
 * LORE_ID_NONE. In a transaction the walk is backwards, from the last, and leaves
 * retransmissions out. */
guint32 lore_trace_get_first_in_call (LoreTrace *trace, guint32 call);
guint32 lore_trace_get_next_in_call (LoreTrace *trace, guint32 message);
guint lore_trace_get_n_transactions (LoreTrace *trace);
guint lore_trace_get_n_retransmissions (LoreTrace *trace);
guint32 lore_trace_get_first_in_transaction (LoreTrace *trace, guint32 transaction);
guint32 lore_trace_get_last_in_transaction (LoreTrace *trace, guint32 transaction);
guint32 lore_trace_get_previous_in_transaction (LoreTrace *trace, guint32 message);

guint lore_trace_get_n_participants (LoreTrace *trace);
void lore_trace_get_participant (LoreTrace *trace, guint32 participant,
                                 LoreParticipant *ret_participant);
/* Says who stands behind an address, before or after its first message. */
void lore_trace_name_participant (LoreTrace *trace, const char *address, const char *name,
                                  const char *role);

/* Bytes of all messages, each counted once. */
gsize lore_trace_get_n_bytes (LoreTrace *trace);
/* Bytes of messages and of everything else the trace holds: for `stats`. */
gsize lore_trace_get_memory (LoreTrace *trace);

G_END_DECLS
