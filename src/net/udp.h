/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The network of real UDP sockets, IPv4 and IPv6. One socket sends and receives, so that
 * answers that come back to the port they were asked from arrive (RFC 3581).
 */
#pragma once

#include "wire/wire.h"

G_BEGIN_DECLS

#define LORE_TYPE_UDP (lore_udp_get_type ())
/* Reports on the thread-default main context of lore_network_open(). Names are resolved
 * to an address, IPv4 first; the SRV records of RFC 3263 are not asked for. */
G_DECLARE_FINAL_TYPE (LoreUdp, lore_udp, LORE, UDP, GObject)

LoreUdp *lore_udp_new (void);

G_END_DECLS
