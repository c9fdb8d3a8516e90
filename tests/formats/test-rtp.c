/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Streams made packet by packet: what was lost, late, copied, pressed; and what only
 * looks like RTP.
 */
#include "fixture.h"

#include "formats/packet.h"
#include "trace/call.h"

#include <string.h>

#define START_US (G_GINT64_CONSTANT (1780000000) * G_USEC_PER_SEC)
#define SDP_AT                                                                           \
  "v=0\r\no=- 1 1 IN IP4 %s\r\ns=-\r\nc=IN IP4 %s\r\nt=0 0\r\n"                          \
  "m=audio %u RTP/AVP 0 101\r\na=rtpmap:101 %s/8000\r\n"

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
put (GByteArray *bytes, guint32 value, guint n)
{
  for (; n > 0; n--)
    {
      guint8 byte = value >> 8 * (n - 1);

      g_byte_array_append (bytes, &byte, 1);
    }
}

/* 192.0.2.@from:@from_port to 192.0.2.@to:@to_port. */
static void
send_udp (Fixture *fixture, guint from, guint from_port, guint to, guint to_port,
          gint64 at_us, gconstpointer data, gsize len)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  put (bytes, 0x45000000 | (28 + len), 4);
  put (bytes, 0, 4);
  put (bytes, 0x40110000, 4);
  put (bytes, 0xc0000200 | from, 4);
  put (bytes, 0xc0000200 | to, 4);
  put (bytes, from_port << 16 | to_port, 4);
  put (bytes, (8 + len) << 16, 4);
  g_byte_array_append (bytes, data, len);
  g_assert_true (lore_packets_add (fixture->packets, LORE_LINK_RAW, bytes->data,
                                   bytes->len, bytes->len, START_US + at_us));
}

static void
send_sip (Fixture *fixture, guint from, guint to, gint64 at_us, const char *start,
          const char *call_id, guint media_port, const char *event)
{
  g_autofree char *host = g_strdup_printf ("192.0.2.%u", from);
  g_autofree char *sdp = g_strdup_printf (SDP_AT, host, host, media_port, event);
  g_autofree char *message = g_strdup_printf (
      "%s\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK%s\r\nFrom: "
      "<sip:a@example.com>;tag=1\r\nTo: <sip:b@example.com>%s\r\nCall-ID: %s\r\n"
      "CSeq: 1 INVITE\r\nContent-Type: application/sdp\r\nContent-Length: "
      "%" G_GSIZE_FORMAT "\r\n\r\n%s",
      start, call_id, from == 1 ? "" : ";tag=2", call_id, strlen (sdp), sdp);

  send_udp (fixture, from, 5060, to, 5060, at_us, message, strlen (message));
}

static void
send_call (Fixture *fixture, const char *call_id, gint64 at_us, const char *event)
{
  send_sip (fixture, 1, 2, at_us, "INVITE sip:b@example.com SIP/2.0", call_id, 4000,
            event);
  send_sip (fixture, 2, 1, at_us + 1000, "SIP/2.0 200 OK", call_id, 5000, event);
}

/* From 192.0.2.1:4000 to 192.0.2.2:5000. */
static void
send_rtp (Fixture *fixture, guint payload_type, guint sequence, guint32 timestamp,
          gint64 at_us, const char *payload, gsize len)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  put (bytes, 0x8000 | payload_type, 2);
  put (bytes, sequence, 2);
  put (bytes, timestamp, 4);
  put (bytes, 0x5eed, 4);
  g_byte_array_append (bytes, (const guint8 *)payload, len);
  send_udp (fixture, 1, 4000, 2, 5000, at_us, bytes->data, bytes->len);
}

/* The packet whose place in the stream is @i, @late_us behind its time. */
static void
send_voice (Fixture *fixture, guint i, gint64 late_us)
{
  send_rtp (fixture, 0, 65530 + i, i * 160, 100000 + i * 20000 + late_us,
            "voice of 20 ms", 14);
}

static void
test_counts (Fixture *fixture, gconstpointer data)
{
  static const guint order[] = { 0, 1, 2, 4, 3, 3, 7, 8, 9, 9, 10 };
  const LoreRtpStream *stream;

  send_call (fixture, "one", 0, "telephone-event");
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    send_voice (fixture, order[i], 0);
  finish (fixture);
  g_assert_cmpuint (lore_trace_get_n_streams (fixture->trace), ==, 1);
  stream = lore_trace_get_stream (fixture->trace, 0);
  /* 0 … 10 but for 5 and 6; over the edge of 16 bits; one late, twice; one copied. */
  g_assert_cmpuint (stream->n_packets, ==, 10);
  g_assert_cmpuint (stream->n_lost, ==, 1);
  g_assert_cmpuint (stream->call, ==, 0);
  g_assert_cmpstr (stream->codec, ==, "PCMU/8000");
  g_assert_cmpstr (stream->source, ==, "192.0.2.1:4000");
  g_assert_cmpstr (stream->destination, ==, "192.0.2.2:5000");
  g_assert_cmpint (stream->start_us, ==, 100000);
  g_assert_cmpint (stream->end_us, ==, 300000);
  g_assert_cmpuint (stream->sender, ==, 0);
  g_assert_cmpuint (stream->receiver, ==, 1);
}

/* One packet 16 ms late: the jitter jumps by a sixteenth of that and again as the next is
 * on time, less a sixteenth of what it was (RFC 3550 §6.4.1). */
static void
test_jitter (Fixture *fixture, gconstpointer data)
{
  const LoreRtpStream *stream;

  send_call (fixture, "one", 0, "telephone-event");
  for (guint i = 0; i < 10; i++)
    send_voice (fixture, i, i == 4 ? 16000 : 0);
  finish (fixture);
  stream = lore_trace_get_stream (fixture->trace, 0);
  g_assert_cmpint (stream->max_jitter_us, ==, 1938);
  g_assert_cmpint (stream->jitter_us, >, 800);
  g_assert_cmpint (stream->jitter_us, <, 1938);
}

/* Three packets for each key, the end of the event three times more (RFC 4733 §2.5). */
static void
send_keys (Fixture *fixture, const char *events, gsize n)
{
  guint sequence = 65540;

  for (gsize i = 0; i < n; i++)
    for (guint j = 0; j < 6; j++)
      {
        const char payload[4] = { events[i], j >= 3 ? 0x8a : 0x0a, 1, 0x40 };

        send_rtp (fixture, 101, sequence++, 2000 + i * 800,
                  400000 + i * 100000 + j * 10000, payload, 4);
      }
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  const char *event = data;
  g_autoptr (LoreCall) call = NULL;

  send_call (fixture, "one", 0, event);
  for (guint i = 0; i < 10; i++)
    send_voice (fixture, i, 0);
  send_keys (fixture, "\1\1\12\13", 4);
  finish (fixture);
  call = lore_trace_dup_call (fixture->trace, 0);
  if (g_str_equal (event, "telephone-event"))
    g_assert_cmpstr (call->digits, ==, "11*#");
  else
    g_assert_null (call->digits); /* the SDP says what that payload type is */
}

/* A port used again: the stream is the call's whose SDP came last before it. */
static void
test_reuse (Fixture *fixture, gconstpointer data)
{
  send_call (fixture, "one", -60 * G_USEC_PER_SEC, "telephone-event");
  send_call (fixture, "two", 0, "telephone-event");
  send_call (fixture, "three", 60 * G_USEC_PER_SEC, "telephone-event");
  for (guint i = 0; i < 5; i++)
    send_voice (fixture, i, 0);
  finish (fixture);
  g_assert_cmpuint (lore_trace_get_n_streams (fixture->trace), ==, 1);
  g_assert_cmpuint (lore_trace_get_stream (fixture->trace, 0)->call, ==, 1);
}

/* Datagrams that begin like RTP, and no two in sequence; name servers; RTCP. */
static void
test_chance (Fixture *fixture, gconstpointer data)
{
  guint8 packet[12] = { 0x80, 0x00 };

  send_call (fixture, "one", 0, "telephone-event");
  for (guint i = 0; i < 100; i++)
    {
      packet[2] = i * 37;
      packet[3] = i * 91;
      send_udp (fixture, 1, 4000, 2, 5000, i, packet, sizeof packet);
      packet[11] = i;
      packet[2] = 0;
      packet[3] = i;
      send_udp (fixture, 1, 4000, 2, 5000, i, packet, sizeof packet);
      packet[11] = 0;
      send_udp (fixture, 1, 53, 2, 5000, i, packet, sizeof packet);
    }
  packet[1] = 200;
  for (guint i = 0; i < 10; i++)
    {
      packet[3] = i;
      send_udp (fixture, 1, 4001, 2, 5001, i, packet, sizeof packet);
    }
  finish (fixture);
  g_assert_cmpuint (lore_trace_get_n_streams (fixture->trace), ==, 0);
}

/* Padding, contributing sources, an extension: only what a header says is there. */
static void
test_headers (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *packet;
    gsize len;
    const char *why;
  } rows[] = {
    { "\x8f", 1, "shorter than a header" },
    { "\x8f\0\0\1\0\0\0\1\0\0\0\1", 12, "fifteen sources announced, none there" },
    { "\x90\0\0\2\0\0\0\1\0\0\0\1", 12, "an extension announced" },
    { "\x90\0\0\3\0\0\0\1\0\0\0\1\0\0\xff\xff", 16, "a long extension announced" },
    { "\xa0\0\0\4\0\0\0\1\0\0\0\1\0\0\0\x20", 16, "more padding than octets" },
    { "\x40\0\0\5\0\0\0\1\0\0\0\1", 12, "version 1" },
  };

  for (guint round = 0; round < 10; round++)
    for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
      {
        g_test_message ("%s", rows[i].why);
        send_udp (fixture, 1, 4000, 2, 5000, 0, rows[i].packet, rows[i].len);
      }
  finish (fixture);
  g_assert_cmpuint (lore_trace_get_n_streams (fixture->trace), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func, data) g_test_add (path, Fixture, data, set_up, func, tear_down)
  ADD ("/rtp/counts", test_counts, NULL);
  ADD ("/rtp/jitter", test_jitter, NULL);
  ADD ("/rtp/keys", test_keys, "telephone-event");
  ADD ("/rtp/keys-that-are-none", test_keys, "opus");
  ADD ("/rtp/reuse", test_reuse, NULL);
  ADD ("/rtp/chance", test_chance, NULL);
  ADD ("/rtp/headers", test_headers, NULL);
  return g_test_run ();
}
