/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who may use a practice element: it asks for digest credentials (RFC 3261 §22.2) and
 * checks them. Open to all until it knows a user.
 */
#pragma once

#include "session/digest.h"
#include "session/element.h"

G_BEGIN_DECLS

typedef struct _LoreGuard LoreGuard;

/* @element is borrowed; @realm is what the student is told to log in to. */
LoreGuard *lore_guard_new (LoreElement *element, const char *realm);
void lore_guard_free (LoreGuard *guard);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreGuard, lore_guard_free)

/* The one user from now on; NULL opens the door to all. */
void lore_guard_set_user (LoreGuard *guard, const char *user, const char *password);
/* One more user. */
void lore_guard_add_user (LoreGuard *guard, const char *user, const char *password);
/* As a proxy asks: 407, Proxy-Authenticate and Proxy-Authorization (§22.3). */
void lore_guard_set_proxy (LoreGuard *guard, gboolean proxy);

/* What it challenges with, in this order: registered names, NULL-terminated; others are
 * left out. SHA-256 and MD5 at first, the stronger on top (RFC 8760 §2.4); a client that
 * reads only the first challenge, and knows only MD5, needs another order. */
void lore_guard_set_algorithms (LoreGuard *guard, const char *const *names);

/* What the answer is to protect: the request's head, as at first, or its body as well
 * (auth-int), or as the client likes. */
void lore_guard_set_qops (LoreGuard *guard, LoreDigestQop qops);

/* 0 when the request may pass. Otherwise the status to refuse it with: 401 (407 of a
 * proxy) with fresh challenges in *ret_fields (name, value, …; a field each), or 400 for
 * credentials that cannot be read. ACK and CANCEL must not come here: nothing can
 * challenge them (§22.1). */
guint lore_guard_check (LoreGuard *guard, const LoreArrival *arrival, char ***ret_fields);

G_END_DECLS
