/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An INVITE being answered (RFC 3261 §13.3.1): it follows a behaviour step by step, then
 * repeats its 2xx until the ACK comes, and hangs up if none does.
 */
#pragma once

#include "plan/behaviour.h"
#include "session/session-timers.h"

G_BEGIN_DECLS

typedef struct _LorePending LorePending;

/* @asked is the INVITE, @dialogs where its dialog is entered, @tag of this side: of the
 * dialog it came in, or a new one. Calls @done once, when nothing is left to do. */
LorePending *
lore_pending_new (const LoreAsked *asked, GHashTable *dialogs, const char *tag,
                  void (*done) (LorePending *, gpointer), gpointer user_data);
void lore_pending_free (LorePending *pending);

/* Whom a 2xx begins the session's time with; borrowed. NULL, at first: nobody. */
void lore_pending_set_timers (LorePending *pending, LoreSessionTimers *timers);

/* Begins the steps of @behaviour, which is static. */
void lore_pending_follow (LorePending *pending, const LoreBehaviour *behaviour,
                          gint64 answer_after_us);
/* Ends them with this final response, unless one has gone out already. */
gboolean lore_pending_refuse (LorePending *pending, guint status, const char *rfc);

LoreTransaction *
lore_pending_get_transaction (LorePending *pending); /* NULL once ended */
const char *lore_pending_get_tag (LorePending *pending);
GBytes *lore_pending_get_request (LorePending *pending);
gboolean lore_pending_is_answered (LorePending *pending);
/* TRUE while the description in the INVITE of that dialog has not been answered. */
gboolean lore_pending_owes_answer (LorePending *pending, const char *dialog_key);

/* The ACK to its 2xx has come, TRUE if it is this one's. */
gboolean lore_pending_acknowledge (LorePending *pending, const LoreArrival *ack);
/* TRUE when @prack, which came in that dialog, is what a response waits for (RFC 3262
 * §3); and goes on now that it has come. */
gboolean
lore_pending_awaits (LorePending *pending, const char *dialog_key, GBytes *prack);
void lore_pending_prack (LorePending *pending);
/* Its dialog was ended by a BYE. */
gboolean lore_pending_hang_up (LorePending *pending, const char *dialog_key);
/* Its transaction has ended. */
void lore_pending_ended (LorePending *pending, LoreTransaction *transaction);

G_END_DECLS
