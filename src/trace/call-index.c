/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/call-index.h"

#include <string.h>

#include "sip/facts.h"

/* Spans are those of the first message: its bytes never move. */
typedef struct
{
  guint32 hash;
  guint32 first;
  guint32 last;
  gboolean is_call;
  guint32 call_id_at;
  guint32 call_id_len;
} Call;

typedef struct
{
  guint32 hash;
  guint32 first;
  guint32 last_ack; /* of a 2xx, no retransmission; LORE_ID_NONE */
  guint32 from_tag_at;
  guint32 to_tag_at;
  guint16 from_tag_len;
  guint16 to_tag_len;
} Dialog;

typedef struct
{
  const guint8 *data;
  SipSpan call_id;
  guint32 hash;
} CallKey;

typedef struct
{
  const guint8 *data;
  SipSpan from_tag;
  SipSpan to_tag;
  guint32 hash;
  guint32 call;
} DialogKey;

static Call *
get_call (const LoreCallIndex *calls, guint32 id)
{
  return LORE_CHUNKS_ROW (&calls->calls, Call, id);
}

static Dialog *
get_dialog (const LoreCallIndex *calls, guint32 id)
{
  return LORE_CHUNKS_ROW (&calls->dialogs, Dialog, id);
}

static gboolean
call_equal (gpointer owner, guint32 id, gconstpointer data)
{
  LoreCallIndex *calls = owner;
  const Call *call = get_call (calls, id);
  const CallKey *key = data;

  return call->hash == key->hash
         && lore_span_equal (lore_message_row (calls->messages, call->first)->data,
                             (SipSpan){ call->call_id_at, call->call_id_len }, key->data,
                             key->call_id);
}

static guint32
call_hash (gpointer owner, guint32 id)
{
  return get_call (owner, id)->hash;
}

/* The two tags in either order: From and To follow the direction of the request. */
static gboolean
dialog_equal (gpointer owner, guint32 id, gconstpointer data)
{
  LoreCallIndex *calls = owner;
  const Dialog *dialog = get_dialog (calls, id);
  const DialogKey *key = data;
  const guint8 *first;
  SipSpan from = { dialog->from_tag_at, dialog->from_tag_len };
  SipSpan to = { dialog->to_tag_at, dialog->to_tag_len };

  if (dialog->hash != key->hash
      || lore_message_row (calls->messages, dialog->first)->call != key->call)
    return FALSE;
  first = lore_message_row (calls->messages, dialog->first)->data;
  return (lore_span_equal (first, from, key->data, key->from_tag)
          && lore_span_equal (first, to, key->data, key->to_tag))
         || (lore_span_equal (first, from, key->data, key->to_tag)
             && lore_span_equal (first, to, key->data, key->from_tag));
}

static guint32
dialog_hash (gpointer owner, guint32 id)
{
  return get_dialog (owner, id)->hash;
}

void
lore_call_index_init (LoreCallIndex *calls, LoreMessageStore *messages,
                      const LoreTransactions *transactions)
{
  lore_chunks_init (&calls->calls, LORE_CHUNK_ROWS * sizeof (Call));
  lore_chunks_init (&calls->dialogs, LORE_CHUNK_ROWS * sizeof (Dialog));
  lore_lookup_init (&calls->call_lookup, call_equal, call_hash, calls);
  lore_lookup_init (&calls->dialog_lookup, dialog_equal, dialog_hash, calls);
  calls->messages = messages;
  calls->transactions = transactions;
  calls->n_calls = 0;
  calls->n_dialogs = 0;
}

void
lore_call_index_clear (LoreCallIndex *calls)
{
  lore_chunks_clear (&calls->calls);
  lore_chunks_clear (&calls->dialogs);
  lore_lookup_clear (&calls->call_lookup);
  lore_lookup_clear (&calls->dialog_lookup);
}

static guint32
add_call (LoreCallIndex *calls, guint32 hash, SipSpan call_id, guint32 message)
{
  guint32 id = calls->n_calls;
  Call *call;

  lore_chunks_ensure (&calls->calls, id);
  call = get_call (calls, id);
  *call = (Call){ .hash = hash,
                  .first = message,
                  .last = LORE_ID_NONE,
                  .call_id_at = call_id.at,
                  .call_id_len = call_id.len };
  lore_lookup_add (&calls->call_lookup, hash, id);
  g_atomic_int_set (&calls->n_calls, id + 1);
  return id;
}

void
lore_call_index_foresee (const LoreCallIndex *calls, const LoreReading *reading)
{
  lore_lookup_foresee (&calls->call_lookup, reading->call_id);
}

void
lore_call_index_place (LoreCallIndex *calls, guint32 message, const LoreReading *reading)
{
  const SipIndex *index = &reading->index;
  CallKey key = { reading->data, index->call_id, reading->call_id };
  guint32 id;
  Call *call;

  if (index->call_id.len == 0)
    return;
  id = lore_lookup_find (&calls->call_lookup, key.hash, &key);
  if (id == LORE_LOOKUP_NONE)
    id = add_call (calls, key.hash, index->call_id, message);

  call = get_call (calls, id);
  if (call->last != LORE_ID_NONE)
    lore_message_row (calls->messages, call->last)->next_in_call = message;
  call->last = message;
  if (index->status == 0
      && (index->method == SIP_METHOD_INVITE || index->method == SIP_METHOD_BYE))
    call->is_call = TRUE;
  lore_message_row (calls->messages, message)->call = id;
}

static gboolean
can_be_begun_by (guint16 method)
{
  return method == SIP_METHOD_INVITE || method == SIP_METHOD_SUBSCRIBE
         || method == SIP_METHOD_REFER;
}

/* What can begin a dialog: a tagged response 101–299 to INVITE, SUBSCRIBE or REFER
 * (§12.1, RFC 6665, RFC 3515), or, when its beginning is not in the trace, a request of
 * one. REGISTER makes none (§10.2), nor does a CANCEL or the ACK for a failure. */
static gboolean
can_begin (LoreCallIndex *calls, guint32 message, const SipIndex *index)
{
  guint32 transaction = lore_message_row (calls->messages, message)->transaction;
  guint32 first;

  if (index->start == SIP_START_RESPONSE)
    return index->status > 100 && index->status < 300 && can_be_begun_by (index->method);
  if (index->method == SIP_METHOD_ACK && transaction != LORE_ID_NONE)
    {
      first = lore_transactions_get_first (calls->transactions, transaction);
      return lore_message_row (calls->messages, first)->method == SIP_METHOD_ACK;
    }
  return index->method != SIP_METHOD_REGISTER && index->method != SIP_METHOD_CANCEL;
}

static guint32
find_or_add_dialog (LoreCallIndex *calls, guint32 message, const LoreReading *reading)
{
  const SipIndex *index = &reading->index;
  guint32 call = lore_message_row (calls->messages, message)->call;
  guint32 hash = lore_hash_finish (lore_hash_number (reading->tags, call));
  DialogKey key = { reading->data, lore_span_cut (index->from_tag),
                    lore_span_cut (index->to_tag), hash, call };
  guint32 id;

  id = lore_lookup_find (&calls->dialog_lookup, hash, &key);
  if (id != LORE_LOOKUP_NONE || !can_begin (calls, message, index))
    return id;

  id = calls->n_dialogs;
  lore_chunks_ensure (&calls->dialogs, id);
  *get_dialog (calls, id) = (Dialog){
    .hash = hash,
    .first = message,
    .last_ack = LORE_ID_NONE,
    .from_tag_at = key.from_tag.at,
    .from_tag_len = key.from_tag.len,
    .to_tag_at = key.to_tag.at,
    .to_tag_len = key.to_tag.len,
  };
  lore_lookup_add (&calls->dialog_lookup, hash, id);
  g_atomic_int_set (&calls->n_dialogs, id + 1);
  return id;
}

static void
note_ack (LoreCallIndex *calls, Dialog *dialog, guint32 message)
{
  LoreMessageStore *messages = calls->messages;
  guint32 before = dialog->last_ack;

  if (before != LORE_ID_NONE
      && lore_message_row (messages, before)->cseq
             == lore_message_row (messages, message)->cseq
      && lore_message_row (messages, before)->source
             == lore_message_row (messages, message)->source
      && lore_message_row (messages, before)->destination
             == lore_message_row (messages, message)->destination)
    {
      lore_message_row (messages, message)->flags |= LORE_MESSAGE_RETRANSMISSION;
      lore_message_row (messages, message)->link = before;
    }
  else
    dialog->last_ack = message;
}

guint32
lore_call_index_place_dialog (LoreCallIndex *calls, guint32 message,
                              const LoreReading *reading)
{
  const SipIndex *index = &reading->index;
  LoreMessageStore *messages = calls->messages;
  guint32 transaction = lore_message_row (messages, message)->transaction;
  guint32 dialog;
  guint32 first;

  if (index->start == SIP_START_BAD || index->from_tag.len == 0 || index->to_tag.len == 0
      || lore_message_row (messages, message)->call == LORE_ID_NONE)
    return LORE_ID_NONE;
  dialog = find_or_add_dialog (calls, message, reading);
  if (dialog == LORE_LOOKUP_NONE)
    return LORE_ID_NONE;
  lore_message_row (messages, message)->dialog = dialog;
  if (transaction == LORE_ID_NONE)
    return LORE_ID_NONE;

  first = lore_transactions_get_first (calls->transactions, transaction);
  /* What answers an ACK, by mistake, repeats none. */
  if (index->start == SIP_START_REQUEST
      && lore_message_row (messages, first)->method == SIP_METHOD_ACK
      && (lore_message_row (messages, message)->flags & LORE_MESSAGE_RETRANSMISSION) == 0)
    note_ack (calls, get_dialog (calls, dialog), message);
  if (first == message || !can_be_begun_by (index->method)
      || lore_message_row (messages, first)->dialog != LORE_ID_NONE)
    return LORE_ID_NONE;
  lore_message_row (messages, first)->dialog = dialog;
  return first;
}

guint32
lore_call_index_get_first (const LoreCallIndex *calls, guint32 call)
{
  return get_call (calls, call)->first;
}

gboolean
lore_call_index_is_call (const LoreCallIndex *calls, guint32 call)
{
  return get_call (calls, call)->is_call;
}

gsize
lore_call_index_get_memory (const LoreCallIndex *calls)
{
  return calls->calls.memory + calls->dialogs.memory
         + lore_lookup_get_memory (&calls->call_lookup)
         + lore_lookup_get_memory (&calls->dialog_lookup);
}
