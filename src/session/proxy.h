/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The core of a proxy (RFC 3261 §16): checks a request, finds its targets, and forwards
 * it, with memory (session/fork.h) or without (§16.11).
 */
#pragma once

#include "session/bindings.h"
#include "session/directory.h"
#include "session/guard.h"
#include "session/registrar.h"

G_BEGIN_DECLS

typedef enum
{
  LORE_PROXY_PLAIN = 0,
  LORE_PROXY_STATELESS = 1 << 0,
  LORE_PROXY_RECORD_ROUTES = 1 << 1, /* stays on the way of the dialog (§16.6 step 4) */
  LORE_PROXY_SERIAL = 1 << 2,        /* one target after the other */
  LORE_PROXY_RECURSES = 1 << 3,      /* follows a 3xx itself */
  LORE_PROXY_LOOPS = 1 << 4,         /* on purpose: see lore_proxy_set_next() */
} LoreProxyFlags;

typedef struct _LoreProxy LoreProxy;

/* @element and @bindings are borrowed. */
LoreProxy *
lore_proxy_new (LoreElement *element, LoreBindings *bindings, LoreDirectory *directory);
void lore_proxy_free (LoreProxy *proxy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreProxy, lore_proxy_free)

/* Makes the element mute when it is to be stateless. */
void lore_proxy_set_flags (LoreProxy *proxy, LoreProxyFlags flags);
/* It answers for addresses of this domain: only there it looks into the bindings. */
void lore_proxy_add_domain (LoreProxy *proxy, const char *domain);
/* "host:port" that requests for other domains go to; NULL: where their Request-URI says.
 * One that loops sends all there, or to itself, and does not look for loops. */
void lore_proxy_set_next (LoreProxy *proxy, const char *hop);
/* Both borrowed, or NULL: who must log in (407); who takes REGISTERs of its domains. */
void lore_proxy_set_guard (LoreProxy *proxy, LoreGuard *guard);
void lore_proxy_set_registrar (LoreProxy *proxy, LoreRegistrar *registrar);

/* What an element's core is told, handed on. */
void lore_proxy_request (LoreProxy *proxy, LoreTransaction *transaction,
                         const LoreArrival *arrival);
void lore_proxy_response (LoreProxy *proxy, LoreTransaction *transaction,
                          const LoreArrival *arrival);
void lore_proxy_failed (LoreProxy *proxy, LoreTransaction *transaction, LoreDo why);
void lore_proxy_ended (LoreProxy *proxy, LoreTransaction *transaction);

/* Forgets what it is forwarding. */
void lore_proxy_reset (LoreProxy *proxy);

G_END_DECLS
