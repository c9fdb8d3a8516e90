/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/transactions.h"

#include <string.h>

#include "sip/facts.h"

/* Nothing is repeated for longer: 64*T1 ends every transaction on either side (timers B,
 * F, H, J, L and M). */
#define LIFE_US (32 * G_TIME_SPAN_SECOND)

/* How many messages of a transaction a repetition is looked for among: far more than any
 * has, and few enough that a flood of one branch stays linear. */
#define LOOK_BACK 64

/* branch and sent-by are spans of the first message: its bytes never move. */
typedef struct
{
  guint32 hash;
  guint32 first;
  guint32 last; /* no retransmission */
  guint32 branch_at;
  guint32 sent_by_at;
  guint16 branch_len;
  guint16 sent_by_len;
  guint16 final;
  guint8 method;
  guint8 cookie; /* the branch begins with RFC 3261's magic cookie */
} Row;

/* What a message is looked for by. */
typedef struct
{
  const guint8 *data;
  SipSpan branch;
  SipSpan sent_by;
  guint32 hash;
  guint32 call;
  guint32 cseq;
  guint8 method;
  guint8 cookie;
} Key;

static Row *
get_row (const LoreTransactions *transactions, guint32 id)
{
  return LORE_CHUNKS_ROW (&transactions->rows, Row, id);
}

static gboolean
row_equal (gpointer owner, guint32 id, gconstpointer data)
{
  LoreTransactions *transactions = owner;
  const Row *row = get_row (transactions, id);
  const Key *key = data;
  const guint8 *first;

  if (row->hash != key->hash || row->method != key->method || row->cookie != key->cookie)
    return FALSE;
  /* The From tag of RFC 2543's rule is in the hash. */
  if (!key->cookie
      && (lore_message_row (transactions->messages, row->first)->call != key->call
          || lore_message_row (transactions->messages, row->first)->cseq != key->cseq))
    return FALSE;
  first = lore_message_row (transactions->messages, row->first)->data;
  return lore_span_equal (first, (SipSpan){ row->branch_at, row->branch_len }, key->data,
                          key->branch)
         && lore_span_equal (first, (SipSpan){ row->sent_by_at, row->sent_by_len },
                             key->data, key->sent_by);
}

static guint32
row_hash (gpointer owner, guint32 id)
{
  return get_row (owner, id)->hash;
}

void
lore_transactions_init (LoreTransactions *transactions, LoreMessageStore *messages,
                        const LoreEventStore *events)
{
  lore_chunks_init (&transactions->rows, LORE_CHUNK_ROWS * sizeof (Row));
  lore_lookup_init (&transactions->lookup, row_equal, row_hash, transactions);
  transactions->messages = messages;
  transactions->events = events;
  transactions->n = 0;
}

void
lore_transactions_clear (LoreTransactions *transactions)
{
  lore_chunks_clear (&transactions->rows);
  lore_lookup_clear (&transactions->lookup);
}

static gboolean
has_cookie (const guint8 *data, SipSpan branch)
{
  return branch.len > 7 && memcmp (data + branch.at, "z9hG4bK", 7) == 0;
}

/* With the cookie the rest of the key is in @reading; an unknown method's name is not. */
static guint32
hash_key (const LoreReading *reading, guint8 method, gboolean cookie, guint32 call)
{
  const SipIndex *index = &reading->index;
  guint64 hash = lore_hash_number (reading->hop, method);

  if (method == LORE_METHOD_OTHER)
    hash = lore_hash_bytes (hash, reading->data + index->method_name.at,
                            index->method_name.len);
  if (!cookie)
    {
      hash = lore_hash_number (hash, call);
      hash = lore_hash_number (hash, index->cseq);
      hash =
          lore_hash_bytes (hash, reading->data + index->from_tag.at, index->from_tag.len);
    }
  return lore_hash_finish (hash);
}

static void
key_init (Key *key, const LoreMessageStore *messages, guint32 message,
          const LoreReading *reading, guint8 method)
{
  const LoreMessageRow *row = lore_message_row (messages, message);

  key->data = row->data;
  key->branch = lore_span_cut (reading->index.branch);
  key->sent_by = lore_span_cut (reading->index.sent_by);
  key->cookie = has_cookie (key->data, reading->index.branch);
  key->call = row->call;
  key->cseq = row->cseq;
  key->method = method;
  key->hash = hash_key (reading, method, key->cookie, key->call);
}

void
lore_transactions_foresee (const LoreTransactions *transactions,
                           const LoreReading *reading)
{
  guint16 method = reading->index.method;

  /* The ACK is looked for among the INVITEs first; the old rule is rare. */
  if (method < SIP_N_METHODS)
    lore_lookup_foresee (&transactions->lookup,
                         hash_key (reading,
                                   method == SIP_METHOD_ACK ? SIP_METHOD_INVITE : method,
                                   TRUE, LORE_ID_NONE));
}

static gint64
departure_us (const LoreTransactions *transactions, guint32 message)
{
  return lore_event_store_get_lab_us (
      transactions->events,
      lore_message_row (transactions->messages, message)->departure);
}

static gboolean
same_to_tag (const LoreMessageStore *messages, guint32 earlier, guint32 message,
             const SipIndex *index)
{
  const guint8 *data = lore_message_row (messages, earlier)->data;
  SipIndex other;

  sip_index (data, lore_message_row (messages, earlier)->len, &other);
  return lore_span_equal (data, other.to_tag, lore_message_row (messages, message)->data,
                          index->to_tag);
}

/* Whether @message says again what @earlier said, over the same hop. Two responses with
 * different To tags come from two branches of a fork (§19.3); a provisional response that
 * comes again unchanged may be a repetition, but the 180 of the next minute is there to
 * keep proxies from giving up (§13.3.1.1). */
static gboolean
repeats (LoreTransactions *transactions, guint32 earlier, guint32 message,
         const SipIndex *index, gint64 lab_us)
{
  const LoreMessageStore *messages = transactions->messages;
  const guint8 *data = lore_message_row (messages, message)->data;
  guint32 len = lore_message_row (messages, message)->len;
  gboolean same_bytes;

  if (lore_message_row (messages, earlier)->source
          != lore_message_row (messages, message)->source
      || lore_message_row (messages, earlier)->destination
             != lore_message_row (messages, message)->destination
      || lore_message_row (messages, earlier)->status != index->status
      || lore_message_row (messages, earlier)->cseq != index->cseq)
    return FALSE;
  if (index->status == 0) /* in one transaction there are an INVITE and its ACK */
    return lore_message_row (messages, earlier)->method
           == lore_message_row (messages, message)->method;
  same_bytes = lore_message_store_has_bytes (messages, earlier, data, len);
  if (index->status < 200)
    return same_bytes && lab_us - departure_us (transactions, earlier) <= LIFE_US;
  return same_bytes || same_to_tag (messages, earlier, message, index);
}

/* The ACK of a 2xx with a branch of its own is known as a repetition by its dialog only.
 */
static guint32
original_of (const LoreMessageStore *messages, guint32 message)
{
  if (lore_message_row (messages, message)->flags & LORE_MESSAGE_RETRANSMISSION)
    return lore_message_row (messages, message)->link;
  return message;
}

static guint32
find_repeated (LoreTransactions *transactions, const Row *row, guint32 message,
               const SipIndex *index, gint64 lab_us)
{
  guint32 earlier = row->last;

  for (guint i = 0; i < LOOK_BACK && earlier != LORE_ID_NONE; i++)
    {
      if (repeats (transactions, earlier, message, index, lab_us))
        return original_of (transactions->messages, earlier);
      earlier = lore_message_row (transactions->messages, earlier)->link;
    }
  return LORE_ID_NONE;
}

static guint32
add_row (LoreTransactions *transactions, const Key *key, guint32 message)
{
  guint32 id = transactions->n;
  Row *row;

  lore_chunks_ensure (&transactions->rows, id);
  row = get_row (transactions, id);
  row->hash = key->hash;
  row->first = message;
  row->last = LORE_ID_NONE;
  row->branch_at = key->branch.at;
  row->branch_len = key->branch.len;
  row->sent_by_at = key->sent_by.at;
  row->sent_by_len = key->sent_by.len;
  row->method = key->method;
  row->cookie = key->cookie;
  g_atomic_int_set (&transactions->n, id + 1);
  return id;
}

/* A request whose branch was used in a transaction that is long over begins another one:
 * the first is gone from the element that matches (§17.2.3 matches what still exists). */
static gboolean
is_over (LoreTransactions *transactions, const Row *row, guint8 method, gint64 lab_us)
{
  gint64 last_us = departure_us (transactions, row->last);

  /* A file that does not say when says nothing about what is over. */
  return method != SIP_METHOD_ACK && lab_us != LORE_TIME_UNKNOWN
         && last_us != LORE_TIME_UNKNOWN && lab_us - last_us > 2 * LIFE_US;
}

static guint32
find_or_add (LoreTransactions *transactions, guint32 message, const LoreReading *reading,
             gint64 lab_us)
{
  SipStart start = reading->index.start;
  guint8 method = lore_message_row (transactions->messages, message)->method;
  guint32 found = LORE_ID_NONE;
  guint32 added;
  Key key;

  /* The ACK for a 3xx–6xx is part of the INVITE's transaction and has its branch
   * (§17.1.1.3); the one for a 2xx is a transaction of its own, even if its sender gave
   * it the INVITE's branch by mistake (§17.2.3). */
  if (method == SIP_METHOD_ACK && start == SIP_START_REQUEST)
    {
      key_init (&key, transactions->messages, message, reading, SIP_METHOD_INVITE);
      found = lore_lookup_find (&transactions->lookup, key.hash, &key);
      if (found != LORE_ID_NONE && get_row (transactions, found)->final / 100 == 2)
        found = LORE_ID_NONE;
    }
  if (found == LORE_ID_NONE)
    {
      key_init (&key, transactions->messages, message, reading, method);
      found = lore_lookup_find (&transactions->lookup, key.hash, &key);
    }
  if (found == LORE_ID_NONE)
    {
      added = add_row (transactions, &key, message);
      lore_lookup_add (&transactions->lookup, key.hash, added);
      return added;
    }
  if (start == SIP_START_REQUEST
      && is_over (transactions, get_row (transactions, found), method, lab_us))
    {
      added = add_row (transactions, &key, message);
      lore_lookup_replace (&transactions->lookup, key.hash, found, added);
      return added;
    }
  return found;
}

void
lore_transactions_place (LoreTransactions *transactions, guint32 message,
                         const LoreReading *reading, gint64 lab_us)
{
  LoreMessageStore *messages = transactions->messages;
  const SipIndex *index = &reading->index;
  guint32 id;
  guint32 repeated;
  Row *row;

  /* Without a Via, a Call-ID and a CSeq nothing can be matched. */
  if (index->start == SIP_START_BAD
      || (index->n_vias == 0 && index->call_id.len == 0 && index->cseq == 0))
    return;

  id = find_or_add (transactions, message, reading, lab_us);
  row = get_row (transactions, id);
  lore_message_row (messages, message)->transaction = id;

  repeated = find_repeated (transactions, row, message, index, lab_us);
  if (repeated != LORE_ID_NONE)
    {
      lore_message_row (messages, message)->flags |= LORE_MESSAGE_RETRANSMISSION;
      lore_message_row (messages, message)->link = repeated;
    }
  else
    {
      lore_message_row (messages, message)->link = row->last;
      row->last = message;
    }
  if (index->status >= 200 && (row->final == 0 || index->status < 300))
    row->final = index->status;
}

guint32
lore_transactions_get_first (const LoreTransactions *transactions, guint32 transaction)
{
  return get_row (transactions, transaction)->first;
}

guint32
lore_transactions_get_last (const LoreTransactions *transactions, guint32 transaction)
{
  return get_row (transactions, transaction)->last;
}

gsize
lore_transactions_get_memory (const LoreTransactions *transactions)
{
  return transactions->rows.memory + lore_lookup_get_memory (&transactions->lookup);
}
