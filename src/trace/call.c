/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The facts are read off the messages of one call when somebody asks for them: one pass
 * along the call's chain, so that all calls of a trace together cost one pass over it.
 *
 * A call may be seen on several hops. What the caller lived through is told by the
 * transaction of the first INVITE (of the last try, when credentials were asked for);
 * who did something is told by the first hop that shows it.
 */
#include "trace/call.h"

#include <string.h>

#include "sip/edit.h"
#include "sip/facts.h"
#include "trace/dtmf.h"
#include "trace/rtp-stream.h"
#include "trace/media.h"

/* Nobody waits longer for the first response (timer B, RFC 3261 §17.1.1.2). */
#define TIMER_B_US (32 * G_TIME_SPAN_SECOND)

/* One message of the call as the readers below see it. */
typedef struct
{
  LoreMessage facts;
  SipIndex index;
  const guint8 *data;
  gsize len;
} Message;

typedef struct
{
  LoreTrace *trace; /* borrowed */
  LoreCall *call;   /* being filled */

  guint32 transaction; /* of the INVITE that counts */
  gint64 invite_us;    /* the first try */
  guint32 invite_cseq;
  gboolean invite_offers;
  gboolean invite_unanswered;
  gboolean has_response;
  gboolean has_rung;   /* by a 180; its time need not be known */
  gboolean has_bye;    /* nor that of the BYE */
  gboolean has_answer; /* to the offer: nothing later is one */
  gint64 ringing_us;   /* 180 */
  gint64 progress_us;  /* 183 with a To tag: counts where no 180 comes */
  gint64 final_us;
  gint64 bye_us;
  guint32 bye_by;
  guint32 cancel_by;
  guint32 final_by;
  GArray *keys;      /* of LoreRtpKey; by INFO these have no timestamp */
  GHashTable *infos; /* owned: From tag and CSeq of each INFO that was read */
} Reader;

static gboolean
is_response_to_invite (const Message *message)
{
  return message->facts.status != 0 && message->facts.method == SIP_METHOD_INVITE;
}

static void
read_invite (Reader *reader, const Message *message)
{
  /* The first of all, or the first of another try with credentials; not the same at the
   * next hop, and no INVITE inside the dialog. */
  if (message->facts.status != 0 || message->facts.method != SIP_METHOD_INVITE
      || (reader->transaction != LORE_ID_NONE && message->index.to_tag.len > 0))
    return;
  if (reader->transaction != LORE_ID_NONE
      && (message->facts.cseq <= reader->invite_cseq || reader->call->status / 100 == 2))
    return;
  if (reader->transaction == LORE_ID_NONE)
    reader->invite_us = message->facts.sent_us;
  reader->transaction = message->facts.transaction;
  reader->invite_cseq = message->facts.cseq;
  reader->invite_offers = lore_media_is_sdp (message->data, &message->index);
  reader->has_rung = FALSE;
  reader->ringing_us = LORE_TIME_UNKNOWN;
  reader->progress_us = LORE_TIME_UNKNOWN;
  reader->call->status = 0;
  reader->final_by = LORE_ID_NONE;
  reader->has_response = FALSE;
}

static void
read_response (Reader *reader, const Message *message)
{
  guint16 status = message->facts.status;

  if (!is_response_to_invite (message)
      || message->facts.transaction != reader->transaction)
    return;
  reader->has_response = TRUE;
  if (status == 180 && !reader->has_rung)
    {
      reader->has_rung = TRUE;
      reader->ringing_us = message->facts.sent_us;
    }
  if (status == 183 && message->index.to_tag.len > 0
      && reader->progress_us == LORE_TIME_UNKNOWN)
    reader->progress_us = message->facts.sent_us;
  if (status >= 200 && reader->call->status == 0)
    {
      reader->call->status = status;
      reader->final_us = message->facts.sent_us;
    }
}

/* The answer is in the 2xx, or in a reliable 1xx before it, or in the ACK when the offer
 * was in the 2xx (RFC 3261 §13.2.1). */
static void
read_codecs (Reader *reader, const Message *message)
{
  gboolean answers =
      reader->invite_offers
          ? is_response_to_invite (message) && message->facts.status < 300
          : message->facts.status == 0 && message->facts.method == SIP_METHOD_ACK;

  if (reader->has_answer || !answers || message->facts.cseq != reader->invite_cseq
      || !lore_media_is_sdp (message->data, &message->index))
    return;
  g_free (reader->call->codecs);
  reader->call->codecs = lore_media_dup_codecs (message->data + message->index.body.at,
                                                message->index.body.len);
  reader->has_answer = message->facts.status == 0 || message->facts.status >= 200;
}

static void
read_end (Reader *reader, const Message *message)
{
  const LoreMessage *facts = &message->facts;

  if (facts->status == 0 && facts->method == SIP_METHOD_BYE && !reader->has_bye)
    {
      reader->has_bye = TRUE;
      reader->bye_us = facts->sent_us;
      reader->bye_by = facts->source;
    }
  if (facts->status == 0 && facts->method == SIP_METHOD_CANCEL
      && reader->cancel_by == LORE_ID_NONE)
    reader->cancel_by = facts->source;
  if (is_response_to_invite (message) && facts->status >= 300
      && facts->cseq == reader->invite_cseq && reader->final_by == LORE_ID_NONE)
    reader->final_by = facts->source;
}

/* Why it ended, as the one who ended it says (RFC 3326). */
static void
read_reason (Reader *reader, const Message *message)
{
  g_autoptr (GBytes) bytes = NULL;

  if (reader->call->reason != NULL)
    return;
  if (message->facts.status >= 300
          ? message->facts.method == SIP_METHOD_INVITE
          : message->facts.status == 0
                && (message->facts.method == SIP_METHOD_BYE
                    || message->facts.method == SIP_METHOD_CANCEL))
    {
      bytes = g_bytes_new_static (message->data, message->len);
      reader->call->reason = sip_edit_dup_value (bytes, "Reason");
    }
}

static void
read_key (Reader *reader, const Message *message)
{
  const SipIndex *index = &message->index;
  const char *text = (const char *)message->data;
  g_autofree char *once = NULL;
  g_autofree char *type = NULL;
  g_autofree char *body = NULL;
  char key;

  if (message->facts.status != 0 || message->facts.method != SIP_METHOD_INFO)
    return;
  /* The same INFO at the next hop, or sent again, is one key. */
  once = g_strdup_printf ("%.*s %u", (int)index->from_tag.len, text + index->from_tag.at,
                          message->facts.cseq);
  if (!g_hash_table_add (reader->infos, g_steal_pointer (&once)))
    return;
  type = g_strndup (text + index->content_type.at, index->content_type.len);
  body = g_strndup (text + index->body.at, index->body.len);
  key = lore_dtmf_key (type, body);
  if (key != '\0')
    {
      LoreRtpKey pressed = { message->facts.sent_us, 0, key };

      g_array_append_val (reader->keys, pressed);
    }
}

/* A relay sends an event on as it came: the same timestamp on another hop is one key. */
static gboolean
has_key (const GArray *keys, guint from, const LoreRtpKey *wanted)
{
  for (guint i = from; i < keys->len; i++)
    if (g_array_index (keys, LoreRtpKey, i).timestamp == wanted->timestamp
        && g_array_index (keys, LoreRtpKey, i).key == wanted->key)
      return TRUE;
  return FALSE;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const LoreRtpKey *left = a;
  const LoreRtpKey *right = b;

  return (left->us > right->us) - (left->us < right->us);
}

/* Keys of the call's media (RFC 4733) join those of its INFOs, in the order of time. */
static void
read_streams (Reader *reader)
{
  guint n_infos = reader->keys->len;
  guint n;
  guint first = lore_trace_find_streams (reader->trace, reader->call->id, &n);

  for (guint i = first; i < first + n; i++)
    {
      const LoreRtpStream *stream = lore_trace_get_stream (reader->trace, i);

      for (guint j = 0; j < stream->keys->len; j++)
        {
          const LoreRtpKey *key = &g_array_index (stream->keys, LoreRtpKey, j);

          if (!has_key (reader->keys, n_infos, key))
            g_array_append_val (reader->keys, *key);
        }
    }
  if (n > 0)
    g_array_sort (reader->keys, compare_keys);
}

static char *
dup_digits (const GArray *keys)
{
  GString *digits = g_string_new (NULL);

  for (guint i = 0; i < keys->len; i++)
    g_string_append_c (digits, g_array_index (keys, LoreRtpKey, i).key);
  return g_string_free (digits, digits->len == 0);
}

static void
read_who (Reader *reader, const Message *message)
{
  const char *text = (const char *)message->data;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (reader->call->from != NULL)
    return;
  from = g_strndup (text + message->index.from.at, message->index.from.len);
  to = g_strndup (text + message->index.to.at, message->index.to.len);
  reader->call->from = sip_value_dup_uri (from);
  reader->call->to = sip_value_dup_uri (to);
  reader->call->call_id =
      g_strndup (text + message->index.call_id.at, message->index.call_id.len);
}

static void
read_message (Reader *reader, guint32 id)
{
  Message message;

  lore_trace_get_message (reader->trace, id, &message.facts);
  message.data = lore_trace_get_data (reader->trace, id, &message.len);
  sip_index (message.data, message.len, &message.index);

  reader->call->n_messages++;
  if (message.facts.status >= 200)
    reader->call->last_status = message.facts.status;
  read_who (reader, &message);
  if (message.facts.method == SIP_METHOD_INVITE
      && message.facts.flags & LORE_MESSAGE_UNANSWERED)
    reader->invite_unanswered = TRUE;
  if (message.facts.flags & LORE_MESSAGE_RETRANSMISSION)
    {
      reader->call->n_retransmissions++;
      return;
    }
  read_invite (reader, &message);
  read_response (reader, &message);
  read_codecs (reader, &message);
  read_end (reader, &message);
  read_reason (reader, &message);
  read_key (reader, &message);
}

/* A file may say when for some messages and not for others. */
static gint64
get_distance (gint64 from_us, gint64 to_us)
{
  return from_us != LORE_TIME_UNKNOWN && to_us != LORE_TIME_UNKNOWN ? to_us - from_us
                                                                    : LORE_TIME_UNKNOWN;
}

static LoreOutcome
judge (const Reader *reader)
{
  guint16 status = reader->call->status;
  guint n_events = lore_trace_get_n_events (reader->trace);

  if (reader->has_bye && (status == 0 || status / 100 == 2))
    return LORE_OUTCOME_ENDED;
  if (reader->transaction == LORE_ID_NONE)
    return LORE_OUTCOME_NOT_A_CALL;
  if (status / 100 == 2)
    return LORE_OUTCOME_ANSWERED;
  if (status == 487)
    return LORE_OUTCOME_CANCELLED;
  if (status == 408)
    return LORE_OUTCOME_TIMED_OUT;
  if (status != 0)
    return LORE_OUTCOME_REJECTED;
  if (reader->invite_unanswered
      || (!reader->has_response
          && get_distance (reader->invite_us,
                           lore_trace_get_event_time (reader->trace, n_events - 1))
                 > TIMER_B_US))
    return LORE_OUTCOME_TIMED_OUT;
  return LORE_OUTCOME_PROCEEDING;
}

static LoreCallKind
find_kind (LoreTrace *trace, const LoreCall *call)
{
  LoreMessage first;

  if (call->outcome != LORE_OUTCOME_NOT_A_CALL)
    return LORE_CALL_CALL;
  lore_trace_get_message (trace, call->first_message, &first);
  switch (first.method)
    {
    case SIP_METHOD_REGISTER:
      return LORE_CALL_REGISTRATION;
    case SIP_METHOD_SUBSCRIBE:
    case SIP_METHOD_NOTIFY:
    case SIP_METHOD_REFER:
      return LORE_CALL_SUBSCRIPTION;
    case SIP_METHOD_PUBLISH:
      return LORE_CALL_PUBLICATION;
    case SIP_METHOD_MESSAGE:
      return LORE_CALL_MESSAGE;
    case SIP_METHOD_OPTIONS:
      return LORE_CALL_OPTIONS;
    default:
      return LORE_CALL_OTHER;
    }
}

static void
conclude (Reader *reader)
{
  LoreCall *call = reader->call;
  gint64 ringing_us = reader->has_rung ? reader->ringing_us : reader->progress_us;

  call->outcome = judge (reader);
  call->kind = find_kind (reader->trace, call);
  /* A 180 that was overtaken by the answer rang for nobody. */
  if (call->status != 0 && ringing_us <= reader->final_us)
    call->ringing_us = get_distance (ringing_us, reader->final_us);
  if (call->status / 100 == 2)
    call->setup_us = get_distance (reader->invite_us, reader->final_us);
  if (call->status / 100 == 2)
    call->talk_us = get_distance (reader->final_us, reader->bye_us);

  if (call->outcome == LORE_OUTCOME_ENDED)
    call->ended_by = reader->bye_by;
  else if (call->outcome == LORE_OUTCOME_CANCELLED && reader->cancel_by != LORE_ID_NONE)
    call->ended_by = reader->cancel_by;
  else if (call->status >= 300)
    call->ended_by = reader->final_by;
  if (call->status / 100 != 2) /* nothing was agreed */
    g_clear_pointer (&call->codecs, g_free);
  call->digits = dup_digits (reader->keys);
}

const char *
lore_call_kind_get_nick (LoreCallKind kind)
{
  static const char *const nicks[] = {
    [LORE_CALL_CALL] = "call",
    [LORE_CALL_REGISTRATION] = "registration",
    [LORE_CALL_SUBSCRIPTION] = "subscription",
    [LORE_CALL_PUBLICATION] = "publication",
    [LORE_CALL_MESSAGE] = "message",
    [LORE_CALL_OPTIONS] = "options",
    [LORE_CALL_OTHER] = "other",
  };

  g_return_val_if_fail (kind < G_N_ELEMENTS (nicks), NULL);
  return nicks[kind];
}

const char *
lore_outcome_get_nick (LoreOutcome outcome)
{
  static const char *const nicks[] = {
    [LORE_OUTCOME_PROCEEDING] = "proceeding", [LORE_OUTCOME_ANSWERED] = "answered",
    [LORE_OUTCOME_ENDED] = "ended",           [LORE_OUTCOME_CANCELLED] = "cancelled",
    [LORE_OUTCOME_REJECTED] = "rejected",     [LORE_OUTCOME_TIMED_OUT] = "timed-out",
    [LORE_OUTCOME_NOT_A_CALL] = "not-a-call",
  };

  g_return_val_if_fail (outcome < G_N_ELEMENTS (nicks), NULL);
  return nicks[outcome];
}

LoreCall *
lore_trace_dup_call (LoreTrace *trace, guint32 id)
{
  g_autoptr (GHashTable) infos =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (LoreRtpKey));
  Reader reader = {
    .trace = trace,
    .transaction = LORE_ID_NONE,
    .ringing_us = LORE_TIME_UNKNOWN,
    .progress_us = LORE_TIME_UNKNOWN,
    .bye_us = LORE_TIME_UNKNOWN,
    .bye_by = LORE_ID_NONE,
    .cancel_by = LORE_ID_NONE,
    .final_by = LORE_ID_NONE,
    .keys = keys,
    .infos = infos,
  };
  LoreMessage first;

  g_return_val_if_fail (id < lore_trace_get_n_calls (trace), NULL);

  reader.call = g_new0 (LoreCall, 1);
  reader.call->id = id;
  reader.call->first_message = lore_trace_get_first_in_call (trace, id);
  reader.call->ringing_us = LORE_TIME_UNKNOWN;
  reader.call->setup_us = LORE_TIME_UNKNOWN;
  reader.call->talk_us = LORE_TIME_UNKNOWN;
  reader.call->ended_by = LORE_ID_NONE;
  lore_trace_get_message (trace, reader.call->first_message, &first);
  reader.call->start_us = first.sent_us;
  for (guint32 message = reader.call->first_message; message != LORE_ID_NONE;
       message = lore_trace_get_next_in_call (trace, message))
    read_message (&reader, message);
  read_streams (&reader);
  conclude (&reader);
  return reader.call;
}

void
lore_call_free (LoreCall *call)
{
  if (call == NULL)
    return;
  g_free (call->call_id);
  g_free (call->from);
  g_free (call->to);
  g_free (call->reason);
  g_free (call->digits);
  g_free (call->codecs);
  g_free (call);
}
