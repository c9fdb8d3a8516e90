/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The nonces a server gave out, and which counts were used with each: what makes a copied
 * Authorization field worthless (RFC 7616 §3.4 nc, §5.12). Time is the caller's clock in
 * microseconds. A retransmission must not come here, for it repeats its count in good
 * faith: the transaction layer takes it. Nor must an ACK, whose INVITE was accepted
 * (RFC 3261 §22.1).
 */
#pragma once

#include "session/digest.h"

G_BEGIN_DECLS

typedef struct _LoreNonces LoreNonces;

/* Nonces live for @lifetime_us; of more than @limit the oldest go, so that a flood of
 * requests without credentials costs no memory. */
LoreNonces *lore_nonces_new (gint64 lifetime_us, guint limit);

/* Remembers a nonce, not used yet. The caller makes it up: unique, hard to guess. */
void lore_nonces_add (LoreNonces *nonces, const char *nonce, gint64 now_us);

/* For credentials whose response is right: FINE, and the count is used from now on;
 * STALE: too old or not one of ours; REPLAYED. @count 0, no qop, cannot be told from a
 * replay and is let through. Counts may overtake each other by up to 63, for UDP does. */
LoreDigestVerdict
lore_nonces_use (LoreNonces *nonces, const char *nonce, guint32 count, gint64 now_us);

void lore_nonces_free (LoreNonces *nonces);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreNonces, lore_nonces_free)

G_END_DECLS
