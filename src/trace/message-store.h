/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The messages as rows of 56 bytes besides their own bytes, so that a million of them is
 * an ordinary file. Ids are positions.
 */
#pragma once

#include "trace/arena.h"
#include "trace/chunks.h"
#include "trace/trace.h"

G_BEGIN_DECLS

/* In rows, not in columns: to place one message a few facts of several others are looked
 * up, and a row is one line of the processor's cache, mostly. */
typedef struct
{
  const guint8 *data; /* in the arena */
  guint32 len;
  guint32 cseq;
  guint32 source;      /* participant */
  guint32 destination; /* participant */
  guint32 transaction;
  guint32 dialog;
  guint32 call;
  guint32 next_in_call;
  /* Of a retransmission the message it repeats; of any other the message before it in its
   * transaction that is no retransmission either. */
  guint32 link;
  guint32 departure; /* event */
  guint32 arrival;   /* event that ended its flight or LORE_ID_NONE */
  guint16 status;
  guint8 flags;
  guint8 method : 5; /* SipMethodId, LORE_METHOD_OTHER for unknown */
  guint8 transport : 3;
} LoreMessageRow;

#define LORE_METHOD_OTHER 0x1f

typedef struct
{
  LoreChunks rows;
  LoreArena arena;
  gsize n_bytes;
  guint n; /* published last: what is below it is complete */
} LoreMessageStore;

static inline LoreMessageRow *
lore_message_row (const LoreMessageStore *store, guint32 id)
{
  return LORE_CHUNKS_ROW (&store->rows, LoreMessageRow, id);
}

void lore_message_store_init (LoreMessageStore *store);
void lore_message_store_clear (LoreMessageStore *store);

/* Copies the bytes unless they last; what only other tables know (transaction, call …) is
 * LORE_ID_NONE. The row is the caller's to fill until it publishes it. Returns its id. */
guint32 lore_message_store_add (LoreMessageStore *store, const LoreReading *reading);
void lore_message_store_publish (LoreMessageStore *store);

gboolean lore_message_store_has_bytes (const LoreMessageStore *store, guint32 message,
                                       gconstpointer data, gsize len);
gsize lore_message_store_get_memory (const LoreMessageStore *store);

/* Whether two spans of two messages hold the same bytes. */
gboolean
lore_span_equal (const guint8 *data_a, SipSpan a, const guint8 *data_b, SipSpan b);

G_END_DECLS
