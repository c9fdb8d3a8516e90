/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The reliable provisional responses to one INVITE (RFC 3262 §3), one at a time: each
 * goes out again after T1, then twice that, until its PRACK comes.
 */
#pragma once

#include "session/element.h"

G_BEGIN_DECLS

typedef struct _LoreReliable LoreReliable;

/* @subject is what the trace calls the INVITE. @given_up hears that no PRACK came in
 * 64*T1; it may not free the object. */
LoreReliable *
lore_reliable_new (LoreElement *element, LoreTransaction *transaction,
                   const char *subject, void (*given_up) (gpointer user_data),
                   gpointer user_data);
void lore_reliable_free (LoreReliable *reliable);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreReliable, lore_reliable_free)

/* The RSeq that the next response has to have. */
guint32 lore_reliable_next (LoreReliable *reliable);
/* Sends it, and again until it is acknowledged. */
void lore_reliable_send (LoreReliable *reliable, GBytes *response);
gboolean lore_reliable_is_waiting (LoreReliable *reliable);

/* TRUE when @prack names what waits: "RAck: RSEQ CSEQ INVITE" (§7.2). */
gboolean lore_reliable_awaits (LoreReliable *reliable, GBytes *prack);
/* Nothing is repeated any more: the PRACK has come, or the INVITE has its final response.
 */
void lore_reliable_stop (LoreReliable *reliable);

G_END_DECLS
