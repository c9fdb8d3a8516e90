/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages dressed as packets, for the formats that hold nothing else: datagrams of UDP,
 * and segments of TCP from the middle of connections. What went over TLS or WebSocket can
 * be written as neither, nor can what over TCP nobody could cut into messages again: a
 * trace that has any of it becomes exported PDUs (packet-build.h), all of it, for a pcap
 * file holds packets of one kind.
 */
#pragma once

#include "formats/packet.h"
#include "trace/trace.h"

G_BEGIN_DECLS

typedef struct
{
  const guint8 *data;
  gsize len;
  gint64 time_us; /* UNIX time, or lab time from 1970 on where that is not known */
} LorePacket;

/* FALSE with an error: nothing more is wanted. */
typedef gboolean (*LorePacketFunc) (const LorePacket *packet, gpointer user_data,
                                    GError **error);

/* LORE_LINK_RAW or LORE_LINK_EXPORTED_PDU. */
LoreLinkType lore_packet_choose_link (LoreTrace *trace);

/* FALSE with a LORE_PROBLEM when a message does not fit into a packet, or with the error
 * of @func. */
gboolean lore_packet_write (LoreTrace *trace, LoreLinkType link, LorePacketFunc func,
                            gpointer user_data, GError **error);

G_END_DECLS
