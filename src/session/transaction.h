/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A transaction at work: executes the rows of plan/machines.def for one request, sends
 * what they say, and writes each change of state and each timer to the trace.
 */
#pragma once

#include "plan/machine.h"
#include "session/recorder.h"

G_BEGIN_DECLS

typedef struct _LoreTransaction LoreTransaction;

/* What the core is told. Called after the state has changed, so that a core may answer
 * from inside. */
typedef struct
{
  /* PASS: @message is the request or the response. */
  void (*pass) (LoreTransaction *transaction, GBytes *message, gpointer user_data);
  /* @why is LORE_DO_TELL_TIMEOUT (the core acts as on a 408) or LORE_DO_TELL_ERROR (as on
   * a 503), RFC 3261 §8.1.3.1. */
  void (*failed) (LoreTransaction *transaction, LoreDo why, gpointer user_data);
  /* It is in TERMINATED; the caller's reference may go. */
  void (*ended) (LoreTransaction *transaction, gpointer user_data);
} LoreTransactionHooks;

/* @request is what the transaction is about; @peer is where it sends; @key names it among
 * its like. @hooks is borrowed. */
LoreTransaction *
lore_transaction_new (LoreMachine machine, LoreRecorder *recorder, LoreClock *clock,
                      LoreWire *wire, const char *peer, const char *key, GBytes *request,
                      const LoreTransactionHooks *hooks, gpointer user_data);
LoreTransaction *lore_transaction_ref (LoreTransaction *transaction);
void lore_transaction_unref (LoreTransaction *transaction);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreTransaction, lore_transaction_unref)

/* Which machines it runs, 2010 at first. Before it is fed. */
void lore_transaction_set_edition (LoreTransaction *transaction, LoreEdition edition);

/* @message belongs to the input: the request, the response; NULL for ERROR. FALSE when
 * the machine ignores it in its state. */
gboolean
lore_transaction_feed (LoreTransaction *transaction, LoreInput input, GBytes *message);
/* A response: from the wire for a client, from the core for a server. */
gboolean lore_transaction_feed_response (LoreTransaction *transaction, GBytes *response);
/* Without a word to anyone: the lab is reset. */
void lore_transaction_abandon (LoreTransaction *transaction);

LoreState lore_transaction_get_state (LoreTransaction *transaction);
GBytes *lore_transaction_get_request (LoreTransaction *transaction);
LoreWire *lore_transaction_get_wire (LoreTransaction *transaction);
/* It sends there from now on. */
void lore_transaction_set_peer (LoreTransaction *transaction, const char *peer);
const char *lore_transaction_get_peer (LoreTransaction *transaction);
const char *lore_transaction_get_key (LoreTransaction *transaction);
const char *lore_transaction_get_subject (LoreTransaction *transaction);
gboolean lore_transaction_is_client (LoreTransaction *transaction);
gboolean lore_transaction_is_invite (LoreTransaction *transaction);
guint32 lore_transaction_get_sent (LoreTransaction *transaction); /* trace's message id */
/* Why what it sent last did not leave, NULL if it did. */
const GError *lore_transaction_get_error (LoreTransaction *transaction);

G_END_DECLS
