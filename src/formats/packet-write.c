/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/packet-write.h"

#include "base/problem.h"

#include <gio/gio.h>
#include <string.h>

#define PROTOCOL_UDP 17
#define SIP_PORT 5060
#define UDP_HEADER 8
#define DATAGRAM_MAX 65535

typedef struct
{
  gboolean ipv6;
  guint8 address[16]; /* an IPv4 address fills four */
  guint16 port;
} Endpoint;

static void
set_endpoint (Endpoint *endpoint, GInetAddress *address, guint16 port)
{
  gsize len = g_inet_address_get_native_size (address);

  endpoint->ipv6 = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6;
  memcpy (endpoint->address, g_inet_address_to_bytes (address), MIN (len, 16u));
  endpoint->port = port;
}

/* "192.0.2.1:5060", "[2001:db8::1]:5060", either without a port. */
static gboolean
parse_endpoint (const char *text, Endpoint *ret_endpoint)
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
  set_endpoint (ret_endpoint, address, number);
  return TRUE;
}

/* @unknown is the last number of the address of a side that the trace does not know. */
static Endpoint
find_endpoint (LoreTrace *trace, guint32 participant, guint8 unknown)
{
  Endpoint endpoint = { FALSE, { 198, 51, 100, unknown }, SIP_PORT };
  LoreParticipant known;

  if (participant == LORE_ID_NONE)
    return endpoint;
  lore_trace_get_participant (trace, participant, &known);
  if (!parse_endpoint (known.address, &endpoint))
    endpoint = (Endpoint){ FALSE, { 192, 0, 2, participant % 254 + 1 }, SIP_PORT };
  return endpoint;
}

/* RFC 4291 §2.5.5.2: an IPv4 address among IPv6 ones. */
static void
widen (Endpoint *endpoint)
{
  guint8 mapped[16] = { [10] = 0xff, [11] = 0xff };

  if (endpoint->ipv6)
    return;
  memcpy (mapped + 12, endpoint->address, 4);
  memcpy (endpoint->address, mapped, 16);
  endpoint->ipv6 = TRUE;
}

static void
put16 (GByteArray *data, guint value)
{
  const guint8 bytes[] = { value >> 8, value };

  g_byte_array_append (data, bytes, sizeof bytes);
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
put_ipv4 (GByteArray *data, const Endpoint *source, const Endpoint *destination,
          gsize udp_len)
{
  static const guint8 fixed[] = { 0, 0, 0x40, 0, 64, PROTOCOL_UDP, 0, 0 };

  put16 (data, 0x4500);
  put16 (data, 20 + udp_len);
  g_byte_array_append (data, fixed, sizeof fixed);
  g_byte_array_append (data, source->address, 4);
  g_byte_array_append (data, destination->address, 4);
  patch16 (data, 10, finish_sum (add_to_sum (0, data->data, 20)));
}

static void
put_ipv6 (GByteArray *data, const Endpoint *source, const Endpoint *destination,
          gsize udp_len)
{
  static const guint8 fixed[] = { 0x60, 0, 0, 0 };
  static const guint8 rest[] = { PROTOCOL_UDP, 64 };

  g_byte_array_append (data, fixed, sizeof fixed);
  put16 (data, udp_len);
  g_byte_array_append (data, rest, sizeof rest);
  g_byte_array_append (data, source->address, 16);
  g_byte_array_append (data, destination->address, 16);
}

static void
put_udp (GByteArray *data, const Endpoint *source, const Endpoint *destination,
         const guint8 *payload, gsize len)
{
  gsize at = data->len;
  gsize udp_len = UDP_HEADER + len;
  gsize address_len = source->ipv6 ? 16 : 4;
  guint32 sum = PROTOCOL_UDP + udp_len;
  guint16 checksum;

  put16 (data, source->port);
  put16 (data, destination->port);
  put16 (data, udp_len);
  put16 (data, 0);
  g_byte_array_append (data, payload, len);

  sum = add_to_sum (sum, source->address, address_len);
  sum = add_to_sum (sum, destination->address, address_len);
  checksum = finish_sum (add_to_sum (sum, data->data + at, udp_len));
  /* RFC 768: a sum of zero is sent as all ones, for zero means none. */
  patch16 (data, at + 6, checksum != 0 ? checksum : 0xffff);
}

gboolean
lore_packet_build (LoreTrace *trace, guint32 message, LorePacket *ret_packet,
                   GError **error)
{
  LoreMessage facts;
  Endpoint source, destination;
  gsize len;
  const guint8 *payload = lore_trace_get_data (trace, message, &len);
  GByteArray *data;

  lore_trace_get_message (trace, message, &facts);
  source = find_endpoint (trace, facts.source, 1);
  destination = find_endpoint (trace, facts.destination, 2);
  if (source.ipv6 != destination.ipv6)
    {
      widen (&source);
      widen (&destination);
    }
  if (UDP_HEADER + len + (source.ipv6 ? 0 : 20) > DATAGRAM_MAX)
    {
      g_autofree char *number = g_strdup_printf ("%u", message + 1);

      lore_problem_set (error, LORE_PROBLEM_FILE, "message-too-large-for-capture",
                        "number", number, NULL);
      return FALSE;
    }
  data = g_byte_array_new ();
  (source.ipv6 ? put_ipv6 : put_ipv4) (data, &source, &destination, UDP_HEADER + len);
  put_udp (data, &source, &destination, payload, len);
  ret_packet->data = data;
  ret_packet->time_us = facts.unix_us != LORE_TIME_UNKNOWN   ? facts.unix_us
                        : facts.sent_us != LORE_TIME_UNKNOWN ? facts.sent_us
                                                             : facts.received_us;
  if (ret_packet->time_us < 0) /* LORE_TIME_UNKNOWN too */
    ret_packet->time_us = 0;
  return TRUE;
}
