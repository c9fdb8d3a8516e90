/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The messages as columns: a struct of arrays a chunk, 58 bytes a message besides its
 * bytes, so that a million of them is an ordinary file. Ids are positions.
 */
#pragma once

#include "trace/arena.h"
#include "trace/chunks.h"
#include "trace/trace.h"

G_BEGIN_DECLS

typedef struct
{
  const guint8 *data[LORE_CHUNK_ROWS]; /* in the arena */
  guint32 len[LORE_CHUNK_ROWS];
  guint32 cseq[LORE_CHUNK_ROWS];
  guint32 source[LORE_CHUNK_ROWS];      /* participant */
  guint32 destination[LORE_CHUNK_ROWS]; /* participant */
  guint32 transaction[LORE_CHUNK_ROWS];
  guint32 dialog[LORE_CHUNK_ROWS];
  guint32 call[LORE_CHUNK_ROWS];
  guint32 next_in_call[LORE_CHUNK_ROWS];
  /* Of a retransmission the message it repeats; of any other the message before it in its
   * transaction that is no retransmission either. */
  guint32 link[LORE_CHUNK_ROWS];
  guint32 departure[LORE_CHUNK_ROWS]; /* event */
  guint32 arrival[LORE_CHUNK_ROWS];   /* event that ended its flight or LORE_ID_NONE */
  guint16 status[LORE_CHUNK_ROWS];
  guint8 method[LORE_CHUNK_ROWS]; /* SipMethodId, LORE_METHOD_OTHER for unknown */
  guint8 flags[LORE_CHUNK_ROWS];
  guint8 transport[LORE_CHUNK_ROWS];
} LoreMessageChunk;

#define LORE_METHOD_OTHER 0xff

#define LORE_MESSAGE_COLUMN(store, id, column)                                           \
  (((LoreMessageChunk *)lore_chunks_get (&(store)->rows, (id)))                          \
       ->column[(id)&LORE_CHUNK_MASK])

typedef struct
{
  LoreChunks rows;
  LoreArena arena;
  gsize n_bytes;
  guint n; /* published last: what is below it is complete */
} LoreMessageStore;

void lore_message_store_init (LoreMessageStore *store);
void lore_message_store_clear (LoreMessageStore *store);

/* Copies the bytes; what only other tables know (transaction, call …) is LORE_ID_NONE.
 * The row is the caller's to fill until it publishes it. Returns its id. */
guint32 lore_message_store_add (LoreMessageStore *store, gconstpointer data, gsize len,
                                const SipIndex *index);
void lore_message_store_publish (LoreMessageStore *store);

gboolean lore_message_store_has_bytes (const LoreMessageStore *store, guint32 message,
                                       gconstpointer data, gsize len);
gsize lore_message_store_get_memory (const LoreMessageStore *store);

/* Whether two spans of two messages hold the same bytes. */
gboolean
lore_span_equal (const guint8 *data_a, SipSpan a, const guint8 *data_b, SipSpan b);

G_END_DECLS
