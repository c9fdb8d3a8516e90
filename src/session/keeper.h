/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a user agent client holds for a time only, and asks for again before the time is
 * over: registrations (RFC 3261 §10.2.4) and subscriptions (RFC 6665 §4.1.2.2).
 */
#pragma once

#include "session/element.h"

G_BEGIN_DECLS

typedef struct _LoreKeeper LoreKeeper;

/* @element is borrowed, @dialogs (session/callee.h) shared: subscriptions live there. */
LoreKeeper *lore_keeper_new (LoreElement *element, GHashTable *dialogs);
void lore_keeper_free (LoreKeeper *keeper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreKeeper, lore_keeper_free)

/* Who it is, and goes on being once it was let through. */
void lore_keeper_set_login (LoreKeeper *keeper, const char *user, const char *password);
/* Called with each request that it has sent. */
void lore_keeper_set_sent (LoreKeeper *keeper,
                           void (*sent) (GBytes *request, const char *destination,
                                         gpointer user_data),
                           gpointer user_data);

/* What an element's core is told. A 2xx begins the time anew; a refusal, 401 and 407
 * apart, or silence ends it. */
void lore_keeper_answered (LoreKeeper *keeper, LoreTransaction *transaction,
                           const LoreArrival *arrival);
void lore_keeper_failed (LoreKeeper *keeper, LoreTransaction *transaction);
/* A NOTIFY may say that the subscription lasts less long, or no longer (RFC 6665
 * §4.1.3). */
void lore_keeper_notified (LoreKeeper *keeper, const LoreArrival *notify);

/* Asks for the end of all that it holds. */
void lore_keeper_let_go (LoreKeeper *keeper);
/* Forgets it without a word. */
void lore_keeper_reset (LoreKeeper *keeper);

G_END_DECLS
