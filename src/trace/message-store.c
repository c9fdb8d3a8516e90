/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/message-store.h"

#include <string.h>

#include "sip/facts.h"

G_STATIC_ASSERT (SIP_N_METHODS < LORE_METHOD_OTHER);

void
lore_message_store_init (LoreMessageStore *store)
{
  lore_chunks_init (&store->rows, sizeof (LoreMessageChunk));
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
lore_message_store_add (LoreMessageStore *store, gconstpointer data, gsize len,
                        const SipIndex *index)
{
  guint32 id = store->n;
  guint32 at = id & LORE_CHUNK_MASK;
  LoreMessageChunk *chunk = lore_chunks_ensure (&store->rows, id);

  chunk->data[at] = lore_arena_add (&store->arena, data, len);
  chunk->len[at] = len;
  chunk->cseq[at] = index->cseq;
  chunk->source[at] = LORE_ID_NONE;
  chunk->destination[at] = LORE_ID_NONE;
  chunk->transaction[at] = LORE_ID_NONE;
  chunk->dialog[at] = LORE_ID_NONE;
  chunk->call[at] = LORE_ID_NONE;
  chunk->next_in_call[at] = LORE_ID_NONE;
  chunk->link[at] = LORE_ID_NONE;
  chunk->departure[at] = LORE_ID_NONE;
  chunk->arrival[at] = LORE_ID_NONE;
  chunk->status[at] = index->status;
  chunk->method[at] = index->method < SIP_N_METHODS ? index->method : LORE_METHOD_OTHER;
  chunk->flags[at] = index->start == SIP_START_REQUEST    ? LORE_MESSAGE_REQUEST
                     : index->start == SIP_START_RESPONSE ? LORE_MESSAGE_RESPONSE
                                                          : 0;
  store->n_bytes += len;
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
  return LORE_MESSAGE_COLUMN (store, message, len) == len
         && memcmp (LORE_MESSAGE_COLUMN (store, message, data), data, len) == 0;
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
