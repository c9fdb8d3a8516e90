/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* The trace as its lines of JSON, each parsed. */
static GPtrArray *
write_lines (LoreTrace *trace)
{
  g_autofree char *path = fixture_dup_path ("trace.json");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *nodes = g_ptr_array_new_with_free_func ((GDestroyNotify)json_node_unref);

  lore_format_write (trace, file, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      JsonNode *node = json_from_string (lines[i], &error);

      g_assert_no_error (error);
      g_ptr_array_add (nodes, node);
    }
  g_assert_cmpuint (nodes->len, ==, lore_trace_get_n_messages (trace));
  return nodes;
}

static void
check_bytes (LoreTrace *trace, guint32 message, JsonObject *object)
{
  gsize len, found_len;
  const guint8 *data = lore_trace_get_data (trace, message, &len);
  const char *text = json_object_get_string_member (object, "message");
  g_autofree guchar *whole = NULL;

  if (!json_object_has_member (object, "message_base64"))
    {
      g_assert_cmpmem (text, strlen (text), data, len);
      return;
    }
  whole = g_base64_decode (json_object_get_string_member (object, "message_base64"),
                           &found_len);
  g_assert_cmpmem (whole, found_len, data, len);
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
test_examples (void)
{
  static const char *const examples[] = {
    "call.pcap",
    "call-cancelled.txt",
    "register-with-digest.sip",
    "several-messages.sip",
    "messages/compact-and-folded.sip",
    "clinic/no-call-id.sip",
    "logs/sipp.log",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (GBytes) bytes = fixture_load_example (examples[i]);
      g_autoptr (LoreImportReport) report =
          fixture_read (trace, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_autoptr (GPtrArray) lines = write_lines (trace);

      g_test_message ("%s", examples[i]);
      for (guint32 j = 0; j < lines->len; j++)
        {
          JsonObject *object = json_node_get_object (lines->pdata[j]);

          g_assert_cmpint (json_object_get_int_member (object, "index"), ==, j);
          check_bytes (trace, j, object);
        }
    }
}

static LoreTrace *
new_trace (const char *text, gsize len)
{
  LoreTrace *trace = lore_trace_new ();
  g_autoptr (GBytes) message = g_bytes_new_static (text, len);
  LoreEvent event = { .type = LORE_EVENT_CAPTURED,
                      .transport = LORE_TRANSPORT_TCP,
                      .lab_us = 1500,
                      .unix_us = LORE_TIME_UNKNOWN,
                      .source = "[2001:db8::1]:5060",
                      .message = message };

  lore_trace_append (trace, &event);
  return trace;
}

static void
test_fields (void)
{
  static const char text[] =
      "SIP/2.0 486 Busy \"Here\"\r\nv: SIP/2.0/TCP a;branch=z9hG4bK1\r\n"
      "i: x@y\r\nCSeq: 7 INVITE\r\nX-A:  1\r\n\r\nbody";
  g_autoptr (LoreTrace) trace = new_trace (text, sizeof text - 1);
  g_autoptr (GPtrArray) lines = write_lines (trace);
  g_autofree char *found = json_to_string (lines->pdata[0], FALSE);

  g_assert_cmpstr (
      found, ==,
      "{\"index\":0,\"time_us\":1500,\"unix_us\":null,\"source\":\"[2001:db8::1]:5060\","
      "\"destination\":null,\"transport\":\"TCP\",\"call\":1,\"retransmission\":false,"
      "\"lost\":false,\"note\":null,\"kind\":\"response\",\"method\":\"INVITE\","
      "\"status\":486,"
      "\"call_id\":\"x@y\",\"cseq\":7,\"start_line\":\"SIP/2.0 486 Busy \\\"Here\\\"\","
      "\"headers\":[{\"name\":\"v\",\"canonical\":\"Via\",\"value\":\"SIP/2.0/TCP "
      "a;branch=z9hG4bK1\"},{\"name\":\"i\",\"canonical\":\"Call-ID\",\"value\":\"x@y\"},"
      "{\"name\":\"CSeq\",\"canonical\":\"CSeq\",\"value\":\"7 "
      "INVITE\"},{\"name\":\"X-A\","
      "\"canonical\":\"X-A\",\"value\":\"1\"}],\"body\":\"body\",\"message\":\"SIP/2.0 "
      "486 "
      "Busy \\\"Here\\\"\\r\\nv: SIP/2.0/TCP a;branch=z9hG4bK1\\r\\ni: x@y\\r\\nCSeq: 7 "
      "INVITE\\r\\nX-A:  1\\r\\n\\r\\nbody\"}");
}

/* Whatever the bytes are, they can be had back. */
static void
test_any_bytes (void)
{
  static const struct
  {
    const char *text;
    gsize len;
    const char *why;
  } rows[] = {
    { "", 0, "nothing" },
    { "OPTIONS sip:a SIP/2.0\r\nSubject: \xff\xfe\r\n\r\n", 37, "no UTF-8" },
    { "OPTIONS sip:a SIP/2.0\r\n\r\na\0b", 28, "a NUL" },
    { "\r\n\r\n", 4, "a keep-alive" },
    { "\x01\x1f\x7f\\\"/", 6, "what JSON escapes" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = new_trace (rows[i].text, rows[i].len);
      g_autoptr (GPtrArray) lines = write_lines (trace);

      g_test_message ("%s", rows[i].why);
      check_bytes (trace, 0, json_node_get_object (lines->pdata[0]));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/examples", test_examples);
  g_test_add_func ("/json/fields", test_fields);
  g_test_add_func ("/json/any-bytes", test_any_bytes);
  return g_test_run ();
}
