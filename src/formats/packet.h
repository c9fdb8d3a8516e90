/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a captured packet to the SIP inside it: link layer, VLAN tags, IPv4 and IPv6 with
 * their fragments put together, UDP and TCP; RTP is counted. What pcap.c and pcapng.c
 * share.
 */
#pragma once

#include "formats/import.h"
#include "formats/taker.h"

G_BEGIN_DECLS

/* Link types as files number them (LINKTYPE_…, which libpcap's DLT_… are not always). */
typedef enum
{
  LORE_LINK_NULL = 0,
  LORE_LINK_ETHERNET = 1,
  LORE_LINK_RAW_OLD_12 = 12,
  LORE_LINK_RAW_OLD_14 = 14,
  LORE_LINK_RAW = 101,
  LORE_LINK_LOOP = 108,
  LORE_LINK_SLL = 113,
  LORE_LINK_IPV4 = 228,
  LORE_LINK_IPV6 = 229,
  LORE_LINK_EXPORTED_PDU = 252,
  LORE_LINK_SLL2 = 276,
} LoreLinkType;

/* The largest packet that other programs read from a capture. */
#define LORE_CAPTURE_MAX 262144

/* What Wireshark's exported PDUs say in front of the payload, as tags, lengths and values
 * in network order. */
typedef enum
{
  LORE_EXPORTED_END = 0,
  LORE_EXPORTED_DISSECTOR = 12,
  LORE_EXPORTED_IPV4_SOURCE = 20,
  LORE_EXPORTED_IPV4_DESTINATION = 21,
  LORE_EXPORTED_IPV6_SOURCE = 22,
  LORE_EXPORTED_IPV6_DESTINATION = 23,
  LORE_EXPORTED_PORT_TYPE = 24,
  LORE_EXPORTED_SOURCE_PORT = 25,
  LORE_EXPORTED_DESTINATION_PORT = 26,
  /* For the column of protocols. Ours says "TLS" or "WS", for which there is no tag. */
  LORE_EXPORTED_PROTOCOL_TEXT = 33,
} LoreExportedTag;

/* Values of LORE_EXPORTED_PORT_TYPE. */
#define LORE_EXPORTED_TCP 2
#define LORE_EXPORTED_UDP 3

typedef struct _LorePackets LorePackets;

LorePackets *lore_packets_new (LoreImport *import);
/* Tells of what stayed incomplete. */
void lore_packets_free (LorePackets *packets);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LorePackets, lore_packets_free)

/* One packet: @len bytes of it are in the file, @wire_len were on the wire. FALSE when
 * the user cancelled, and where nothing but a hole in the file is left. */
gboolean lore_packets_add (LorePackets *packets, guint32 link_type, const guint8 *data,
                           gsize len, gsize wire_len, gint64 unix_us);

/* The file holds keys of TLS, by which Wireshark can decrypt what is in it. */
void lore_packets_note_keys (LorePackets *packets);

/* Tells that the file broke off behind the packets added so far. */
void lore_packets_tell_damage (LorePackets *packets);

/* Whether a datagram's payload is SIP: a start line of any SIP version comes first, line
 * ends and a few stray bytes before it aside. */
gboolean lore_payload_is_sip (const guint8 *data, gsize len);

G_END_DECLS
