/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a datagram goes or comes from, as text: "192.0.2.1:5060", "[2001:db8::1]:5060",
 * "bob.example:5060".
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
/* A host as a Via or a URI writes it: IPv6 in brackets (RFC 3261 §25.1). */
char *lore_endpoint_format_host (const char *host);

/* "127.0.0.1", "::1", "localhost"; without resolving anything. */
gboolean lore_host_is_loopback (const char *host);
gboolean lore_host_is_address (const char *host); /* an IP address, not a name */
gboolean lore_host_is_ipv6 (const char *host);
gboolean lore_host_is_any (const char *host); /* "0.0.0.0", "::" */

G_END_DECLS
