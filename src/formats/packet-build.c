/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/packet-build.h"

#include "formats/packet.h"

#include <gio/gio.h>
#include <string.h>

#define PROTOCOL_TCP 6
#define PROTOCOL_UDP 17
#define SIP_PORT 5060
#define IPV4_HEADER 20
#define UDP_HEADER 8
#define TCP_HEADER 20
#define PUSH_AND_ACK 0x18
#define LENGTH_MAX 65535                      /* what the 16 bits of a length can say */
#define EXPORTED_MAX (LORE_CAPTURE_MAX - 128) /* less its tags */

/* --- who --------------------------------------------------------------------------- */

/* "192.0.2.1:5060", "[2001:db8::1]:5060", either without a port. */
static gboolean
parse_address (const char *text, LorePacketAddress *ret_address)
{
  const char *close = strchr (text, ']');
  const char *colon = strrchr (text, ':');
  gboolean bracket = *text == '[' && close != NULL;
  gboolean port =
      colon != NULL && (bracket ? colon == close + 1 : strchr (text, ':') == colon);
  const char *end = bracket ? close : port ? colon : text + strlen (text);
  g_autofree char *host = g_strndup (text + bracket, end - text - bracket);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  guint64 number = SIP_PORT;

  if (address == NULL
      || (port && !g_ascii_string_to_unsigned (colon + 1, 10, 0, 65535, &number, NULL)))
    return FALSE;
  lore_packet_address_init (
      ret_address, g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 ? 6 : 4,
      g_inet_address_to_bytes (address));
  ret_address->port = number;
  return TRUE;
}

/* @unknown is the last number of the address of a side that the trace does not know. */
static void
find_address (LoreTrace *trace, guint32 participant, guint8 unknown,
              LorePacketAddress *ret_address)
{
  const guint8 nobody[] = { 198, 51, 100, unknown };
  const guint8 named[] = { 192, 0, 2, participant % 254 + 1 };
  LoreParticipant known = { .address = "" };

  if (participant != LORE_ID_NONE)
    lore_trace_get_participant (trace, participant, &known);
  if (participant != LORE_ID_NONE && parse_address (known.address, ret_address))
    return;
  lore_packet_address_init (ret_address, 4, participant != LORE_ID_NONE ? named : nobody);
  ret_address->port = SIP_PORT;
}

/* RFC 4291 §2.5.5.2: an IPv4 address among IPv6 ones. */
static void
widen (LorePacketAddress *address)
{
  guint8 mapped[16] = { [10] = 0xff, [11] = 0xff };
  guint port = address->port;

  if (address->version == 6)
    return;
  memcpy (mapped + 12, address->octets, 4);
  lore_packet_address_init (address, 6, mapped);
  address->port = port;
}

void
lore_packet_route_init (LorePacketRoute *route, LoreTrace *trace,
                        const LoreMessage *message)
{
  find_address (trace, message->source, 1, &route->source);
  find_address (trace, message->destination, 2, &route->destination);
  if (route->source.version != route->destination.version)
    {
      widen (&route->source);
      widen (&route->destination);
    }
}

/* --- headers ----------------------------------------------------------------------- */

static gsize
get_address_len (const LorePacketRoute *route)
{
  return route->source.version == 4 ? 4 : 16;
}

static void
put16 (GByteArray *data, guint value)
{
  const guint8 bytes[] = { value >> 8, value };

  g_byte_array_append (data, bytes, sizeof bytes);
}

static void
put32 (GByteArray *data, guint32 value)
{
  put16 (data, value >> 16);
  put16 (data, value);
}

/* RFC 1071. */
static guint32
add_to_sum (guint32 sum, const guint8 *data, gsize len)
{
  for (gsize i = 0; i < len; i++)
    sum += i % 2 == 0 ? data[i] << 8 : data[i];
  return sum;
}

static guint16
finish_sum (guint32 sum)
{
  while (sum >> 16 != 0)
    sum = (sum & 0xffff) + (sum >> 16);
  return ~sum;
}

static void
patch16 (GByteArray *data, gsize at, guint16 value)
{
  data->data[at] = value >> 8;
  data->data[at + 1] = value & 0xff;
}

static void
put_addresses (GByteArray *data, const LorePacketRoute *route)
{
  gsize len = get_address_len (route);

  g_byte_array_append (data, route->source.octets, len);
  g_byte_array_append (data, route->destination.octets, len);
}

static GByteArray *
begin_ip (const LorePacketRoute *route, guint8 protocol, gsize len)
{
  const guint8 ipv4[] = { 0, 0, 0x40, 0, 64, protocol, 0, 0 };
  const guint8 ipv6[] = { protocol, 64 };
  GByteArray *data = g_byte_array_new ();

  if (route->source.version == 4)
    {
      put16 (data, 0x4500);
      put16 (data, IPV4_HEADER + len);
      g_byte_array_append (data, ipv4, sizeof ipv4);
      put_addresses (data, route);
      patch16 (data, 10, finish_sum (add_to_sum (0, data->data, IPV4_HEADER)));
    }
  else
    {
      put32 (data, 0x60000000);
      put16 (data, len);
      g_byte_array_append (data, ipv6, sizeof ipv6);
      put_addresses (data, route);
    }
  return data;
}

/* Over the pseudo-header and all from @at on (RFC 9293 §3.1, RFC 8200 §8.1). */
static guint16
sum_up (const GByteArray *data, gsize at, const LorePacketRoute *route, guint8 protocol)
{
  gsize address_len = get_address_len (route);
  guint32 sum = protocol + (data->len - at);

  sum = add_to_sum (sum, route->source.octets, address_len);
  sum = add_to_sum (sum, route->destination.octets, address_len);
  return finish_sum (add_to_sum (sum, data->data + at, data->len - at));
}

gsize
lore_packet_get_room (const LorePacketRoute *route, LoreTransport transport)
{
  gsize ip = route->source.version == 4 ? IPV4_HEADER : 0;

  switch (transport)
    {
    case LORE_TRANSPORT_UNKNOWN:
    case LORE_TRANSPORT_UDP:
      return LENGTH_MAX - ip - UDP_HEADER;
    case LORE_TRANSPORT_TCP:
      return LENGTH_MAX - ip - TCP_HEADER;
    default:
      return EXPORTED_MAX;
    }
}

GByteArray *
lore_packet_build_udp (const LorePacketRoute *route, const guint8 *payload, gsize len)
{
  GByteArray *data = begin_ip (route, PROTOCOL_UDP, UDP_HEADER + len);
  gsize at = data->len;
  guint16 checksum;

  put16 (data, route->source.port);
  put16 (data, route->destination.port);
  put16 (data, UDP_HEADER + len);
  put16 (data, 0);
  g_byte_array_append (data, payload, len);
  checksum = sum_up (data, at, route, PROTOCOL_UDP);
  /* RFC 768: a sum of zero is sent as all ones, for zero means none. */
  patch16 (data, at + 6, checksum != 0 ? checksum : 0xffff);
  return data;
}

GByteArray *
lore_packet_build_tcp (const LorePacketRoute *route, guint32 sequence, guint32 answered,
                       const guint8 *payload, gsize len)
{
  GByteArray *data = begin_ip (route, PROTOCOL_TCP, TCP_HEADER + len);
  gsize at = data->len;

  put16 (data, route->source.port);
  put16 (data, route->destination.port);
  put32 (data, sequence);
  put32 (data, answered);
  put16 (data, (TCP_HEADER / 4) << 12 | PUSH_AND_ACK);
  put16 (data, LENGTH_MAX); /* the window */
  put32 (data, 0);          /* the checksum, and no urgent data */
  g_byte_array_append (data, payload, len);
  patch16 (data, at + 16, sum_up (data, at, route, PROTOCOL_TCP));
  return data;
}

/* --- exported PDUs ----------------------------------------------------------------- */

/* @len is a multiple of four in most tags, and is made one in the others. */
static void
put_tag (GByteArray *data, guint tag, gconstpointer value, gsize len)
{
  static const guint8 zeros[4] = { 0 };
  gsize padding = (4 - len % 4) % 4;

  put16 (data, tag);
  put16 (data, len + padding);
  g_byte_array_append (data, value, len);
  g_byte_array_append (data, zeros, padding);
}

static void
put_number_tag (GByteArray *data, guint tag, guint32 number)
{
  guint32 value = GUINT32_TO_BE (number);

  put_tag (data, tag, &value, sizeof value);
}

GByteArray *
lore_packet_build_exported (const LorePacketRoute *route, LoreTransport transport,
                            const guint8 *payload, gsize len)
{
  gboolean ipv6 = route->source.version == 6;
  gsize address_len = get_address_len (route);
  gboolean datagram =
      transport == LORE_TRANSPORT_UDP || transport == LORE_TRANSPORT_UNKNOWN;
  const char *name = lore_transport_get_name (transport);
  GByteArray *data = g_byte_array_new ();

  put_tag (data, LORE_EXPORTED_DISSECTOR, "sip", 3);
  put_tag (data, ipv6 ? LORE_EXPORTED_IPV6_SOURCE : LORE_EXPORTED_IPV4_SOURCE,
           route->source.octets, address_len);
  put_tag (data, ipv6 ? LORE_EXPORTED_IPV6_DESTINATION : LORE_EXPORTED_IPV4_DESTINATION,
           route->destination.octets, address_len);
  put_number_tag (data, LORE_EXPORTED_PORT_TYPE,
                  datagram ? LORE_EXPORTED_UDP : LORE_EXPORTED_TCP);
  put_number_tag (data, LORE_EXPORTED_SOURCE_PORT, route->source.port);
  put_number_tag (data, LORE_EXPORTED_DESTINATION_PORT, route->destination.port);
  if (transport != LORE_TRANSPORT_UNKNOWN)
    put_tag (data, LORE_EXPORTED_PROTOCOL_TEXT, name, strlen (name));
  put_tag (data, LORE_EXPORTED_END, NULL, 0);
  g_byte_array_append (data, payload, len);
  return data;
}
