/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The subscriptions that a user agent serves (RFC 6665 §4.2): those that were asked for
 * by SUBSCRIBE, and the one that each REFER implies (RFC 3515 §2.4.4).
 */
#pragma once

#include "session/asked.h"

G_BEGIN_DECLS

typedef struct _LoreNotifier LoreNotifier;

/* @dialogs as of lore_dialogs_new(). @element is borrowed. */
LoreNotifier *lore_notifier_new (LoreElement *element, GHashTable *dialogs);
void lore_notifier_free (LoreNotifier *notifier);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreNotifier, lore_notifier_free)

/* Answer the request. @key names the dialog it came in, NULL outside of one. */
void
lore_notifier_subscribe (LoreNotifier *notifier, const LoreAsked *asked, const char *key);
void
lore_notifier_refer (LoreNotifier *notifier, const LoreAsked *asked, const char *key);
/* Answers a PUBLISH, and tells who has subscribed to what it changes. */
void lore_notifier_publish (LoreNotifier *notifier, const LoreAsked *asked);

/* A NOTIFY of ours has been answered: who does not know the subscription has lost it. */
void lore_notifier_answered (LoreNotifier *notifier, const LoreArrival *response);
/* Whatever was subscribed to in that dialog has ended with it. */
void lore_notifier_forget (LoreNotifier *notifier, const char *key);
void lore_notifier_reset (LoreNotifier *notifier);

G_END_DECLS
