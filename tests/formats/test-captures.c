/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Captures made by others, against what tshark found in them, message by message. They
 * are not part of the project: without them (SIPLORE_SHARED) the test is skipped.
 */
#include "formats/format.h"
#include "sip/index.h"
#include "trace/rtp-stream.h"

#include <string.h>

static char *
dup_shared (const char *path)
{
  const char *shared = g_getenv ("SIPLORE_SHARED");

  return shared != NULL ? g_build_filename (shared, "captures", path, NULL) : NULL;
}

/* The columns of a truth table that are compared. */
enum
{
  TRUTH_IPV4_SOURCE = 2,
  TRUTH_IPV6_SOURCE,
  TRUTH_UDP_SOURCE,
  TRUTH_TCP_SOURCE,
  TRUTH_IPV4_DESTINATION,
  TRUTH_IPV6_DESTINATION,
  TRUTH_UDP_DESTINATION,
  TRUTH_TCP_DESTINATION,
  TRUTH_PROTOCOL,
  TRUTH_REQUEST_LINE,
  TRUTH_STATUS_LINE,
  TRUTH_CALL_ID,
};

/* Behind a tunnel tshark names the outer address, too, after a comma: the inner counts.
 * Of alternatives one is empty. */
static const char *
get_last (char *const *columns, guint one, guint other)
{
  const char *text = *columns[one] != '\0' ? columns[one] : columns[other];
  const char *comma = strrchr (text, ',');

  return comma != NULL ? comma + 1 : text;
}

static char *
dup_address (char *const *columns, guint ipv4, guint port)
{
  const char *host = get_last (columns, ipv4, ipv4 + 1);

  return g_strdup_printf (strchr (host, ':') != NULL ? "[%s]:%s" : "%s:%s", host,
                          get_last (columns, port, port + 1));
}

/* A line a message; a frame with several messages has several lines. */
static GPtrArray *
read_truth (const char *path)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) columns = g_strsplit (lines[i], "\t", -1);
      g_autofree char *source = NULL;
      g_autofree char *destination = NULL;

      if (g_str_equal (columns[TRUTH_PROTOCOL], "ICMP"))
        continue; /* an error that quotes a message is none */
      source = dup_address (columns, TRUTH_IPV4_SOURCE, TRUTH_UDP_SOURCE);
      destination = dup_address (columns, TRUTH_IPV4_DESTINATION, TRUTH_UDP_DESTINATION);
      g_ptr_array_add (
          messages, g_strjoin (" | ", *columns[TRUTH_UDP_SOURCE] != '\0' ? "UDP" : "TCP",
                               source, destination,
                               get_last (columns, TRUTH_REQUEST_LINE, TRUTH_STATUS_LINE),
                               columns[TRUTH_CALL_ID], NULL));
    }
  return messages;
}

static GPtrArray *
list_messages (LoreTrace *trace)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < lore_trace_get_n_events (trace); i++)
    {
      g_autofree char *call_id = NULL;
      g_autofree char *start_line = NULL;
      LoreEvent event;
      SipIndex index;
      const guint8 *data;
      gsize len;

      lore_trace_get_event (trace, i, &event);
      if (event.message == NULL)
        continue;
      data = g_bytes_get_data (event.message, &len);
      sip_index (data, len, &index);
      call_id = g_strndup ((const char *)data + index.call_id.at, index.call_id.len);
      start_line = g_strndup ((const char *)data, len);
      start_line[strcspn (start_line, "\r\n")] = '\0';
      g_ptr_array_add (messages,
                       g_strjoin (" | ", lore_transport_get_name (event.transport),
                                  event.source, event.destination, start_line, call_id,
                                  NULL));
    }
  return messages;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static LoreImportReport *
read_capture (const char *path, LoreTrace *trace)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  LoreImportReport *report = lore_format_read (file, trace, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report);
  return report;
}

static void
check_capture (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *truth = g_strconcat (folder, "/../truth/", name, ".sip.tsv", NULL);
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = read_capture (path, trace);
  g_autoptr (GPtrArray) expected = read_truth (truth);
  g_autoptr (GPtrArray) messages = list_messages (trace);

  g_test_message ("%s: %u messages", name, messages->len);
  g_ptr_array_sort (expected, compare_texts);
  g_ptr_array_sort (messages, compare_texts);
  for (guint i = 0; i < MIN (expected->len, messages->len); i++)
    g_assert_cmpstr (g_ptr_array_index (messages, i), ==,
                     g_ptr_array_index (expected, i));
  g_assert_cmpuint (messages->len, ==, expected->len);
}

static void
test_messages (void)
{
  g_autofree char *folder = dup_shared ("pcap");
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  if (dir == NULL)
    {
      g_test_skip ("the shared captures are not here");
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (strstr (name, "cap") != NULL)
      check_capture (folder, name);
}

/* A line of tshark's "rtp,streams" against the stream of that SSRC: packets, lost, and
 * the most jitter in ms. It shows the streams it was told of by SDP; ours may be more. */
static void
check_stream (LoreTrace *trace, const char *line)
{
  g_auto (GStrv) words = g_strsplit_set (line, " ", -1);
  const char *columns[20] = { NULL };
  const LoreRtpStream *found = NULL;
  gsize n = 0;

  for (gsize i = 0; words[i] != NULL && n < G_N_ELEMENTS (columns); i++)
    if (*words[i] != '\0')
      columns[n++] = words[i];
  g_assert_cmpuint (n, >=, 16);
  for (guint i = 0; i < lore_trace_get_n_streams (trace); i++)
    if (lore_trace_get_stream (trace, i)->ssrc == g_ascii_strtoull (columns[6], NULL, 16))
      found = lore_trace_get_stream (trace, i);
  g_assert_nonnull (found);
  g_assert_cmpuint (found->n_packets, ==, g_ascii_strtoull (columns[8], NULL, 10));
  g_assert_cmpuint (found->n_lost, ==, g_ascii_strtoull (columns[9], NULL, 10));
  g_assert_cmpfloat_with_epsilon (found->max_jitter_us / 1000.0,
                                  g_ascii_strtod (columns[16], NULL), 0.01);
  g_assert_cmpuint (found->call, !=, LORE_ID_NONE);
}

static void
test_streams (void)
{
  g_autofree char *folder = dup_shared ("truth");
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  if (dir == NULL)
    {
      g_test_skip ("the shared captures are not here");
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *truth = g_build_filename (folder, name, NULL);
      g_autofree char *capture = g_strndup (name, strlen (name) - 8);
      g_autofree char *path = g_build_filename (folder, "..", "pcap", capture, NULL);
      g_autofree char *text = NULL;
      g_auto (GStrv) lines = NULL;
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (LoreImportReport) report = NULL;

      if (!g_str_has_suffix (name, ".rtp.txt"))
        continue;
      report = read_capture (path, trace);
      g_assert_true (g_file_get_contents (truth, &text, NULL, NULL));
      lines = g_strsplit (text, "\n", -1);
      for (gsize i = 2; lines[i] != NULL && *lines[i] == ' '; i++)
        check_stream (trace, lines[i]);
    }
}

/* Samples of the container alone: read to the end, without a word of damage. */
static void
test_containers (void)
{
  g_autofree char *folder = dup_shared ("pcap/container");
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  if (dir == NULL)
    {
      g_test_skip ("the shared captures are not here");
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (LoreImportReport) report = read_capture (path, trace);

      for (guint i = 0; i < report->remarks->len; i++)
        {
          LoreRemark *remark = g_ptr_array_index (report->remarks, i);

          g_test_message ("%s: %s", name, remark->id);
          g_assert_cmpstr (remark->id, !=, "import:capture-damaged");
        }
    }
}

/* Every log against the count in the manifest, whose columns are file, …, messages. */
static void
test_logs (void)
{
  /* The manifest counts the start line once more, which the log repeats as a label. */
  static const char twice[] = "logs/kamailio/2600hz__call_inspector_1.log";
  g_autofree char *manifest = dup_shared ("MANIFEST.tsv");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_logs = 0;

  if (manifest == NULL || !g_file_get_contents (manifest, &text, NULL, NULL))
    {
      g_test_skip ("the shared captures are not here");
      return;
    }
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) columns = g_strsplit (lines[i], "\t", -1);
      g_autofree char *path = NULL;
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (LoreImportReport) report = NULL;
      guint n;

      if (!g_str_has_prefix (lines[i], "logs/"))
        continue;
      path = dup_shared (columns[0]);
      report = read_capture (path, trace);
      n = g_ascii_strtoull (columns[6], NULL, 10) - g_str_equal (columns[0], twice);
      g_test_message ("%s: %u messages, %s", columns[0], n, report->format);
      g_assert_cmpuint (report->n_messages, ==, n);
      n_logs++;
    }
  g_assert_cmpuint (n_logs, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/captures/messages", test_messages);
  g_test_add_func ("/captures/streams", test_streams);
  g_test_add_func ("/captures/containers", test_containers);
  g_test_add_func ("/captures/logs", test_logs);
  return g_test_run ();
}
