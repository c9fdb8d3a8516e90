/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which messages are one call (the same Call-ID) and, within it, one dialog (the same
 * Call-ID and pair of tags, RFC 3261 §12): the ids; the facts of a call are call.h's.
 */
#pragma once

#include "trace/lookup.h"
#include "trace/message-store.h"
#include "trace/transactions.h"

G_BEGIN_DECLS

typedef struct
{
  LoreChunks calls;
  LoreChunks dialogs;
  LoreLookup call_lookup;
  LoreLookup dialog_lookup;
  LoreMessageStore *messages;           /* borrowed */
  const LoreTransactions *transactions; /* borrowed */
  guint n_calls;
  guint n_dialogs;
} LoreCallIndex;

void lore_call_index_init (LoreCallIndex *calls, LoreMessageStore *messages,
                           const LoreTransactions *transactions);
void lore_call_index_clear (LoreCallIndex *calls);

/* @reading will be placed soon. */
void lore_call_index_foresee (const LoreCallIndex *calls, const LoreReading *reading);

/* Fills the column call of @message and makes it the last of its call. */
void
lore_call_index_place (LoreCallIndex *calls, guint32 message, const LoreReading *reading);

/* Fills the column dialog of @message, whose columns call and transaction are filled, and
 * that of the request whose first response with a tag it is: returned, or LORE_ID_NONE.
 * The ACK for a repeated 2xx is a retransmission though its branch may be new
 * (§13.2.2.4): flagged here, as only the dialog joins the two. */
guint32 lore_call_index_place_dialog (LoreCallIndex *calls, guint32 message,
                                      const LoreReading *reading);

guint32 lore_call_index_get_first (const LoreCallIndex *calls, guint32 call);
/* Whether it has an INVITE, or a BYE of one that came before the trace. */
gboolean lore_call_index_is_call (const LoreCallIndex *calls, guint32 call);
gsize lore_call_index_get_memory (const LoreCallIndex *calls);

G_END_DECLS
