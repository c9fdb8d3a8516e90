/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * RTP among captured packets, told by its shape (RFC 3550 §A.1): two packets of one
 * source in sequence. Packets are counted as they pass; memory grows with streams only.
 */
#pragma once

#include "formats/import.h"
#include "formats/packet-address.h"

G_BEGIN_DECLS

typedef struct _LoreRtp LoreRtp;

LoreRtp *lore_rtp_new (void);
void lore_rtp_free (LoreRtp *rtp);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreRtp, lore_rtp_free)

/* A datagram that is no SIP. TRUE when it belongs to a stream. */
gboolean lore_rtp_add (LoreRtp *rtp, const LorePacketAddress *source,
                       const LorePacketAddress *destination, gint64 unix_us,
                       const guint8 *data, gsize len);

/* Hands what was found to @import; @book has the addresses in letters. */
void lore_rtp_finish (LoreRtp *rtp, LoreAddressBook *book, LoreImport *import);

G_END_DECLS
