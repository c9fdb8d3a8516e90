/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/message-store.h"

#include <string.h>

#include "sip/facts.h"

G_STATIC_ASSERT (SIP_N_METHODS < LORE_METHOD_OTHER);
G_STATIC_ASSERT (LORE_N_TRANSPORTS <= 8);
G_STATIC_ASSERT (sizeof (LoreMessageRow) <= 56);

void
lore_message_store_init (LoreMessageStore *store)
{
  lore_chunks_init (&store->rows, LORE_CHUNK_ROWS * sizeof (LoreMessageRow));
  lore_arena_init (&store->arena);
  store->n_bytes = 0;
  store->n = 0;
}

void
lore_message_store_clear (LoreMessageStore *store)
{
  lore_chunks_clear (&store->rows);
  lore_arena_clear (&store->arena);
}

guint32
lore_message_store_add (LoreMessageStore *store, const LoreReading *reading)
{
  const SipIndex *index = &reading->index;
  guint32 id = store->n;

  lore_chunks_ensure (&store->rows, id);
  *lore_message_row (store, id) = (LoreMessageRow){
    .data = reading->lasts ? reading->data
                           : lore_arena_add (&store->arena, reading->data, reading->len),
    .len = reading->len,
    .cseq = index->cseq,
    .source = LORE_ID_NONE,
    .destination = LORE_ID_NONE,
    .transaction = LORE_ID_NONE,
    .dialog = LORE_ID_NONE,
    .call = LORE_ID_NONE,
    .next_in_call = LORE_ID_NONE,
    .link = LORE_ID_NONE,
    .departure = LORE_ID_NONE,
    .arrival = LORE_ID_NONE,
    .status = index->status,
    .flags = index->start == SIP_START_REQUEST    ? LORE_MESSAGE_REQUEST
             : index->start == SIP_START_RESPONSE ? LORE_MESSAGE_RESPONSE
                                                  : 0,
    .method = index->method < SIP_N_METHODS ? index->method : LORE_METHOD_OTHER,
  };
  store->n_bytes += reading->len;
  return id;
}

void
lore_message_store_publish (LoreMessageStore *store)
{
  g_atomic_int_set (&store->n, store->n + 1);
}

gboolean
lore_message_store_has_bytes (const LoreMessageStore *store, guint32 message,
                              gconstpointer data, gsize len)
{
  return lore_message_row (store, message)->len == len
         && memcmp (lore_message_row (store, message)->data, data, len) == 0;
}

gsize
lore_message_store_get_memory (const LoreMessageStore *store)
{
  return store->rows.memory + store->arena.memory;
}

gboolean
lore_span_equal (const guint8 *data_a, SipSpan a, const guint8 *data_b, SipSpan b)
{
  return a.len == b.len && memcmp (data_a + a.at, data_b + b.at, a.len) == 0;
}
