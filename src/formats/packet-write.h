/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages dressed as packets, for the formats that hold nothing else. A trace knows
 * addresses, not headers: IP and UDP headers are made up, with correct checksums. A side
 * without a numeric address gets one of the blocks kept for documentation (RFC 5737), the
 * same each time.
 */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

typedef struct
{
  GByteArray *data; /* an IPv4 or IPv6 packet; owned */
  gint64 time_us;   /* UNIX time, or lab time from 1970 on where that is not known */
} LorePacket;

/* FALSE with a LORE_PROBLEM when the message does not fit into a datagram. */
gboolean lore_packet_build (LoreTrace *trace, guint32 message, LorePacket *ret_packet,
                            GError **error);

G_END_DECLS
