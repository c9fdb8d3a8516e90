/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Packets made by hand: every link type, tags, fragments, cut packets, TCP segments.
 */
#include "fixture.h"

#include "formats/packet.h"

#include <string.h>

#define MESSAGE                                                                          \
  "OPTIONS sip:b@example.com SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n"

/* An IPv4 header but for its protocol; its length 0 was for the network card to fill in.
 */
#define OUTER "450000000000000040"
#define OUTER_ENDS                                                                       \
  "0000"                                                                                 \
  "cb007101"                                                                             \
  "cb007102"

typedef struct
{
  LoreTrace *trace;
  LoreImportReport *report;
  LoreImport *import;
  LorePackets *packets;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->trace = lore_trace_new ();
  fixture->report = lore_import_report_new ();
  fixture->import = lore_import_new (fixture->trace, fixture->report, NULL);
  fixture->packets = lore_packets_new (fixture->import);
}

/* Closes the capture: what waited is handed over, what was counted is told. */
static void
finish (Fixture *fixture)
{
  g_clear_pointer (&fixture->packets, lore_packets_free);
  g_clear_pointer (&fixture->import, lore_import_free);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  finish (fixture);
  lore_import_report_free (fixture->report);
  g_assert_finalize_object (fixture->trace);
}

static void
put16 (GByteArray *bytes, guint value)
{
  g_byte_array_append (bytes, (guint8[]){ value >> 8, value }, 2);
}

static void
put32 (GByteArray *bytes, guint32 value)
{
  put16 (bytes, value >> 16);
  put16 (bytes, value & 0xffff);
}

static void
put_text (GByteArray *bytes, const char *text)
{
  g_byte_array_append (bytes, (const guint8 *)text, strlen (text));
}

static void
put_hex (GByteArray *bytes, const char *hex)
{
  for (; hex[0] != '\0' && hex[1] != '\0'; hex += 2)
    {
      guint8 byte = g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]);

      g_byte_array_append (bytes, &byte, 1);
    }
}

static GByteArray *
make_udp (const char *payload)
{
  GByteArray *bytes = g_byte_array_new ();

  put16 (bytes, 5060);
  put16 (bytes, 5070);
  put16 (bytes, 8 + strlen (payload));
  put16 (bytes, 0);
  put_text (bytes, payload);
  return bytes;
}

static GByteArray *
make_ipv4 (guint protocol, guint id, guint fragment, const guint8 *data, gsize len)
{
  GByteArray *bytes = g_byte_array_new ();

  put16 (bytes, 0x4500);
  put16 (bytes, 20 + len);
  put16 (bytes, id);
  put16 (bytes, fragment);
  put16 (bytes, 64 << 8 | protocol);
  put16 (bytes, 0);
  put_hex (bytes, "c0000201c0000202");
  g_byte_array_append (bytes, data, len);
  return bytes;
}

static GByteArray *
make_ipv6 (guint next, const guint8 *data, gsize len)
{
  GByteArray *bytes = g_byte_array_new ();

  put32 (bytes, 0x60000000);
  put16 (bytes, len);
  put16 (bytes, next << 8 | 64);
  put_hex (bytes, "20010db8000000000000000000000001");
  put_hex (bytes, "20010db8000000000000000000000002");
  g_byte_array_append (bytes, data, len);
  return bytes;
}

static void
test_links (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint32 type;
    const char *header; /* hexadecimal */
    gboolean ipv6;
    const char *why;
  } rows[] = {
    { LORE_LINK_ETHERNET, "0000000000000000000000000800", FALSE, "Ethernet" },
    { LORE_LINK_ETHERNET, "00000000000000000000000086dd", TRUE, "Ethernet, IPv6" },
    { LORE_LINK_ETHERNET, "0000000000000000000000008100000a0800", FALSE, "a VLAN tag" },
    { LORE_LINK_ETHERNET, "00000000000000000000000088a8000a8100000b86dd", TRUE,
      "two VLAN tags" },
    { LORE_LINK_RAW, "", FALSE, "nothing" },
    { LORE_LINK_RAW, "", TRUE, "nothing, IPv6" },
    { LORE_LINK_IPV4, "", FALSE, "IPv4 by name" },
    { LORE_LINK_IPV6, "", TRUE, "IPv6 by name" },
    { LORE_LINK_NULL, "02000000", FALSE, "BSD loopback, little endian" },
    { LORE_LINK_NULL, "00000002", FALSE, "BSD loopback, big endian" },
    { LORE_LINK_NULL, "1e000000", TRUE, "BSD loopback, IPv6 of macOS" },
    { LORE_LINK_LOOP, "00000018", TRUE, "OpenBSD loopback" },
    { LORE_LINK_SLL, "00000001000600000000000000000800", FALSE, "Linux cooked" },
    { LORE_LINK_SLL,
      "000000010006000000000000000081000005"
      "0800",
      FALSE, "Linux cooked with a VLAN tag" },
    { LORE_LINK_SLL2,
      "08000000000000010001000600000000"
      "00000000",
      FALSE, "Linux cooked 2" },
    { LORE_LINK_RAW, OUTER "04" OUTER_ENDS, FALSE, "IP in IP (RFC 2003)" },
    { LORE_LINK_RAW, OUTER "29" OUTER_ENDS, TRUE, "IPv6 in IPv4 (RFC 4213)" },
    { LORE_LINK_RAW, OUTER "2f" OUTER_ENDS "00000800", FALSE, "GRE (RFC 2784)" },
    { LORE_LINK_RAW,
      OUTER "2f" OUTER_ENDS "b00086dd"
            "00000000"
            "0000002a"
            "00000001",
      TRUE, "GRE with checksum, key and number (RFC 2890)" },
    { LORE_LINK_RAW,
      OUTER "2f" OUTER_ENDS "00006558"
            "0000000000000000000000008100000a0800",
      FALSE, "an Ethernet frame with a VLAN tag through GRE" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GByteArray) udp = make_udp (MESSAGE);
      g_autoptr (GByteArray) ip = rows[i].ipv6
                                      ? make_ipv6 (17, udp->data, udp->len)
                                      : make_ipv4 (17, 1, 0, udp->data, udp->len);
      g_autoptr (GByteArray) packet = g_byte_array_new ();
      guint before = lore_trace_get_n_messages (fixture->trace);

      g_test_message ("%s", rows[i].why);
      put_hex (packet, rows[i].header);
      g_byte_array_append (packet, ip->data, ip->len);
      put_hex (packet, "0000"); /* padding of the frame */
      lore_packets_add (fixture->packets, rows[i].type, packet->data, packet->len,
                        packet->len, 1000000 * (gint64)(i + 1));
      g_assert_cmpuint (lore_trace_get_n_messages (fixture->trace), ==, before + 1);
      g_assert_cmpstr (fixture_get_source (fixture->trace, before), ==,
                       rows[i].ipv6 ? "[2001:db8::1]:5060" : "192.0.2.1:5060");
      g_assert_cmpstr (fixture_get_destination (fixture->trace, before), ==,
                       rows[i].ipv6 ? "[2001:db8::2]:5070" : "192.0.2.2:5070");
    }
}

static void
add_ip (Fixture *fixture, GByteArray *ip, gsize captured)
{
  lore_packets_add (fixture->packets, LORE_LINK_RAW, ip->data, captured, ip->len, 1);
}

/* Last piece first, the middle twice: order and repetition do not matter. */
static void
test_fragments (Fixture *fixture, gconstpointer data)
{
  static const guint order[] = { 2, 1, 1, 0 };
  g_autoptr (GByteArray) udp = make_udp (MESSAGE);
  g_autofree char *message = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      gsize at = order[i] * 24;
      gboolean last = order[i] == 2;
      g_autoptr (GByteArray) ip = make_ipv4 (17, 77, at / 8 | (last ? 0 : 0x2000),
                                             udp->data + at, last ? udp->len - at : 24);

      g_assert_cmpuint (lore_trace_get_n_messages (fixture->trace), ==, 0);
      add_ip (fixture, ip, ip->len);
    }
  g_assert_cmpuint (lore_trace_get_n_messages (fixture->trace), ==, 1);
  message = fixture_dup_message (fixture->trace, 0);
  g_assert_cmpstr (message, ==, MESSAGE);
}

static void
test_fragment_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) udp = make_udp (MESSAGE);
  g_autoptr (GByteArray) ip = make_ipv4 (17, 77, 0x2000, udp->data, 24);

  add_ip (fixture, ip, ip->len);
  finish (fixture);
  g_assert_true (fixture_has_remark (fixture->report, "fragments-missing", NULL, NULL));
}

static void
test_snap_length (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) udp = make_udp (MESSAGE);
  g_autoptr (GByteArray) ip = make_ipv4 (17, 1, 0, udp->data, udp->len);
  LoreMessage message;

  add_ip (fixture, ip, ip->len - 10);
  lore_trace_get_message (fixture->trace, 0, &message);
  g_assert_true (message.flags & LORE_MESSAGE_TRUNCATED);
  finish (fixture);
  g_assert_true (fixture_has_remark (fixture->report, "snap-length", NULL, NULL));
}

static void
test_skips (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *payload;
    const char *why;
  } rows[] = {
    { "\r\n\r\n", "a keep-alive" },
    { "GET / HTTP/1.1\r\n\r\n", "HTTP" },
    { "\x80\x60zz", "RTP" },
    { "", "nothing" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GByteArray) udp = make_udp (rows[i].payload);
      g_autoptr (GByteArray) ip = make_ipv4 (17, 1, 0, udp->data, udp->len);

      g_test_message ("%s", rows[i].why);
      add_ip (fixture, ip, ip->len);
      g_assert_cmpuint (fixture->report->n_skipped, ==, i + 1);
    }
  g_assert_cmpuint (lore_trace_get_n_messages (fixture->trace), ==, 0);
}

/* Tag, length, value, as Wireshark numbers them. */
#define V4_TAGS(source, destination) "00140004c00002" source "00150004c00002" destination
#define V6_TAGS                                                                          \
  "0016001020010db8000000000000000000000001"                                             \
  "0017001020010db8000000000000000000000002"
#define PORT_TAGS "00190004000013c4001a0004000013ce00000000"

static void
test_exported (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *tags;
    const char *source, *destination;
    LoreTransport transport;
    const char *why;
  } rows[] = {
    { V4_TAGS ("01", "02") "0018000400000003" PORT_TAGS, "192.0.2.1:5060",
      "192.0.2.2:5070", LORE_TRANSPORT_UDP, "IPv4 and UDP" },
    { V6_TAGS "0018000400000002" PORT_TAGS, "[2001:db8::1]:5060", "[2001:db8::2]:5070",
      LORE_TRANSPORT_TCP, "IPv6 and TCP" },
    { V4_TAGS ("05", "06") "00210004544c530000180004"
                           "00000002" PORT_TAGS,
      "192.0.2.5:5060", "192.0.2.6:5070", LORE_TRANSPORT_TLS, "TLS by our own words" },
    { V4_TAGS ("07", "08") "00210004545b530000180004"
                           "00000002" PORT_TAGS,
      "192.0.2.7:5060", "192.0.2.8:5070", LORE_TRANSPORT_TCP, "words of somebody else" },
    { "00ff0003616263" V4_TAGS ("03", "04") PORT_TAGS, "192.0.2.3:5060", "192.0.2.4:5070",
      LORE_TRANSPORT_UNKNOWN, "a tag that nobody knows, and none for the transport" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      LoreEvent event;

      put_hex (bytes, rows[i].tags);
      put_text (bytes, MESSAGE);
      lore_packets_add (fixture->packets, LORE_LINK_EXPORTED_PDU, bytes->data, bytes->len,
                        bytes->len, 1);
      g_test_message ("%s", rows[i].why);
      g_assert_cmpuint (lore_trace_get_n_events (fixture->trace), ==, i + 1);
      lore_trace_get_event (fixture->trace, i, &event);
      g_assert_cmpstr (event.source, ==, rows[i].source);
      g_assert_cmpstr (event.destination, ==, rows[i].destination);
      g_assert_cmpint (event.transport, ==, rows[i].transport);
    }
}

/* Every packet cut at every length: never past its end. */
static void
test_cut (Fixture *fixture, gconstpointer data)
{
  static const guint32 links[] = { LORE_LINK_ETHERNET, LORE_LINK_RAW,
                                   LORE_LINK_NULL,     LORE_LINK_SLL,
                                   LORE_LINK_SLL2,     LORE_LINK_EXPORTED_PDU };
  g_autoptr (GByteArray) udp = make_udp (MESSAGE);
  g_autoptr (GByteArray) ip = make_ipv6 (17, udp->data, udp->len);

  for (gsize l = 0; l < G_N_ELEMENTS (links); l++)
    for (gsize len = 0; len < ip->len; len++)
      {
        g_autofree guint8 *copy = g_memdup2 (ip->data, len);

        lore_packets_add (fixture->packets, links[l], copy, len, ip->len, 1);
      }
}

/* --- TCP -----------------------------------------------------------------------------
 */

static void
add_segment (Fixture *fixture, guint32 sequence, guint flags, const char *text, gsize len)
{
  g_autoptr (GByteArray) tcp = g_byte_array_new ();
  g_autoptr (GByteArray) ip = NULL;

  put16 (tcp, 40000);
  put16 (tcp, 5060);
  put32 (tcp, sequence);
  put32 (tcp, 0);
  put16 (tcp, 0x5000 | flags);
  put16 (tcp, 1000);
  put32 (tcp, 0);
  g_byte_array_append (tcp, (const guint8 *)text, len);
  ip = make_ipv4 (6, 1, 0, tcp->data, tcp->len);
  add_ip (fixture, ip, ip->len);
}

static void
check_messages (Fixture *fixture, guint n)
{
  g_assert_cmpuint (fixture->report->n_messages, ==, n);
  for (guint i = 0; i < lore_trace_get_n_messages (fixture->trace); i++)
    {
      g_autofree char *message = fixture_dup_message (fixture->trace, i);

      g_assert_cmpstr (message, ==, MESSAGE);
    }
}

static void
test_tcp_together (Fixture *fixture, gconstpointer data)
{
  static const char both[] = MESSAGE "\r\n\r\n" MESSAGE;

  add_segment (fixture, 99, 0x02, "", 0);
  add_segment (fixture, 100, 0x10, both, strlen (both));
  check_messages (fixture, 2);
}

/* In pieces of seven, from behind, around the end of the sequence numbers. */
static void
test_tcp_apart (Fixture *fixture, gconstpointer data)
{
  guint32 first = 0xfffffff0;
  gsize len = strlen (MESSAGE);

  add_segment (fixture, first - 1, 0x02, "", 0);
  for (gssize at = (len - 1) / 7 * 7; at >= 0; at -= 7)
    {
      add_segment (fixture, first + at, 0x10, MESSAGE + at, MIN (7, len - at));
      add_segment (fixture, first + at, 0x10, MESSAGE + at, MIN (7, len - at));
    }
  check_messages (fixture, 1);
}

static void
test_tcp_gap (Fixture *fixture, gconstpointer data)
{
  gsize len = strlen (MESSAGE);

  add_segment (fixture, 99, 0x02, "", 0);
  add_segment (fixture, 100, 0x10, MESSAGE, len);
  add_segment (fixture, 100 + len + 500, 0x10, MESSAGE, len);
  check_messages (fixture, 1);
  finish (fixture);
  g_assert_true (fixture_has_remark (fixture->report, "stream-gap", NULL, NULL));
  check_messages (fixture, 2);
}

static void
test_tcp_cut (Fixture *fixture, gconstpointer data)
{
  LoreMessage message;

  add_segment (fixture, 99, 0x02, "", 0);
  add_segment (fixture, 100, 0x10, MESSAGE, 40);
  finish (fixture);
  g_assert_cmpuint (fixture->report->n_messages, ==, 1);
  lore_trace_get_message (fixture->trace, 0, &message);
  g_assert_true (message.flags & LORE_MESSAGE_TRUNCATED);
}

static void
test_tcp_other (Fixture *fixture, gconstpointer data)
{
  static const char http[] = "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n";

  add_segment (fixture, 99, 0x02, "", 0);
  add_segment (fixture, 100, 0x10, http, strlen (http));
  add_segment (fixture, 100 + strlen (http), 0x10, MESSAGE, strlen (MESSAGE));
  check_messages (fixture, 0);
}

static void
test_encrypted (Fixture *fixture, gconstpointer data)
{
  static const char record[] = "\x16\x03\x01\0\x05hello";
  g_autoptr (GByteArray) esp = make_ipv4 (50, 1, 0, (const guint8 *)record, 10);

  add_segment (fixture, 99, 0x02, "", 0);
  add_segment (fixture, 100, 0x10, record, sizeof record - 1);
  add_ip (fixture, esp, esp->len);
  finish (fixture);
  g_assert_true (fixture_has_remark (fixture->report, "capture-tls", NULL, NULL));
  g_assert_true (fixture_has_remark (fixture->report, "capture-ipsec", NULL, NULL));
}

static void
add_datagram (Fixture *fixture, guint port, const char *data, gsize len)
{
  guint8 udp[64] = { port >> 8, port, port >> 8, port, 0, 8 + len };
  g_autoptr (GByteArray) ip = NULL;

  memcpy (udp + 8, data, len);
  ip = make_ipv4 (17, 1, 0, udp, 8 + len);
  add_ip (fixture, ip, ip->len);
}

/* RFC 3948 §2.2: four zero octets are a key exchange, not a packet of IPsec. */
static void
test_encrypted_datagrams (Fixture *fixture, gconstpointer data)
{
  const char *count = NULL;

  add_datagram (fixture, 5061, "\x17\xfe\xfd\0\1\0\0\0\0\0\0\0\5hello", 18);
  add_datagram (fixture, 4500, "\0\0\x12\x34\0\0\0\1hello world", 19);
  add_datagram (fixture, 4500, "\0\0\0\0\x12\x34\0\0\0\1hello", 15);
  finish (fixture);
  g_assert_true (fixture_has_remark (fixture->report, "capture-dtls", NULL, NULL));
  g_assert_true (fixture_has_remark (fixture->report, "capture-ipsec", "count", &count));
  g_assert_cmpstr (count, ==, "1");
}

/* A keep-alive of WireGuard is the least that is encrypted; neither an answer of STUN
 * (RFC 8489) nor a datagram of another length is one. */
static void
test_wireguard (Fixture *fixture, gconstpointer data)
{
  static const char keepalive[32] = "\4\0\0\0wxyz";
  static const char odd[33] = "\4\0\0\0wxyz";
  static const char stun[32] = "\1\1\0\x0c\x21\x12\xa4\x42";
  const char *count = NULL;

  add_datagram (fixture, 51820, keepalive, sizeof keepalive);
  add_datagram (fixture, 51820, odd, sizeof odd);
  add_datagram (fixture, 3478, stun, sizeof stun);
  finish (fixture);
  g_assert_true (
      fixture_has_remark (fixture->report, "capture-wireguard", "count", &count));
  g_assert_cmpstr (count, ==, "1");
}

static void
test_encrypted_with_keys (Fixture *fixture, gconstpointer data)
{
  add_segment (fixture, 99, 0x02, "", 0);
  add_segment (fixture, 100, 0x10, "\x17\x03\x03\0\x05hello", 10);
  lore_packets_note_keys (fixture->packets);
  finish (fixture);
  g_assert_true (fixture_has_remark (fixture->report, "capture-tls-keys", NULL, NULL));
}

/* Encrypted traffic beside SIP is no news. */
static void
test_encrypted_beside (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) udp = make_udp (MESSAGE);
  g_autoptr (GByteArray) ip = make_ipv4 (17, 1, 0, udp->data, udp->len);

  add_ip (fixture, ip, ip->len);
  add_segment (fixture, 99, 0x02, "", 0);
  add_segment (fixture, 100, 0x10, "\x17\x03\x03\0\x05hello", 10);
  finish (fixture);
  g_assert_cmpuint (fixture->report->n_messages, ==, 1);
  g_assert_false (fixture_has_remark (fixture->report, "capture-tls", NULL, NULL));
}

/* A hole in a sparse file reads as empty packets without end. */
static void
test_hole (Fixture *fixture, gconstpointer data)
{
  guint n = 0;

  while (
      n < 100000
      && lore_packets_add (fixture->packets, LORE_LINK_RAW, (const guint8 *)"", 0, 0, 0))
    n++;
  g_assert_cmpuint (n, <, 10000);
  g_assert_true (fixture_has_remark (fixture->report, "capture-damaged", NULL, NULL));
}

/* --- WebSocket -------------------------------------------------------------------- */

#define ASKS "GET /ws HTTP/1.1\r\nHost: example.com\r\nUpgrade: WebSocket\r\n\r\n"
#define GRANTS "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n\r\n"

static void
put_frame (GByteArray *bytes, guint head, gboolean masked, const char *text, gsize len)
{
  static const guint8 mask[4] = { 0x37, 0xfa, 0x21, 0x3d };

  put16 (bytes, head << 8 | (masked ? 0x80 : 0) | (len < 126 ? len : 126));
  if (len >= 126)
    put16 (bytes, len);
  if (masked)
    g_byte_array_append (bytes, mask, 4);
  for (gsize i = 0; i < len; i++)
    {
      guint8 byte = text[i] ^ (masked ? mask[i % 4] : 0);

      g_byte_array_append (bytes, &byte, 1);
    }
}

/* In pieces of @step octets. */
static void
send_pieces (Fixture *fixture, const GByteArray *bytes, gsize step)
{
  add_segment (fixture, 99, 0x02, "", 0);
  for (gsize at = 0; at < bytes->len; at += step)
    add_segment (fixture, 100 + at, 0x10, (const char *)bytes->data + at,
                 MIN (step, bytes->len - at));
}

static void
test_web_socket (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *before;
    gboolean masked;
    gsize step;
    const char *why;
  } rows[] = {
    { ASKS, TRUE, 5000, "a client's frames are masked (RFC 6455 5.3)" },
    { GRANTS, FALSE, 5000, "a server's are not" },
    { ASKS, TRUE, 1, "octet by octet" },
    { "", TRUE, 5000, "the handshake was not captured" },
    { "", FALSE, 3, "nor here" },
  };
  gsize len = strlen (MESSAGE);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      gboolean masked = rows[i].masked;
      LoreMessage message;

      g_test_message ("%s", rows[i].why);
      put_text (bytes, rows[i].before);
      put_frame (bytes, 0x81, masked, MESSAGE, len);
      put_frame (bytes, 0x89, masked, "ping", 4);
      put_frame (bytes, 0x01, masked, MESSAGE, 20);
      put_frame (bytes, 0x8a, masked, "", 0); /* a pong may come between (5.4) */
      put_frame (bytes, 0x00, masked, MESSAGE + 20, 10);
      put_frame (bytes, 0x80, masked, MESSAGE + 30, len - 30);
      put_frame (bytes, 0x82, masked, "\r\n\r\n", 4);
      put_frame (bytes, 0x82, masked, MESSAGE, len);
      put_frame (bytes, 0x88, masked, "", 0);
      send_pieces (fixture, bytes, rows[i].step);
      check_messages (fixture, 3 * (i + 1));
      lore_trace_get_message (fixture->trace, 0, &message);
      g_assert_cmpint (message.transport, ==, LORE_TRANSPORT_WS);
    }
}

static void
test_web_socket_odd (Fixture *fixture, gconstpointer data)
{
  static const char huge[] = "\x82\x7f\xff\xff\xff\xff\xff\xff\xff\xff";
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  put_text (bytes, GRANTS);
  put_frame (bytes, 0xc1, FALSE, "packed", 6);
  put_frame (bytes, 0x81, FALSE, MESSAGE, strlen (MESSAGE));
  g_byte_array_append (bytes, (const guint8 *)huge, sizeof huge - 1);
  put_frame (bytes, 0x81, FALSE, MESSAGE, strlen (MESSAGE));
  send_pieces (fixture, bytes, 11);
  check_messages (fixture, 1);
  finish (fixture);
  g_assert_true (fixture_has_remark (fixture->report, "web-socket-packed", NULL, NULL));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/packet/links", test_links },
    { "/packet/fragments", test_fragments },
    { "/packet/fragment-missing", test_fragment_missing },
    { "/packet/snap-length", test_snap_length },
    { "/packet/skips", test_skips },
    { "/packet/exported", test_exported },
    { "/packet/cut", test_cut },
    { "/packet/tcp-together", test_tcp_together },
    { "/packet/tcp-apart", test_tcp_apart },
    { "/packet/tcp-gap", test_tcp_gap },
    { "/packet/tcp-cut", test_tcp_cut },
    { "/packet/tcp-other", test_tcp_other },
    { "/packet/encrypted", test_encrypted },
    { "/packet/encrypted-datagrams", test_encrypted_datagrams },
    { "/packet/wireguard", test_wireguard },
    { "/packet/encrypted-with-keys", test_encrypted_with_keys },
    { "/packet/encrypted-beside", test_encrypted_beside },
    { "/packet/hole", test_hole },
    { "/packet/web-socket", test_web_socket },
    { "/packet/web-socket-odd", test_web_socket_odd },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
