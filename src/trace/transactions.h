/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which messages are one transaction, and which of them say again what was said: by the
 * top Via's branch, its sent-by and the method (RFC 3261 §17.1.3, §17.2.3), or, without
 * the magic cookie, by RFC 2543's fields.
 */
#pragma once

#include "trace/event-store.h"
#include "trace/lookup.h"
#include "trace/message-store.h"

G_BEGIN_DECLS

typedef struct
{
  LoreChunks rows;
  LoreLookup lookup;
  LoreMessageStore *messages;   /* borrowed */
  const LoreEventStore *events; /* borrowed */
  guint n;
} LoreTransactions;

void lore_transactions_init (LoreTransactions *transactions, LoreMessageStore *messages,
                             const LoreEventStore *events);
void lore_transactions_clear (LoreTransactions *transactions);

/* @reading will be placed soon. */
void lore_transactions_foresee (const LoreTransactions *transactions,
                                const LoreReading *reading);

/* Fills the columns transaction and link of @message and sets its flag RETRANSMISSION.
 * Its columns call, source and destination are filled; it left at @lab_us. */
void lore_transactions_place (LoreTransactions *transactions, guint32 message,
                              const LoreReading *reading, gint64 lab_us);

guint32
lore_transactions_get_first (const LoreTransactions *transactions, guint32 transaction);
/* The last message that is no retransmission; the columns link lead back from it. */
guint32
lore_transactions_get_last (const LoreTransactions *transactions, guint32 transaction);
gsize lore_transactions_get_memory (const LoreTransactions *transactions);

G_END_DECLS
