/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages by time, wherever the file has them.
 */
#include "fixture.h"

#include "formats/in-order.h"
#include "trace/notes.h"
#include "trace/rtp-stream.h"

#include <string.h>

#define LINES(text)                                                                      \
  text "\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\nFrom: <sip:a@example.com>;"    \
       "tag=1\r\nTo: <sip:b@example.com>\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n"           \
       "Content-Length: 0\r\n\r\n"
#define REQUEST LINES ("OPTIONS sip:b@example.com SIP/2.0")
#define RESPONSE LINES ("SIP/2.0 200 OK")

static void
add (LoreTrace *trace, const char *message, gint64 lab_us, gint64 unix_us)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (message, strlen (message));
  gboolean asks = g_str_has_prefix (message, "OPTIONS");
  LoreEvent event = { .type = LORE_EVENT_CAPTURED,
                      .transport = LORE_TRANSPORT_UDP,
                      .lab_us = lab_us,
                      .unix_us = unix_us,
                      .source = asks ? "192.0.2.1:5060" : "192.0.2.2:5060",
                      .destination = asks ? "192.0.2.2:5060" : "192.0.2.1:5060",
                      .message = bytes };

  lore_trace_append (trace, &event);
}

static void
check_message (LoreTrace *trace, guint32 message, LoreMessageFlags flags, gint64 lab_us)
{
  LoreMessage facts;

  lore_trace_get_message (trace, message, &facts);
  g_assert_cmpint (facts.flags, ==, flags);
  g_assert_cmpint (facts.sent_us, ==, lab_us);
}

/* Which of two is a retransmission depends on which came first. */
static void
test_sorted (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = lore_import_report_new ();
  const char *count = NULL;
  LoreParticipant side;

  add (trace, RESPONSE, 0, 1000000);
  add (trace, REQUEST, -100000, 900000);
  add (trace, REQUEST, -600000, 400000);
  lore_trace_name_participant (trace, "192.0.2.1:5060", "Alice", NULL);
  lore_import_put_in_order (&trace, 1, report);

  g_assert_cmpuint (lore_trace_get_n_messages (trace), ==, 3);
  check_message (trace, 0, LORE_MESSAGE_REQUEST, 0);
  check_message (trace, 1, LORE_MESSAGE_REQUEST | LORE_MESSAGE_RETRANSMISSION, 500000);
  check_message (trace, 2, LORE_MESSAGE_RESPONSE, 600000);
  lore_trace_get_participant (trace, 0, &side);
  g_assert_cmpstr (side.name, ==, "Alice");
  g_assert_true (fixture_has_remark (report, "put-in-order", "count", &count));
  g_assert_cmpstr (count, ==, "2");
}

/* Equal times stay as the file has them; what is in order stays the same trace. */
static void
test_stable (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = lore_import_report_new ();
  LoreTrace *before = trace;

  add (trace, REQUEST, 0, 1000000);
  add (trace, RESPONSE, 0, 1000000);
  lore_import_put_in_order (&trace, 1, report);
  g_assert_true (trace == before);

  add (trace, REQUEST, -100000, 900000);
  lore_import_put_in_order (&trace, 1, report);
  g_assert_false (trace == before);
  check_message (trace, 1, LORE_MESSAGE_REQUEST | LORE_MESSAGE_RETRANSMISSION, 100000);
  check_message (trace, 2, LORE_MESSAGE_RESPONSE, 100000);
}

static void
test_left_alone (void)
{
  static const struct
  {
    gint64 lab_us;
    gint64 unix_us;
    guint n_files;
    gboolean note;
    const char *why;
  } rows[] = {
    { LORE_TIME_UNKNOWN, LORE_TIME_UNKNOWN, 1, FALSE, "a time is not known" },
    { 500, LORE_TIME_UNKNOWN, 2, FALSE, "two files, each with a clock of its own" },
    { 500, 1500, 1, TRUE, "a note names its message by number" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (LoreImportReport) report = lore_import_report_new ();
      LoreTrace *before = trace;

      g_test_message ("%s", rows[i].why);
      add (trace, REQUEST, 1000,
           rows[i].unix_us != LORE_TIME_UNKNOWN ? 2000 : LORE_TIME_UNKNOWN);
      add (trace, RESPONSE, rows[i].lab_us, rows[i].unix_us);
      if (rows[i].note)
        lore_notes_set_note (lore_trace_get_notes (trace), 0, "look here");
      lore_import_put_in_order (&trace, rows[i].n_files, report);
      g_assert_true (trace == before);
      g_assert_cmpuint (report->remarks->len, ==, 0);
    }
}

/* Two captures in one trace, the later one first: one clock for both, RTP too. */
static void
test_two_files (void)
{
  g_autoptr (GBytes) media = fixture_load_example ("call-with-media.pcap");
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreTrace) alone = lore_trace_new ();
  g_autoptr (LoreImportReport) report = NULL;
  LoreMessage first;
  guint n;

  lore_import_report_free (
      fixture_read (alone, g_bytes_get_data (media, NULL), g_bytes_get_size (media)));
  n = lore_trace_get_n_messages (alone);
  lore_trace_get_message (alone, 0, &first);

  add (trace, REQUEST, 0, first.unix_us + 60 * G_USEC_PER_SEC);
  report = fixture_read (trace, g_bytes_get_data (media, NULL), g_bytes_get_size (media));
  lore_import_put_in_order (&trace, 2, report);

  g_assert_cmpuint (lore_trace_get_n_messages (trace), ==, n + 1);
  check_message (trace, n, LORE_MESSAGE_REQUEST, 60 * G_USEC_PER_SEC);
  g_assert_cmpuint (lore_trace_get_n_streams (trace), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const LoreRtpStream *stream = lore_trace_get_stream (trace, i);
      const LoreRtpStream *same = lore_trace_get_stream (alone, i);

      g_assert_cmpint (stream->start_us, ==, same->start_us);
      g_assert_cmpuint (stream->n_packets, ==, same->n_packets);
      g_assert_cmpuint (stream->call, !=, LORE_ID_NONE);
      g_assert_cmpstr (stream->codec, ==, same->codec);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/in-order/sorted", test_sorted);
  g_test_add_func ("/in-order/stable", test_stable);
  g_test_add_func ("/in-order/left-alone", test_left_alone);
  g_test_add_func ("/in-order/two-files", test_two_files);
  return g_test_run ();
}
