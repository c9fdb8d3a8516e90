/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One packet around a payload: IPv4 or IPv6 with UDP or TCP and correct checksums, or an
 * exported PDU as Wireshark writes it, which says who sent it to whom over what and
 * leaves out what carried it. Both ends are of one version of IP.
 */
#pragma once

#include "formats/packet-address.h"
#include "trace/trace.h"

G_BEGIN_DECLS

typedef struct
{
  LorePacketAddress source;
  LorePacketAddress destination;
} LorePacketRoute;

/* Where the message went. A trace knows addresses that are no numbers, or none: such a
 * side gets one of the blocks kept for documentation (RFC 5737), the same each time. */
void lore_packet_route_init (LorePacketRoute *route, LoreTrace *trace,
                             const LoreMessage *message);

/* So much of a payload fits into one. */
gsize lore_packet_get_room (const LorePacketRoute *route, LoreTransport transport);

GByteArray *
lore_packet_build_udp (const LorePacketRoute *route, const guint8 *payload, gsize len);
/* In the middle of a connection: it pushes, and acknowledges all before @answered. */
GByteArray *lore_packet_build_tcp (const LorePacketRoute *route, guint32 sequence,
                                   guint32 answered, const guint8 *payload, gsize len);
GByteArray *
lore_packet_build_exported (const LorePacketRoute *route, LoreTransport transport,
                            const guint8 *payload, gsize len);

G_END_DECLS
