/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What comes from Homer: HEP3 packets and JSON.
 */
#include "fixture.h"

#include "sip/facts.h"

#include <string.h>

#define MESSAGE                                                                          \
  "OPTIONS sip:b@example.com SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n"
#define UNIX_US G_GINT64_CONSTANT (1700000000000250)

static void
put_chunk (GByteArray *packet, guint vendor, guint type, const void *value, gsize len)
{
  const guint8 head[] = { vendor >> 8, vendor, type >> 8, type, (len + 6) >> 8, len + 6 };

  g_byte_array_append (packet, head, sizeof head);
  g_byte_array_append (packet, value, len);
}

static GByteArray *
make_packet (guint8 payload_type)
{
  GByteArray *packet = g_byte_array_new ();

  g_byte_array_append (packet, (const guint8 *)"HEP3\0\0", 6);
  put_chunk (packet, 0, 1, "\2", 1);
  put_chunk (packet, 0, 2, "\x11", 1);
  put_chunk (packet, 0, 3, "\xc0\x00\x02\x01", 4);
  put_chunk (packet, 0, 4, "\xc0\x00\x02\x02", 4);
  put_chunk (packet, 0, 7, "\x13\xc4", 2);
  put_chunk (packet, 0, 8, "\x13\xce", 2);
  put_chunk (packet, 0, 9, "\x65\x53\xf1\x00", 4);
  put_chunk (packet, 0, 10, "\x00\x00\x00\xfa", 4);
  put_chunk (packet, 0, 11, &payload_type, 1);
  put_chunk (packet, 7, 15, "another vendor's", 16);
  put_chunk (packet, 0, 15, MESSAGE, strlen (MESSAGE));
  packet->data[4] = packet->len >> 8;
  packet->data[5] = packet->len & 0xff;
  return packet;
}

static void
check_message (LoreTrace *trace)
{
  g_autofree char *message = fixture_dup_message (trace, 0);
  LoreMessage facts;

  g_assert_cmpstr (message, ==, MESSAGE);
  g_assert_cmpstr (fixture_get_source (trace, 0), ==, "192.0.2.1:5060");
  g_assert_cmpstr (fixture_get_destination (trace, 0), ==, "192.0.2.2:5070");
  lore_trace_get_message (trace, 0, &facts);
  g_assert_cmpint (facts.unix_us, ==, UNIX_US);
  g_assert_cmpint (facts.transport, ==, LORE_TRANSPORT_UDP);
}

static void
test_hep (void)
{
  g_autoptr (GByteArray) sip = make_packet (1);
  g_autoptr (GByteArray) rtcp = make_packet (5);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = NULL;

  g_byte_array_append (file, sip->data, sip->len);
  g_byte_array_append (file, rtcp->data, rtcp->len);
  report = fixture_read (trace, (const char *)file->data, file->len);
  g_assert_cmpstr (report->format, ==, "hep");
  g_assert_cmpuint (report->n_messages, ==, 1);
  g_assert_cmpuint (report->n_skipped, ==, 1);
  check_message (trace);
}

/* Things of another kind than they should be are no message, and no word of GLib's. */
static void
test_wrong_kinds (void)
{
  static const char json[] =
      "[{\"raw\": {\"a\": 1}, \"protocol_header\": {}},"
      "{\"raw\": 7, \"protocol_header\": {}}, {\"raw\": [1, {}], \"call-id\": []},"
      "{\"raw\": \"OPTIONS sip:b@example.com SIP/2.0\\r\\n\\r\\n\","
      " \"protocol_header\": {\"srcIp\": [], \"srcPort\": {}, \"dstPort\": \"x\","
      " \"timeSeconds\": [1], \"protocol\": null}}]";
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = fixture_read (trace, json, -1);

  g_assert_cmpuint (report->n_messages, ==, 1);
  g_assert_cmpstr (fixture_get_source (trace, 0), ==, "?");
}

/* Kazoo's call inspector: lines without their ends, seconds since the year 0. */
static void
test_inspected (void)
{
  static const char json[] =
      "{\"call-id\": \"1\", \"raw\": [\"OPTIONS sip:b@example.com SIP/2.0\","
      "\"Call-ID: 1\", \"Content-Length: 0\"], \"src\": \"192.0.2.1:5060\","
      "\"dst\": \"192.0.2.2:5070\", \"timestamp\": 63867219200.5}";
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = fixture_read (trace, json, -1);
  g_autofree char *message = fixture_dup_message (trace, 0);
  LoreMessage facts;

  g_assert_cmpstr (report->format, ==, "homer-json");
  g_assert_cmpuint (report->n_messages, ==, 1);
  g_assert_true (fixture_has_remark (report, "empty-line", NULL, NULL));
  g_assert_cmpstr (message, ==, MESSAGE);
  g_assert_cmpstr (fixture_get_source (trace, 0), ==, "192.0.2.1:5060");
  g_assert_cmpstr (fixture_get_destination (trace, 0), ==, "192.0.2.2:5070");
  lore_trace_get_message (trace, 0, &facts);
  g_assert_cmpint (facts.unix_us, ==, G_GINT64_CONSTANT (1700000000500000));
}

static void
test_hep_cut (void)
{
  g_autoptr (GByteArray) sip = make_packet (1);
  g_autoptr (GByteArray) file = g_byte_array_new ();

  g_byte_array_append (file, sip->data, sip->len);
  g_byte_array_append (file, sip->data, sip->len);
  for (gsize len = sip->len + 1; len < file->len; len++)
    {
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (LoreImportReport) report =
          fixture_read (trace, (const char *)file->data, len);

      g_assert_cmpuint (report->n_messages, ==, 1);
      g_assert_true (fixture_has_remark (report, "capture-damaged", NULL, NULL));
    }
}

#define OBJECT                                                                           \
  "{\"protocol_header\":{\"srcIp\":\"192.0.2.1\",\"srcPort\":5060,"                      \
  "\"dstIp\":\"192.0.2.2\",\"dstPort\":5070,\"timeSeconds\":1700000000,"                 \
  "\"timeUseconds\":250,\"protocol\":17},\"create_date\":\"x\",\"raw\":"                 \
  "\"OPTIONS sip:b@example.com SIP/2.0\\r\\nCall-ID: 1\\r\\n"                            \
  "Content-Length: 0\\r\\n\\r\\n\"}"

static void
test_json (void)
{
  static const struct
  {
    const char *text;
    guint n_messages;
    const char *why;
  } rows[] = {
    { OBJECT, 1, "one object" },
    { "[" OBJECT "," OBJECT "]", 2, "a list" },
    { "{\"data\":[" OBJECT "],\"total\":1}", 1, "an answer of the API" },
    { "[{\"protocol_header\":7,\"raw\":\"x\"}," OBJECT "]", 1, "a header that is none" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (LoreImportReport) report = fixture_read (trace, rows[i].text, -1);

      g_test_message ("%s", rows[i].why);
      g_assert_cmpstr (report->format, ==, "homer-json");
      g_assert_cmpuint (report->n_messages, ==, rows[i].n_messages);
      check_message (trace);
    }
}

static void
test_json_problems (void)
{
  g_autofree char *brackets = g_strnfill (100000, '[');
  g_autofree char *deep = g_strconcat ("[" OBJECT ",", brackets, NULL);
  const char *const rows[] = { "[" OBJECT ",", deep };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (rows[i], strlen (rows[i]));
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (GError) error = NULL;

      g_assert_null (lore_format_read_bytes (bytes, trace, &error));
      fixture_check_problem (error, "file-json");
    }
}

#define HEADER "time_stamp,time_us,callid,msg,method,status,fromip,toip,direction\n"
#define CSV_ROW                                                                          \
  "2023-11-14 22:13:20,250,1,\"OPTIONS sip:b@example.com SIP/2.0\r\nCall-ID: 1\r\n"      \
  "Contact: \"\"b\"\" <sip:b@192.0.2.1>\r\nContent-Length: 0\r\n\r\n\",OPTIONS,,"        \
  "udp:192.0.2.1:5060,udp:192.0.2.2:5070,in\n"
#define SQL_ROW                                                                          \
  "(7,'2023-11-14 22:13:20',250,'1','','OPTIONS sip:b@example.com "                      \
  "SIP/2.0\\r\\nCall-ID: "                                                               \
  "1\\r\\nSubject: it\\'s; (so)\\r\\nContent-Length: 0\\r\\n\\r\\n','OPTIONS','',"       \
  "'udp:192.0.2.1:5060','udp:192.0.2.2:5070','a','','in')"

static void
test_table (void)
{
  static const struct
  {
    const char *text;
    guint n_messages;
    const char *why;
  } rows[] = {
    { HEADER CSV_ROW, 1, "values under their names" },
    { HEADER CSV_ROW CSV_ROW, 2, "two rows" },
    { HEADER CSV_ROW "2023-11-14 22:13:20,1,2,\"OPTIONS", 1, "the last breaks off" },
    { HEADER CSV_ROW "x,y\n", 1, "a row of something else" },
    { "INSERT INTO `sip_trace` VALUES " SQL_ROW ";\n", 1, "a dump without names" },
    { "INSERT INTO `sip_trace` VALUES " SQL_ROW "," SQL_ROW ";\n", 2, "two at once" },
    { "CREATE TABLE `sip_trace` (`id` int, `msg` text);\nINSERT INTO `sip_trace` "
      "VALUES " SQL_ROW ";\n",
      1, "a dump with the table" },
    { "INSERT INTO sip_trace (\"msg\", fromip, toip, time_stamp, time_us) VALUES "
      "('OPTIONS sip:b@example.com SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n',"
      "'192.0.2.1:5060','192.0.2.2:5070','1700000000',250);",
      1, "names in an order of their own" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (LoreImportReport) report = fixture_read (trace, rows[i].text, -1);
      LoreMessage message;

      g_test_message ("%s", rows[i].why);
      g_assert_cmpstr (report->format, ==, "siptrace");
      g_assert_cmpuint (report->n_messages, ==, rows[i].n_messages);
      lore_trace_get_message (trace, 0, &message);
      g_assert_cmpint (message.unix_us, ==, G_GINT64_CONSTANT (1700000000000250));
      g_assert_cmpint (message.method, ==, SIP_METHOD_OPTIONS);
      g_assert_cmpstr (fixture_get_source (trace, 0), ==, "192.0.2.1:5060");
      g_assert_cmpstr (fixture_get_destination (trace, 0), ==, "192.0.2.2:5070");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/homer/json-of-wrong-kinds", test_wrong_kinds);
  g_test_add_func ("/homer/json-of-lines", test_inspected);
  g_test_add_func ("/homer/hep", test_hep);
  g_test_add_func ("/homer/hep-cut", test_hep_cut);
  g_test_add_func ("/homer/json", test_json);
  g_test_add_func ("/homer/json-problems", test_json_problems);
  g_test_add_func ("/siptrace/rows", test_table);
  return g_test_run ();
}
