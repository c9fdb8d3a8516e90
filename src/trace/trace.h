/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one log of events. Append-only: ids are positions and are never reused. Messages
 * have ids of their own, dense from 0: an observation of a datagram that was already
 * seen (sent by one element of ours and received by the other, captured twice) joins the
 * message it repeats instead of making a new one.
 */
#pragma once

#include "sip/index.h"
#include "trace/event.h"

G_BEGIN_DECLS

#define LORE_ID_NONE G_MAXUINT32

#define LORE_TYPE_TRACE (lore_trace_get_type ())
/* Signals: "message-added" (guint id), "message-changed" (guint id: it arrived or was
 * lost), "event-added" (guint id), "participants-changed" (). */
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

/* Returns the event's id. */
guint32 lore_trace_append (LoreTrace *trace, const LoreEvent *event);

guint lore_trace_get_n_events (LoreTrace *trace);
/* Strings and message live as long as the trace. */
void lore_trace_get_event (LoreTrace *trace, guint32 event, LoreEvent *ret_event);
/* The message an event is about or LORE_ID_NONE. */
guint32 lore_trace_get_event_message (LoreTrace *trace, guint32 event);

guint lore_trace_get_n_messages (LoreTrace *trace);
void lore_trace_get_message (LoreTrace *trace, guint32 message, LoreMessage *ret_message);
const guint8 *lore_trace_get_data (LoreTrace *trace, guint32 message, gsize *ret_len);
GBytes *lore_trace_dup_bytes (LoreTrace *trace, guint32 message); /* transfer full */
void lore_trace_get_index (LoreTrace *trace, guint32 message, SipIndex *ret_index);

guint lore_trace_get_n_participants (LoreTrace *trace);
void lore_trace_get_participant (LoreTrace *trace, guint32 participant,
                                 LoreParticipant *ret_participant);
/* Says who stands behind an address, before or after its first message. */
void lore_trace_name_participant (LoreTrace *trace, const char *address, const char *name,
                                  const char *role);

/* Bytes of messages and of everything else the trace holds: for `stats`. */
gsize lore_trace_get_memory (LoreTrace *trace);

G_END_DECLS
