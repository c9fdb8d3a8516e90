/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A TCP port as a LoreWire: it listens, connects to whom it sends to, and uses again the
 * connections that stand, whichever side opened them (RFC 3261 §18). It connects from the
 * port on which it listens, so that the address in a Via is the one that others see.
 */
#pragma once

#include "net/security.h"
#include "wire/wire.h"

G_BEGIN_DECLS

#define LORE_TYPE_TCP_WIRE (lore_tcp_wire_get_type ())
G_DECLARE_FINAL_TYPE (LoreTcpWire, lore_tcp_wire, LORE, TCP_WIRE, GObject)

/* lore_network_open_transport() of real sockets; @host is an IP address. With @security
 * every connection is TLS; NULL: plain. */
LoreTcpWire *
lore_tcp_wire_new (LoreSecurity *security, const char *host, guint16 port,
                   const LoreWireSink *sink, gpointer user_data, GError **error);

G_END_DECLS
