/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One UDP socket as a LoreWire.
 */
#pragma once

#include "wire/wire.h"

G_BEGIN_DECLS

#define LORE_TYPE_UDP_WIRE (lore_udp_wire_get_type ())
G_DECLARE_FINAL_TYPE (LoreUdpWire, lore_udp_wire, LORE, UDP_WIRE, GObject)

/* lore_network_open() of real sockets; @host is an IP address. */
LoreUdpWire *lore_udp_wire_new (const char *host, guint16 port, const LoreWireSink *sink,
                                gpointer user_data, GError **error);

G_END_DECLS
