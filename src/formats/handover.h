/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages on their way from what reads a file to what appends to the trace, in batches:
 * one step for many messages, then the next, finds its code and its tables in the
 * processor's caches. Where these are two threads there are a few batches, so that
 * neither runs far ahead, and the one that has less to do indexes them.
 */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

typedef struct _LoreHandover LoreHandover;

/* As lore_trace_append_read() takes it. The bytes are the arena's. */
typedef struct
{
  LoreEvent event;
  LoreReading reading;
} LoreHanded;

typedef struct _LoreBatch LoreBatch;

/* What was handed over was copied to @arena (borrowed). */
LoreHandover *lore_handover_new (LoreArena *arena);
void lore_handover_free (LoreHandover *handover);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreHandover, lore_handover_free)

/* The reader's side. The addresses of @event stay where they are until the other side has
 * seen them. TRUE when a batch is full now. */
gboolean lore_handover_add (LoreHandover *handover, const LoreEvent *event,
                            gconstpointer data, gsize len);
/* Nothing more will come. */
void lore_handover_finish (LoreHandover *handover);

/* The other side: waits for a batch, NULL behind the last; what is in it is good until it
 * is given back. */
LoreBatch *lore_handover_take (LoreHandover *handover);
void lore_handover_give_back (LoreHandover *handover, LoreBatch *batch);
guint lore_batch_get_n (const LoreBatch *batch);
const LoreHanded *lore_batch_get (const LoreBatch *batch, guint row);

G_END_DECLS
