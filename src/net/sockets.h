/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The network of real sockets: UDP, TCP, TLS and WebSocket, IPv4 and IPv6. One UDP socket
 * sends and receives, so that answers that come back to the port they were asked from
 * arrive (RFC 3581).
 */
#pragma once

#include "net/security.h"
#include "wire/wire.h"

G_BEGIN_DECLS

#define LORE_TYPE_SOCKETS (lore_sockets_get_type ())
/* Reports on the thread-default main context of lore_network_open(). Names are resolved
 * to an address, IPv4 first; the SRV records of RFC 3263 are not asked for. */
G_DECLARE_FINAL_TYPE (LoreSockets, lore_sockets, LORE, SOCKETS, GObject)

LoreSockets *lore_sockets_new (void);
/* What its TLS and WSS wires show and believe; borrowed. */
LoreSecurity *lore_sockets_get_security (LoreSockets *sockets);

G_END_DECLS
