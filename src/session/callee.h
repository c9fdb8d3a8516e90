/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The core of a user agent server (RFC 3261 §8.2, §9.2, §11.2, §12.2.2, §13.3, §15.1.2):
 * Bob, and what Alice does with requests that come to her.
 */
#pragma once

#include "plan/behaviour.h"
#include "session/dialog.h"
#include "session/element.h"
#include "session/guard.h"
#include "session/session-timers.h"

G_BEGIN_DECLS

typedef struct _LoreCallee LoreCallee;

/* @user is the user part of its Contact. @dialogs (key → LoreDialog, owned by the table)
 * is shared with whoever makes dialogs by calling. @element is borrowed. */
LoreCallee *lore_callee_new (LoreElement *element, const char *user, GHashTable *dialogs);
void lore_callee_free (LoreCallee *callee);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreCallee, lore_callee_free)

/* Borrowed; NULL: everybody may call. */
void lore_callee_set_guard (LoreCallee *callee, LoreGuard *guard);
/* Borrowed; who looks after the time of its sessions, as its behaviour wants it. NULL,
 * at first: nobody does. */
void lore_callee_set_timers (LoreCallee *callee, LoreSessionTimers *timers);
/* What it does later, it does @later_us after the ACK. */
void lore_callee_set_behaviour (LoreCallee *callee, const LoreBehaviour *behaviour,
                                gint64 later_us);
void lore_callee_set_answer_after (LoreCallee *callee, gint64 us);

/* What an element's core is told, handed on. */
void lore_callee_request (LoreCallee *callee, LoreTransaction *transaction,
                          const LoreArrival *arrival);
/* To a request that the callee has sent by itself: a 2xx to an INVITE of its is
 * acknowledged (§13.2.2.4). */
void lore_callee_response (LoreCallee *callee, const LoreArrival *arrival);
void lore_callee_ended (LoreCallee *callee, LoreTransaction *transaction);

/* Forgets the calls it was answering; dialogs are their table's. */
void lore_callee_reset (LoreCallee *callee);

/* A table for dialogs. */
GHashTable *lore_dialogs_new (void);

G_END_DECLS
