/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The logs of programs, a row a shape: what stands around a message and what it says.
 */
#include "fixture.h"

#include <string.h>

#define START "OPTIONS sip:bob@biloxi.example SIP/2.0"
#define HEADER                                                                           \
  START "\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\nCall-ID: 1@a\r\n"             \
        "CSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n"
#define HEADER_LF                                                                        \
  START "\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\nCall-ID: 1@a\n"                   \
        "CSeq: 1 OPTIONS\nContent-Length: 0\n\n"
#define RULE_20(c) c c c c c c c c c c c c c c c c c c c c
#define DASHES_40 RULE_20 ("--")
#define DASHES_47 DASHES_40 "-------"
#define DASHES_72 DASHES_40 RULE_20 ("-") "------------"

typedef struct
{
  const char *format;
  const char *text;
  const char *source;
  const char *destination;
  gint64 unix_us; /* 0: not stated */
  const char *why;
} Row;

/* Every row holds HEADER once. */
static const Row rows[] = {
  { "sngrep", "2026/11/22 12:00:00.000001 192.0.2.1:5060 -> 192.0.2.2:5060\n" HEADER "\n",
    "192.0.2.1:5060", "192.0.2.2:5060", 0, "as sngrep saves it" },
  { "sngrep",
    "2026/11/22 12:00:00.500000 +0100 : 192.0.2.1:5060 -> 192.0.2.2:5060\n" HEADER "\n",
    "192.0.2.1:5060", "192.0.2.2:5060", G_GINT64_CONSTANT (1795345200500000),
    "with a zone" },
  { "sngrep", "2026/11/22 12:00:00.000001 ? -> ?\n" HEADER "\n", "?", "?", 0,
    "as we write what is not known" },
  { "sngrep",
    "2026/11/22 12:00:00.000001 [2001:db8::1]:5060 -> [2001:db8::2]:5061\n" HEADER "\n",
    "[2001:db8::1]:5060", "[2001:db8::2]:5061", 0, "IPv6" },
  { "sipp",
    DASHES_47 " 2026-11-22 20:25:48.491776\nUDP message sent (129 bytes):\n\n" HEADER
              "\n",
    "sipp", "?", 0, "sent, SIPp 3.6" },
  { "sipp",
    DASHES_47
    " 2026-11-22T20:25:48.000000+01\nTCP message received [129] bytes :\n\n" HEADER "\n",
    "?", "sipp", G_GINT64_CONSTANT (1795375548000000), "received, with a zone" },
  { "sipp",
    DASHES_47 " 2026-11-22 20:25:48.491776\nUnexpected UDP message received:\n\n" HEADER
              "\n",
    "?", "sipp", 0, "unexpected" },
  { "sipp",
    DASHES_47
    " 2026-11-22 20:25:48.491776\nTLS control message sent [129] bytes:\n\n" HEADER "\n",
    "sipp", "?", 0, "a command between two SIPps" },
  { "asterisk",
    "<--- SIP read from UDP:192.0.2.1:5060 --->\n" HEADER_LF
    "<------------->\n--- (5 headers 0 lines) ---\nSending to 192.0.2.1:5060\n",
    "192.0.2.1:5060", "asterisk", 0, "read" },
  { "asterisk",
    "<--- Transmitting (NAT) to 192.0.2.1:5060 --->\n" HEADER_LF "<------------>\n",
    "asterisk", "192.0.2.1:5060", 0, "written" },
  { "asterisk", "Retransmitting #3 (no NAT) to 192.0.2.1:5060:\n" HEADER_LF "---\n",
    "asterisk", "192.0.2.1:5060", 0, "once more" },
  { "asterisk-pjsip",
    "<--- Received SIP request (129 bytes) from UDP:192.0.2.1:5060 --->\n" HEADER_LF
    "\n[Nov 22 12:00:00] VERBOSE[7]: something else\n",
    "192.0.2.1:5060", "asterisk", 0, "the logger" },
  { "asterisk-pjsip",
    "<--- Transmitting SIP request (129 bytes) to UDP:[2001:db8::1]:5060 "
    "--->\n" HEADER_LF,
    "asterisk", "[2001:db8::1]:5060", 0, "IPv6" },
  { "asterisk-pjsip",
    "<--- History Entry 3 Sent to 192.0.2.1:5060 at 1700000000 --->\n" HEADER_LF,
    "asterisk", "192.0.2.1:5060", G_GINT64_CONSTANT (1700000000000000), "the history" },
  { "sofia",
    "send 129 bytes to udp/[192.0.2.1]:5064 at 17:28:37.346923:\n" DASHES_72
    "\n" HEADER_LF DASHES_72 "\n2026-11-22 [DEBUG] switch.c: nothing\n",
    "freeswitch", "192.0.2.1:5064", 0, "FreeSWITCH" },
  { "sofia",
    "2026-11-22 12:00:00.123456 recv 129 bytes from udp/[192.0.2.1]:5060 at "
    "12:00:00.123456:\n" HEADER_LF,
    "192.0.2.1:5060", "freeswitch", 0, "drachtio" },
  { "cisco",
    "00:11:29: //-1/xxxxxxxxxxxx/SIP/Msg/ccsipDisplayMsg:\nSent:\n" HEADER_LF
    "\n00:11:30: //-1/xxxxxxxxxxxx/SIP/Info/something: else\n",
    "cisco", "?", 0, "an uptime" },
  { "cisco",
    "*Mar  1 00:11:29.123: "
    "//-1/xxxxxxxxxxxx/SIP/Msg/ccsipDisplayMsg:\nReceived:\n" HEADER_LF,
    "?", "cisco", 0, "a date" },
  { "pjsua",
    "15:58:39.516   pjsua_core.c  .TX 129 bytes Request msg OPTIONS/cseq=1 (tdta0x7f) to "
    "TLS 192.0.2.1:5061:\n" HEADER_LF "--end msg--\n",
    "pjsua", "192.0.2.1:5061", 0, "sent" },
  { "pjsua",
    "15:58:39.516   pjsua_core.c  .RX 129 bytes Request msg OPTIONS/cseq=1 (rdata0x7f) "
    "from UDP 192.0.2.1:5060:\n" HEADER_LF "--end msg--\n",
    "192.0.2.1:5060", "pjsua", 0, "received" },
  { "linphone",
    "2026-11-22 12:00:00:123 [/belle-sip] MESSAGE channel [0x7f]: received [129] new "
    "bytes "
    "from [UDP://192.0.2.1:5060]:\n" HEADER_LF
    "2026-11-22 12:00:00:124 [/belle-sip] MESSAGE channel [0x7f] [129] bytes parsed\n",
    "192.0.2.1:5060", "linphone", 0, "received" },
  { "linphone",
    "belle-sip-message-channel [0x7f]: message sent to [TLS://192.0.2.1:5061], size: "
    "[129] "
    "bytes\n" HEADER_LF "belle-sip-message-something else\n",
    "linphone", "192.0.2.1:5061", 0, "sent, no date" },
  { "sipdump",
    RULE_20 ("=") "\ntag: rcv\npid: 7\nprocess: 1\ntime: 1700000000.000250\n"
                  "date: Tue Nov 14 22:13:20 2023\nproto: udp ipv4\nsrcip: "
                  "192.0.2.1\nsrcport: 5060\n"
                  "dstip: 192.0.2.2\ndstport: 5060\n" RULE_20 ("~") "\n" HEADER RULE_20 (
                      "|") "\n",
    "192.0.2.1:5060", "192.0.2.2:5060", G_GINT64_CONSTANT (1700000000000250),
    "Kamailio" },
  { "baresip",
    "\033[36;1m12:00:00.123#\nUDP 192.0.2.1:5060 -> 192.0.2.2:5060\n" HEADER "\033[;m\n",
    "192.0.2.1:5060", "192.0.2.2:5060", 0, "between colours" },
  { "baresip", "\033[36;1m#\nUDP 192.0.2.1:5060 -> 192.0.2.2:5060\n" HEADER "\033[;m\n",
    "192.0.2.1:5060", "192.0.2.2:5060", LORE_TIME_UNKNOWN, "version 1, without a time" },
  { "oracle",
    "Jul  4 11:29:22.360 On [257:888]192.0.2.2:5060 received from 192.0.2.1:5060\n" HEADER
    "\n" DASHES_40 "\n",
    "192.0.2.1:5060", "192.0.2.2:5060", 0, "received" },
  { "oracle",
    "Jul  4 11:29:22.360 On [257:888]192.0.2.1:5060 sent to 192.0.2.2:5060\n" HEADER
    "\n" DASHES_40 "\n",
    "192.0.2.1:5060", "192.0.2.2:5060", 0, "sent" },
  { "homer",
    "proto:UDP 2026-11-22T12:00:00.000Z  192.0.2.1:5060 ---> 192.0.2.2:5060\n\n" HEADER,
    "192.0.2.1:5060", "192.0.2.2:5060", G_GINT64_CONSTANT (1795348800000000), "Homer" },
  { "avaya",
    "3309492437mS SIP Rx: TCP 192.0.2.1:5060 -> 192.0.2.2:5060\n"
    "                    " START "\n"
    "                    Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\n"
    "                    Call-ID: 1@a\n"
    "                    CSeq: 1 OPTIONS\n"
    "                    Content-Length: 0\n"
    "                    \n"
    "3309492500mS CMCallEvt: something else\n",
    "192.0.2.1:5060", "192.0.2.2:5060", 0, "behind twenty blanks" },
  { "sip-viewer",
    "[05/01/2011 15:47:45.531] IN 192.0.2.1:5060 --> 192.0.2.2:5060\n\n" HEADER
    "-----------------------\n",
    "192.0.2.1:5060", "192.0.2.2:5060", 0, "sip-viewer" },
  { "ngrep",
    "U 2026/11/22 12:00:00.123456 192.0.2.1:5060 -> 192.0.2.2:5060\n" START
    ".\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1.\nCall-ID: 1@a.\n"
    "CSeq: 1 OPTIONS.\nContent-Length: 0.\n.\n\n#\n",
    "192.0.2.1:5060", "192.0.2.2:5060", 0, "a dot for each CR" },
  { "audiocodes",
    "12:00:00.123  10.0.0.1  local0.notice  [S=1] ---- Incoming SIP Message from "
    "192.0.2.1:5060 to SIPInterface #2 (x) UDP TO(#1) ----\n"
    "12:00:00.124  10.0.0.1  local0.notice  [S=2] " START
    "#012Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1#012Call-ID: 1@a#012"
    "CSeq: 1 OPTIONS#012Content-Length: 0#012#012\n",
    "192.0.2.1:5060", "audiocodes", 0, "a syslog line a message" },
  { "quoted",
    "   Here is what it sends:\n\n      " START "\n      Via: SIP/2.0/UDP "
    "192.0.2.1;branch=z9hG4bK1\n      Call-ID: 1@a\n      CSeq: 1 OPTIONS\n"
    "      Content-Length: 0\n\n   And nothing else.\n",
    "?", "?", 0, "as an RFC sets it" },
  { "quoted",
    "> " START "\r\n> Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n> Call-ID: 1@a\r\n"
    "> CSeq: 1 OPTIONS\r\n> Content-Length: 0\r\n>\r\n",
    "?", "?", 0, "quoted in a mail" },
  { "quoted",
    "\t" START "\n\tVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\n\tCall-ID: 1@a\n"
    "\tCSeq: 1 OPTIONS\n\tContent-Length: 0\n\n",
    "?", "?", 0, "indented by tabs" },
  { "messages", "# t=1.5\n" HEADER "# t=2.5\n", "?", "?", 0, "a time in a comment" },
  { "messages", "# t=0.000000 UDP 192.0.2.1:5060 -> 192.0.2.2:5060\n" HEADER,
    "192.0.2.1:5060", "192.0.2.2:5060", 0, "as our writer does" },
};

static void
check_row (const Row *row)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = fixture_read (trace, row->text, -1);
  g_autofree char *message = NULL;
  LoreMessage facts;

  g_assert_cmpstr (report->format, ==, row->format);
  g_assert_cmpuint (report->n_messages, ==, 1);
  message = fixture_dup_message (trace, 0);
  g_assert_cmpstr (message, ==, HEADER);
  g_assert_cmpstr (fixture_get_source (trace, 0), ==, row->source);
  g_assert_cmpstr (fixture_get_destination (trace, 0), ==, row->destination);
  lore_trace_get_message (trace, 0, &facts);
  g_assert_cmpint (facts.unix_us, ==,
                   row->unix_us != 0 ? row->unix_us : LORE_TIME_UNKNOWN);
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s: %s", rows[i].format, rows[i].why);
      check_row (&rows[i]);
    }
}

/* The same log twice in one file is two messages, whatever stands between. */
static void
test_twice (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *twice = g_strconcat (rows[i].text, rows[i].text, NULL);
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (LoreImportReport) report = fixture_read (trace, twice, -1);

      g_test_message ("%s: %s", rows[i].format, rows[i].why);
      g_assert_cmpstr (report->format, ==, rows[i].format);
      g_assert_cmpuint (report->n_messages, ==, 2);
    }
}

/* A syslog in front of every line, of a dialect that has its own. */
static void
test_prefix (void)
{
  static const char text[] =
      "Nov 22 12:00:00 pbx asterisk[77]: <--- Received SIP request (129 bytes) from "
      "UDP:192.0.2.1:5060 --->\n"
      "Nov 22 12:00:00 pbx asterisk[77]: " START "\n"
      "Nov 22 12:00:00 pbx asterisk[77]: Via: SIP/2.0/UDP "
      "192.0.2.1;branch=z9hG4bK1\n"
      "Nov 22 12:00:01 pbx asterisk[77]: Call-ID: 1@a\n"
      "Nov 22 12:00:01 pbx asterisk[77]: CSeq: 1 OPTIONS\n"
      "Nov 22 12:00:01 pbx asterisk[77]: Content-Length: 0\n"
      "Nov 22 12:00:01 pbx asterisk[77]:\n"
      "Nov 22 12:00:02 pbx cron[78]: something else\n";
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = fixture_read (trace, text, -1);
  g_autofree char *message = fixture_dup_message (trace, 0);

  g_assert_cmpstr (report->format, ==, "asterisk-pjsip");
  g_assert_true (fixture_has_remark (report, "prefix", NULL, NULL));
  g_assert_cmpstr (message, ==, HEADER);
}

/* Times of day go over midnight; distances stay right. */
static void
test_midnight (void)
{
  static const char text[] =
      "send 129 bytes to udp/[192.0.2.1]:5064 at "
      "23:59:59.900000:\n" HEADER_LF "recv 129 bytes from udp/[192.0.2.1]:5064 at "
      "00:00:00.100000:\n" HEADER_LF;
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = fixture_read (trace, text, -1);
  LoreMessage first, second;

  lore_trace_get_message (trace, 0, &first);
  lore_trace_get_message (trace, 1, &second);
  g_assert_cmpint (first.sent_us, ==, 0);
  g_assert_cmpint (second.sent_us, ==, 200000);
  g_assert_true (fixture_has_remark (report, "no-zone", NULL, NULL));
}

static void
test_unannounced_is_skipped (void)
{
  static const char text[] =
      "2026/11/22 12:00:00.000001 192.0.2.1:5060 -> 192.0.2.2:5060\n"
      "\n\n"
      "2026/11/22 12:00:01.000001 192.0.2.1:5060 -> 192.0.2.2:5060\n" HEADER;
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = fixture_read (trace, text, -1);

  g_assert_cmpuint (report->n_messages, ==, 1);
  g_assert_cmpuint (report->n_skipped, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dialect/rows", test_rows);
  g_test_add_func ("/dialect/twice", test_twice);
  g_test_add_func ("/dialect/prefix", test_prefix);
  g_test_add_func ("/dialect/midnight", test_midnight);
  g_test_add_func ("/dialect/unannounced-is-skipped", test_unannounced_is_skipped);
  return g_test_run ();
}
