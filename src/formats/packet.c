/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/packet.h"

#include "formats/fragments.h"
#include "formats/frame.h"
#include "formats/packet-address.h"
#include "formats/rtp.h"
#include "formats/tcp-stream.h"

#include <string.h>

#define PROTOCOL_IPIP 4
#define PROTOCOL_TCP 6
#define PROTOCOL_UDP 17
#define PROTOCOL_IPV6 41
#define PROTOCOL_GRE 47
#define PROTOCOL_ESP 50
#define PORT_IPSEC 4500
#define ETHERTYPE_IPV4 0x0800
#define ETHERTYPE_VLAN 0x8100
#define ETHERTYPE_IPV6 0x86dd
#define ETHERTYPE_QINQ 0x88a8
#define ETHERTYPE_QINQ_OLD 0x9100
#define ETHERTYPE_ETHERNET 0x6558 /* a frame bridged through GRE */
/* Tunnels in tunnels end somewhere. */
#define TUNNELS_MAX 4
/* Some stacks send a few octets before the message; more is not SIP. */
#define STRAY_BYTES_MAX 4
/* A capture of something else is cancelled as fast as one of SIP. */
#define PACKETS_BETWEEN_CHECKS 1024
/* So many packets of nothing in a row are a hole in the file (a sparse file, a disk that
 * filled up), and no end of it may be near. */
#define EMPTY_MAX 4096

struct _LorePackets
{
  LoreImport *import;         /* borrowed */
  LoreAddressBook *addresses; /* borrowed */
  LoreFragments *fragments;
  LoreStreams *streams;
  LoreRtp *rtp;
  guint n_packets;
  guint n_empty;     /* the last so many held nothing */
  guint n_ipsec;     /* packets of RFC 4303, in UDP (RFC 3948) or not */
  guint n_dtls;      /* records of RFC 6347 */
  guint n_wireguard; /* messages of its protocol, inside which any may be */
  gboolean has_keys; /* of TLS, which Wireshark put into the file */
};

/* A run of captured bytes. @cut: the capture holds less than was on the wire. */
typedef struct
{
  const guint8 *data;
  gsize len;
  gboolean cut;
} Bytes;

typedef struct
{
  gint64 unix_us;
  LorePacketAddress source;
  LorePacketAddress destination;
  guint tunnels;
  gboolean found; /* SIP was in it */
  gboolean cancelled;
} Packet;

LorePackets *
lore_packets_new (LoreImport *import)
{
  LorePackets *packets = g_new0 (LorePackets, 1);

  packets->import = import;
  packets->addresses = lore_import_get_addresses (import);
  packets->fragments = lore_fragments_new ();
  packets->streams = lore_streams_new (import);
  packets->rtp = lore_rtp_new ();
  return packets;
}

/* Encrypted traffic is nothing unusual; where SIP should be, it is the answer. */
static void
tell_encrypted (LorePackets *packets)
{
  gboolean sip_port;
  guint n_streams = lore_streams_get_n_encrypted (packets->streams, &sip_port);
  g_autofree char *streams = g_strdup_printf ("%u", n_streams);
  g_autofree char *ipsec = g_strdup_printf ("%u", packets->n_ipsec);
  g_autofree char *dtls = g_strdup_printf ("%u", packets->n_dtls);
  g_autofree char *wireguard = g_strdup_printf ("%u", packets->n_wireguard);
  gboolean no_sip = lore_import_get_report (packets->import)->n_messages == 0;

  if (n_streams > 0 && (no_sip || sip_port))
    lore_import_remark (packets->import,
                        packets->has_keys ? "capture-tls-keys" : "capture-tls", "count",
                        streams, NULL);
  if (packets->n_ipsec > 0 && no_sip)
    lore_import_remark (packets->import, "capture-ipsec", "count", ipsec, NULL);
  if (packets->n_dtls > 0 && no_sip)
    lore_import_remark (packets->import, "capture-dtls", "count", dtls, NULL);
  if (packets->n_wireguard > 0 && no_sip)
    lore_import_remark (packets->import, "capture-wireguard", "count", wireguard, NULL);
}

void
lore_packets_free (LorePackets *packets)
{
  guint n = lore_fragments_get_n_unfinished (packets->fragments);

  for (guint i = 0; i < n; i++)
    lore_import_count (packets->import, "fragments-missing");
  tell_encrypted (packets);
  lore_rtp_finish (packets->rtp, packets->addresses, packets->import);
  lore_rtp_free (packets->rtp);
  lore_streams_free (packets->streams);
  lore_fragments_free (packets->fragments);
  g_free (packets);
}

void
lore_packets_note_keys (LorePackets *packets)
{
  packets->has_keys = TRUE;
}

void
lore_packets_tell_damage (LorePackets *packets)
{
  g_autofree char *count = g_strdup_printf ("%u", packets->n_packets);

  lore_import_remark (packets->import, "capture-damaged", "count", count, NULL);
}

static guint
get16 (const guint8 *at)
{
  return at[0] << 8 | at[1];
}

static guint32
get32 (const guint8 *at)
{
  return (guint32)at[0] << 24 | at[1] << 16 | at[2] << 8 | at[3];
}

/* Takes @n bytes off the front. */
static gboolean
drop (Bytes *bytes, gsize n)
{
  if (bytes->len < n)
    return FALSE;
  bytes->data += n;
  bytes->len -= n;
  return TRUE;
}

/* A header says how long what follows is: padding behind it goes, lack of it is a cut. */
static void
limit (Bytes *bytes, gsize len)
{
  if (bytes->len > len)
    {
      bytes->len = len;
      bytes->cut = FALSE;
    }
  else if (bytes->len < len)
    bytes->cut = TRUE;
}

/* --- SIP -----------------------------------------------------------------------------
 */

static gsize
find_sip (const guint8 *data, gsize len)
{
  const char *text = (const char *)data;
  gsize skip = 0;
  LoreLine line;

  while (skip < len && (data[skip] == '\r' || data[skip] == '\n'))
    skip++;
  if (!lore_line_get (text, len, skip, &line) || line.len > 8192)
    return len;
  if (lore_line_is_start (line.text, line.len))
    return 0;
  for (gsize stray = 1; stray <= STRAY_BYTES_MAX && stray < line.len; stray++)
    if (!g_ascii_isprint (line.text[stray - 1])
        && lore_line_is_start (line.text + stray, line.len - stray))
      return 0;
  /* "SIP/7.0", a status line without a number: wrong, and worth showing. */
  if (memmem (line.text, line.len, " SIP/", 5) != NULL
      || (line.len > 4 && memcmp (line.text, "SIP/", 4) == 0))
    return g_ascii_isalpha (*line.text) ? 0 : len;
  return len;
}

gboolean
lore_payload_is_sip (const guint8 *data, gsize len)
{
  return len > 0 && find_sip (data, len) < len;
}

static void
take_message (LorePackets *packets, Packet *packet, LoreTransport transport, Bytes bytes)
{
  LoreEvent event = { .type = LORE_EVENT_CAPTURED,
                      .transport = transport,
                      .lab_us = LORE_TIME_UNKNOWN,
                      .unix_us = packet->unix_us,
                      .truncated = bytes.cut };

  event.source = lore_address_book_get (packets->addresses, &packet->source);
  event.destination = lore_address_book_get (packets->addresses, &packet->destination);
  if (bytes.cut)
    lore_import_count (packets->import, "snap-length");
  packet->found = TRUE;
  packet->cancelled =
      !lore_import_add_message (packets->import, &event, bytes.data, bytes.len);
}

/* Its four messages, by their type, the three octets of zero behind it, and their length:
 * two of a handshake, a cookie, and data, padded to sixteen (whitepaper §5.4). */
static gboolean
is_wireguard (Bytes bytes)
{
  static const gsize lengths[] = { 0, 148, 92, 64 };

  if (bytes.len < 32 || bytes.data[0] < 1 || bytes.data[0] > 4 || bytes.data[1] != 0
      || bytes.data[2] != 0 || bytes.data[3] != 0)
    return FALSE;
  return bytes.data[0] == 4 ? bytes.cut || bytes.len % 16 == 0
                            : bytes.cut || bytes.len == lengths[bytes.data[0]];
}

/* ESP on the port of RFC 3948, where four zero octets would be a key exchange; a record
 * of DTLS 1.x: its type, and the complement of its version (RFC 6347 §4.1). */
static gboolean
count_encrypted (LorePackets *packets, const Packet *packet, Bytes bytes)
{
  if (bytes.len < 13)
    return FALSE;
  if (packet->source.port == PORT_IPSEC || packet->destination.port == PORT_IPSEC)
    {
      packets->n_ipsec += get32 (bytes.data) != 0;
      return TRUE;
    }
  if (bytes.data[0] >= 20 && bytes.data[0] <= 23 && bytes.data[1] == 0xfe
      && bytes.data[2] >= 0xfd)
    {
      packets->n_dtls++;
      return TRUE;
    }
  if (is_wireguard (bytes))
    {
      packets->n_wireguard++;
      return TRUE;
    }
  return FALSE;
}

static void
read_udp (LorePackets *packets, Packet *packet, Bytes bytes)
{
  gsize len;

  if (bytes.len < 8)
    return;
  packet->source.port = get16 (bytes.data);
  packet->destination.port = get16 (bytes.data + 2);
  len = get16 (bytes.data + 4);
  drop (&bytes, 8);
  if (len >= 8)
    limit (&bytes, len - 8);
  if (lore_payload_is_sip (bytes.data, bytes.len))
    take_message (packets, packet, LORE_TRANSPORT_UDP, bytes);
  else if (!count_encrypted (packets, packet, bytes))
    lore_rtp_add (packets->rtp, &packet->source, &packet->destination, packet->unix_us,
                  bytes.data, bytes.len);
}

static void
read_tcp (LorePackets *packets, Packet *packet, Bytes bytes)
{
  LoreSegment segment = { .unix_us = packet->unix_us };
  gsize header_len;

  if (bytes.len < 20)
    return;
  header_len = (bytes.data[12] >> 4) * 4;
  packet->source.port = get16 (bytes.data);
  packet->destination.port = get16 (bytes.data + 2);
  segment.source = lore_address_book_get (packets->addresses, &packet->source);
  segment.destination = lore_address_book_get (packets->addresses, &packet->destination);
  segment.sequence = get32 (bytes.data + 4);
  segment.flags = bytes.data[13];
  if (header_len < 20 || !drop (&bytes, header_len))
    return;
  segment.data = bytes.data;
  segment.len = bytes.len;
  packet->found = lore_streams_add (packets->streams, &segment);
}

/* --- IP ------------------------------------------------------------------------------
 */

static void read_ip (LorePackets *packets, Packet *packet, Bytes bytes);
static void
read_ether_type (LorePackets *packets, Packet *packet, guint type, Bytes bytes);

/* RFC 2784, with the key and the sequence number of RFC 2890: four octets each flag. */
static void
read_gre (LorePackets *packets, Packet *packet, Bytes bytes)
{
  guint flags, type;
  gsize header = 4;

  if (bytes.len < header)
    return;
  flags = get16 (bytes.data);
  type = get16 (bytes.data + 2);
  for (guint flag = 0x8000; flag >= 0x1000; flag >>= 1)
    if ((flags & flag & 0xb000) != 0)
      header += 4;
  if ((flags & 7) == 0 && drop (&bytes, header))
    read_ether_type (packets, packet, type, bytes);
}

static void
read_transport (LorePackets *packets, Packet *packet, guint protocol, Bytes bytes)
{
  switch (protocol)
    {
    case PROTOCOL_UDP:
      read_udp (packets, packet, bytes);
      break;
    case PROTOCOL_TCP:
      read_tcp (packets, packet, bytes);
      break;
    case PROTOCOL_IPIP:
    case PROTOCOL_IPV6:
      if (packet->tunnels++ < TUNNELS_MAX)
        read_ip (packets, packet, bytes);
      break;
    case PROTOCOL_ESP:
      packets->n_ipsec++;
      break;
    case PROTOCOL_GRE:
      if (packet->tunnels++ < TUNNELS_MAX)
        read_gre (packets, packet, bytes);
      break;
    default:
      break;
    }
}

static void
read_fragment (LorePackets *packets, Packet *packet, const LoreFragmentKey *key,
               guint32 offset, gboolean more, Bytes bytes)
{
  g_autoptr (GBytes) whole = NULL;
  Bytes payload = { NULL, 0, FALSE };

  if (bytes.cut)
    return; /* it can never become whole */
  whole =
      lore_fragments_add (packets->fragments, key, offset, more, bytes.data, bytes.len);
  packet->found = TRUE; /* a piece of something: not counted as skipped */
  if (whole == NULL)
    return;
  payload.data = g_bytes_get_data (whole, &payload.len);
  packet->found = FALSE;
  read_transport (packets, packet, key->protocol, payload);
}

static void
read_ipv4 (LorePackets *packets, Packet *packet, Bytes bytes)
{
  const guint8 *header = bytes.data;
  gsize header_len = (header[0] & 0x0f) * 4;
  gsize total = get16 (header + 2);
  guint flags = get16 (header + 6);
  LoreFragmentKey key = { .version = 4, .id = get16 (header + 4), .protocol = header[9] };

  if (header_len < 20 || bytes.len < header_len)
    return;
  /* 0: the network card was to fill it in (segmentation offload). */
  if (total >= header_len)
    limit (&bytes, total);
  lore_packet_address_init (&packet->source, 4, header + 12);
  lore_packet_address_init (&packet->destination, 4, header + 16);
  drop (&bytes, MIN (header_len, bytes.len));
  if ((flags & 0x3fff) == 0)
    {
      read_transport (packets, packet, key.protocol, bytes);
      return;
    }
  memcpy (key.source, header + 12, 4);
  memcpy (key.destination, header + 16, 4);
  read_fragment (packets, packet, &key, (flags & 0x1fff) * 8, (flags & 0x2000) != 0,
                 bytes);
}

/* Walks the extension headers (RFC 8200 §4). */
static void
read_ipv6 (LorePackets *packets, Packet *packet, Bytes bytes)
{
  const guint8 *header = bytes.data;
  guint next = header[6];

  limit (&bytes, 40 + get16 (header + 4));
  lore_packet_address_init (&packet->source, 6, header + 8);
  lore_packet_address_init (&packet->destination, 6, header + 24);
  drop (&bytes, 40);
  while (next == 0 || next == 43 || next == 60) /* hop-by-hop, routing, destination */
    {
      gsize len = bytes.len >= 2 ? (bytes.data[1] + 1) * 8 : 0;

      if (len == 0 || bytes.len < len)
        return;
      next = bytes.data[0];
      drop (&bytes, len);
    }
  if (next == 44 && bytes.len >= 8)
    {
      LoreFragmentKey key = { .version = 6,
                              .id = get32 (bytes.data + 4),
                              .protocol = bytes.data[0] };
      guint field = get16 (bytes.data + 2);

      memcpy (key.source, header + 8, 16);
      memcpy (key.destination, header + 24, 16);
      drop (&bytes, 8);
      read_fragment (packets, packet, &key, field & 0xfff8, (field & 1) != 0, bytes);
      return;
    }
  read_transport (packets, packet, next, bytes);
}

static void
read_ip (LorePackets *packets, Packet *packet, Bytes bytes)
{
  if (bytes.len >= 20 && bytes.data[0] >> 4 == 4)
    read_ipv4 (packets, packet, bytes);
  else if (bytes.len >= 40 && bytes.data[0] >> 4 == 6)
    read_ipv6 (packets, packet, bytes);
}

/* --- link layers ---------------------------------------------------------------------
 */

/* An Ethernet type and what follows it; VLAN tags (IEEE 802.1Q) stand in between. */
static void
read_ether_type (LorePackets *packets, Packet *packet, guint type, Bytes bytes)
{
  while (type == ETHERTYPE_VLAN || type == ETHERTYPE_QINQ || type == ETHERTYPE_QINQ_OLD)
    {
      if (bytes.len < 4)
        return;
      type = get16 (bytes.data + 2);
      drop (&bytes, 4);
    }
  if (type == ETHERTYPE_ETHERNET && bytes.len >= 14 && packet->tunnels < TUNNELS_MAX)
    {
      type = get16 (bytes.data + 12);
      drop (&bytes, 14);
      packet->tunnels++;
      read_ether_type (packets, packet, type, bytes);
    }
  else if (type == ETHERTYPE_IPV4 || type == ETHERTYPE_IPV6)
    read_ip (packets, packet, bytes);
}

static LoreTransport
name_transport (guint port_type, const char *text, gsize len)
{
  for (LoreTransport i = LORE_TRANSPORT_UDP; i <= LORE_TRANSPORT_WSS; i++)
    if (len == strlen (lore_transport_get_name (i))
        && memcmp (lore_transport_get_name (i), text, len) == 0)
      return i;
  return port_type == LORE_EXPORTED_UDP   ? LORE_TRANSPORT_UDP
         : port_type == LORE_EXPORTED_TCP ? LORE_TRANSPORT_TCP
                                          : LORE_TRANSPORT_UNKNOWN;
}

/* Wireshark's exported PDUs: tags that say what the dissector knew. */
static void
read_exported (LorePackets *packets, Packet *packet, Bytes bytes)
{
  guint numbers[3] = { 0, 0, 0 }; /* the type of the ports, and both */
  const char *text = NULL;
  gsize text_len = 0;

  while (bytes.len >= 4 && get16 (bytes.data) != LORE_EXPORTED_END)
    {
      guint tag = get16 (bytes.data);
      gsize len = get16 (bytes.data + 2);
      const guint8 *value = bytes.data + 4;
      gboolean ipv6 =
          tag == LORE_EXPORTED_IPV6_SOURCE || tag == LORE_EXPORTED_IPV6_DESTINATION;

      if (!drop (&bytes, 4) || !drop (&bytes, len))
        return;
      if (tag >= LORE_EXPORTED_IPV4_SOURCE && tag <= LORE_EXPORTED_IPV6_DESTINATION
          && len == (ipv6 ? 16 : 4))
        lore_packet_address_init (tag == LORE_EXPORTED_IPV4_SOURCE
                                          || tag == LORE_EXPORTED_IPV6_SOURCE
                                      ? &packet->source
                                      : &packet->destination,
                                  ipv6 ? 6 : 4, value);
      else if (tag >= LORE_EXPORTED_PORT_TYPE && tag <= LORE_EXPORTED_DESTINATION_PORT
               && len == 4)
        numbers[tag - LORE_EXPORTED_PORT_TYPE] = get32 (value);
      else if (tag == LORE_EXPORTED_PROTOCOL_TEXT)
        {
          text = (const char *)value;
          text_len = strnlen (text, len);
        }
    }
  if (!drop (&bytes, 4) || !lore_payload_is_sip (bytes.data, bytes.len))
    return;
  packet->source.port = numbers[1];
  packet->destination.port = numbers[2];
  take_message (packets, packet, name_transport (numbers[0], text, text_len), bytes);
}

/* Each row: where the Ethernet type stands and how long the header is. */
static gboolean
read_typed_link (LorePackets *packets, Packet *packet, guint32 link_type, Bytes bytes)
{
  static const struct
  {
    guint32 link_type;
    gsize type_at;
    gsize header_len;
  } rows[] = {
    { LORE_LINK_ETHERNET, 12, 14 },
    { LORE_LINK_SLL, 14, 16 },
    { LORE_LINK_SLL2, 0, 20 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].link_type == link_type)
      {
        guint type;

        if (bytes.len < rows[i].header_len)
          return TRUE;
        type = get16 (bytes.data + rows[i].type_at);
        drop (&bytes, rows[i].header_len);
        read_ether_type (packets, packet, type, bytes);
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_link (LorePackets *packets, Packet *packet, guint32 link_type, Bytes bytes)
{
  if (read_typed_link (packets, packet, link_type, bytes))
    return TRUE;
  switch (link_type)
    {
    case LORE_LINK_NULL:
    case LORE_LINK_LOOP:
      /* The family's number differs between systems; the IP version does not. */
      if (drop (&bytes, 4))
        read_ip (packets, packet, bytes);
      return TRUE;
    case LORE_LINK_RAW:
    case LORE_LINK_RAW_OLD_12:
    case LORE_LINK_RAW_OLD_14:
    case LORE_LINK_IPV4:
    case LORE_LINK_IPV6:
      read_ip (packets, packet, bytes);
      return TRUE;
    case LORE_LINK_EXPORTED_PDU:
      read_exported (packets, packet, bytes);
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
lore_packets_add (LorePackets *packets, guint32 link_type, const guint8 *data, gsize len,
                  gsize wire_len, gint64 unix_us)
{
  Packet packet = { .unix_us = unix_us };

  packets->n_empty = wire_len > 0 ? 0 : packets->n_empty + 1;
  if (packets->n_empty == EMPTY_MAX)
    {
      packets->n_packets -= EMPTY_MAX - 1;
      lore_packets_tell_damage (packets);
      return FALSE;
    }
  if (!read_link (packets, &packet, link_type, (Bytes){ data, len, len < wire_len }))
    lore_import_count (packets->import, "link-type");
  if (!packet.found)
    lore_import_skip (packets->import);
  if (++packets->n_packets % PACKETS_BETWEEN_CHECKS == 0)
    packet.cancelled |= lore_import_is_cancelled (packets->import);
  return !packet.cancelled;
}
