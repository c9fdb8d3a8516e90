/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a message goes or comes from, as text: "192.0.2.1:5060", "[2001:db8::1]:5060",
 * "bob.example:5060"; where it is to go may end in ";transport=tcp", as a URI does.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LORE_SIP_PORT 5060 /* RFC 3261 §19.1.2 */

/* Takes "host[:port]" apart; IPv6 may come bare when there is no port, and leaves without
 * brackets. LORE_PROBLEM "no-destination", "bad-destination". */
gboolean lore_endpoint_parse (const char *text, char **ret_host, guint16 *ret_port,
                              GError **error);

/* Puts together, with the brackets that IPv6 needs. */
char *lore_endpoint_format (const char *host, guint16 port);
/* The same, with the ";transport=…" that @like has. */
char *lore_endpoint_format_as (const char *host, guint16 port, const char *like);
/* The transport that @text asks for, as a Via names it: "TCP" of
 * "192.0.2.1;transport=tcp", "UDP" where it says nothing (RFC 3263 §4.1). Static. */
const char *lore_endpoint_get_transport (const char *text);
/* @text with that transport instead; without it its bare address. The caller's. */
char *lore_endpoint_with_transport (const char *text, const char *transport);
/* A host as a Via or a URI writes it: IPv6 in brackets (RFC 3261 §25.1). */
char *lore_endpoint_format_host (const char *host);

/* "127.0.0.1", "::1", "localhost"; without resolving anything. */
gboolean lore_host_is_loopback (const char *host);
gboolean lore_host_is_address (const char *host); /* an IP address, not a name */
gboolean lore_host_is_ipv6 (const char *host);
gboolean lore_host_is_any (const char *host); /* "0.0.0.0", "::" */

G_END_DECLS
