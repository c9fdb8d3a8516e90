/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a proxy does to a message that it hands on (RFC 3261 §16.4, §16.6, §16.7), and how
 * it knows one that it has handed on before (RFC 5393 §4.2). No I/O, no state.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* "sip:192.0.2.4:5070" → "192.0.2.4:5070": where a request for @uri goes when no Route
 * says otherwise; the port is 5060 where none is named; of a sips: URI
 * 5061, and TLS. NULL for no SIP URI. */
char *lore_forward_dup_hop (const char *uri);

/* Whether an address is the proxy's own: "host:port". */
typedef gboolean (*LoreForwardIsOwn) (const char *hop, gpointer user_data);

/* A request as §16.4 prepares it: what a strict router made of the Request-URI is undone,
 * and a Route on top that names the proxy is removed; two, if it had named itself for
 * both sides (RFC 5658 §5). */
GBytes *
lore_forward_take_route (GBytes *request, LoreForwardIsOwn is_own, gpointer user_data);

/* The second part of the branch: what the way of @request depends on, as received. */
char *lore_forward_dup_trail (GBytes *request);
/* Whether one of the Vias with @sent_by has this second part: a loop, and no spiral. */
gboolean lore_forward_is_loop (GBytes *request, const char *sent_by, const char *trail);

/* A branch that depends on nothing but the request: a stateless proxy gives a repeated
 * request, its CANCEL and its ACK the same (§16.11). */
char *lore_forward_dup_stateless_branch (GBytes *request, const char *trail);

/* The copy for @target (§16.6): Request-URI, Max-Forwards one less; a strict router on
 * top of the Route moves into the Request-URI. *ret_hop is "host:port" of the next hop;
 * @next, unless it is NULL, where no Route says. Its Via is for the caller, who knows the
 * way out. NULL when there is no such hop. */
GBytes *
lore_forward_copy (GBytes *request, const char *target, const char *next, char **ret_hop);

/* With the proxy in the Record-Route: as it was reached, and, where that differs, as it
 * sends on, so that each side finds in its route what it can reach (RFC 5658 §5). */
GBytes *lore_forward_record (GBytes *copy, const char *from, const char *to);

/* The CANCEL of a request that was forwarded (§9.1). */
GBytes *lore_forward_compose_cancel (GBytes *request);

G_END_DECLS
