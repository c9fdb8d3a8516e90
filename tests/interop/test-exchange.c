/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What others write is read by us, and what we write is read by them: logs, captures,
 * scenarios, made while the test runs.
 */
#include "formats/format.h"
#include "peer.h"
#include "trace/call.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
dup_path (const char *ending)
{
  g_autofree char *name = g_strconcat ("siplore-exchange-XXXXXX", ending, NULL);
  char *path = g_build_filename (g_get_tmp_dir (), name, NULL);

  g_close (g_mkstemp (path), NULL);
  return path;
}

static void
write_trace (LoreTrace *trace, const char *path, const char *format)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (lore_format_write (trace, file, format, &error));
  g_assert_no_error (error);
}

static LoreTrace *
read_trace (const char *path, const char *format)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  LoreTrace *trace = lore_trace_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LoreImportReport) report = lore_format_read (file, trace, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (report->format, ==, format);
  return trace;
}

/* How many messages of @trace are, byte for byte, in @other. */
static guint
count_found (LoreTrace *trace, LoreTrace *other)
{
  guint n = 0;

  for (guint32 i = 0; i < lore_trace_get_n_messages (trace); i++)
    {
      g_autoptr (GBytes) wanted = lore_trace_dup_bytes (trace, i);
      gboolean found = FALSE;

      for (guint32 j = 0; !found && j < lore_trace_get_n_messages (other); j++)
        {
          g_autoptr (GBytes) bytes = lore_trace_dup_bytes (other, j);

          found = g_bytes_equal (wanted, bytes);
        }
      n += found;
    }
  return n;
}

static void
call_bob (Meeting *meeting, const char *const *more)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;

  g_strv_builder_add_many (builder, "sipp", "-i", "127.0.0.1", "-nostdin", "-m", "1",
                           NULL);
  g_strv_builder_addv (builder, (const char **)more);
  g_strv_builder_add (builder, lore_lab_get_bob_address (meeting->lab));
  argv = g_strv_builder_end (builder);
  meeting_start (meeting, (const char *const *)argv);
  g_assert_cmpint (meeting_wait_for_exit (meeting), ==, 0);
  meeting_wait_for_message (meeting, "BYE", 1);
}

/* Every message that SIPp logs is one we have seen, to the byte. */
static void
test_sipp_log (Meeting *meeting, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (LoreTrace) log = NULL;

  if (!meeting_has ("sipp"))
    return;
  path = dup_path (".log");
  lore_lab_set_bob_answer_after (meeting->lab, 0.1);
  call_bob (meeting, (const char *const[]){ "-sn", "uac", "-trace_msg", "-message_file",
                                            path, NULL });
  log = read_trace (path, "sipp");
  g_assert_cmpuint (lore_trace_get_n_messages (log), >=, 6);
  g_assert_cmpuint (count_found (log, meeting->trace), ==,
                    lore_trace_get_n_messages (log));
  g_unlink (path);
}

/* A call that was seen becomes a scenario, and SIPp makes the same call with it. */
static void
test_scenario (Meeting *meeting, gconstpointer data)
{
  g_autofree char *path = NULL;
  guint n;

  if (!meeting_has ("sipp"))
    return;
  path = dup_path (".xml");
  lore_lab_set_bob_answer_after (meeting->lab, 0.1);
  call_bob (meeting, (const char *const[]){ "-sn", "uac", NULL });
  n = lore_trace_get_n_messages (meeting->trace);
  write_trace (meeting->trace, path, "sipp-scenario");
  g_clear_object (&meeting->peer);
  call_bob (meeting, (const char *const[]){ "-sf", path, NULL });
  meeting_wait_for_message (meeting, "BYE", 2);
  g_assert_cmpuint (lore_trace_get_n_messages (meeting->trace), ==, 2 * n);
  g_assert_cmpuint (lore_trace_get_n_calls (meeting->trace), ==, 2);
  g_unlink (path);
}

/* Both kinds of capture, by programs that are not ours: as many messages, one call. */
static void
test_captures (Meeting *meeting, gconstpointer data)
{
  static const char *const formats[] = { "pcap", "pcapng" };
  const char *bob = lore_lab_get_bob_address (meeting->lab);

  if (!meeting_has ("tshark") || !meeting_has ("sngrep"))
    return;
  lore_lab_set_bob_answer_after (meeting->lab, 0.1);
  meeting_send (meeting, "invite", bob);
  meeting_wait_for_offer (meeting, "bye");
  meeting_send (meeting, "bye", bob);
  meeting_wait_for_message (meeting, "SIP/2.0 200", 2);
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = dup_path (formats[i]);
      g_autofree char *decode =
          g_strdup_printf ("udp.port==%s,sip", strrchr (bob, ':') + 1);
      g_autofree char *frames = NULL, *dialogs = NULL;
      g_auto (GStrv) lines = NULL;

      write_trace (meeting->trace, path, formats[i]);
      frames = meeting_run ((const char *const[]){ "tshark", "-n", "-r", path, "-d",
                                                   decode, "-Y", "sip", "-T", "fields",
                                                   "-e", "sip.Call-ID", NULL });
      lines = g_strsplit (g_strchomp (frames), "\n", -1);
      g_assert_cmpuint (g_strv_length (lines), ==,
                        lore_trace_get_n_messages (meeting->trace));
      dialogs =
          meeting_run ((const char *const[]){ "sngrep", "-F", "-N", "-I", path, NULL });
      g_assert_nonnull (strstr (dialogs, "Dialog count: 1"));
      g_unlink (path);
    }
}

/* Round trips over what really went by. */
static void
test_round_trips (Meeting *meeting, gconstpointer data)
{
  static const char *const formats[] = { "session", "pcap", "pcapng" };
  const char *bob = lore_lab_get_bob_address (meeting->lab);

  lore_lab_set_bob_answer_after (meeting->lab, 0.1);
  meeting_send (meeting, "invite", bob);
  meeting_wait_for_offer (meeting, "bye");
  meeting_send (meeting, "bye", bob);
  meeting_wait_for_message (meeting, "SIP/2.0 200", 2);
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = dup_path (".any");
      g_autoptr (LoreTrace) again = NULL;
      guint n = lore_trace_get_n_messages (meeting->trace);

      write_trace (meeting->trace, path, formats[i]);
      again = read_trace (path, formats[i]);
      g_assert_cmpuint (lore_trace_get_n_messages (again), ==, n);
      g_assert_cmpuint (count_found (meeting->trace, again), ==, n);
      g_unlink (path);
    }
}

/* baresip's own trace of a call to Bob: its output is a log of it. */
static void
test_baresip_log (Meeting *meeting, gconstpointer data)
{
  g_autofree char *folder = NULL, *accounts = NULL, *config = NULL, *path = NULL;
  g_autofree char *command = NULL;
  g_autoptr (LoreTrace) log = NULL;

  if (!meeting_has ("baresip"))
    return;
  folder = g_dir_make_tmp ("siplore-baresip-XXXXXX", NULL);
  accounts = g_build_filename (folder, "accounts", NULL);
  config = g_build_filename (folder, "config", NULL);
  path = g_build_filename (folder, "log", NULL);
  g_assert_true (g_file_set_contents (
      accounts, "<sip:alice@127.0.0.1>;regint=0;answermode=manual\n", -1, NULL));
  g_assert_true (g_file_set_contents (config,
                                      "sip_listen 127.0.0.1:0\nnet_interface 127.0.0.1\n"
                                      "module_path /usr/lib/baresip/modules\n"
                                      "module_app account.so\nmodule_app menu.so\n"
                                      "module g711.so\n",
                                      -1, NULL));
  lore_lab_set_bob_answer_after (meeting->lab, 0.1);
  command =
      g_strdup_printf ("exec baresip -s -f '%s' -e '/dial sip:bob@%s' -t 2 >'%s' 2>&1",
                       folder, lore_lab_get_bob_address (meeting->lab), path);
  meeting_start (meeting, (const char *const[]){ "sh", "-c", command, NULL });
  g_assert_cmpint (meeting_wait_for_exit (meeting), ==, 0);
  log = read_trace (path, "baresip");
  g_assert_cmpuint (lore_trace_get_n_messages (log), >=, 6); /* INVITE … 200 to BYE */
  g_assert_cmpuint (count_found (log, meeting->trace), ==,
                    lore_trace_get_n_messages (log));
  g_unlink (accounts);
  g_unlink (config);
  g_unlink (path);
  g_rmdir (folder);
}

#define KAMAILIO                                                                         \
  "debug=0\nchildren=1\nlisten=udp:127.0.0.1:%u\n"                                       \
  "mpath=\"/usr/lib/x86_64-linux-gnu/kamailio/modules/\"\n"                              \
  "loadmodule \"sl.so\"\nloadmodule \"sipdump.so\"\n"                                    \
  "modparam(\"sipdump\", \"enable\", 1)\nmodparam(\"sipdump\", \"folder\", \"%s\")\n"    \
  "request_route { sl_send_reply(\"200\", \"Here\"); }\n"

/* A file in the folder whose name ends like this; NULL when there is none yet. */
static char *
find_file (const char *folder, const char *ending)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ending))
      return g_build_filename (folder, name, NULL);
  return NULL;
}

/* Its writer wakes up by itself: is the answer in the file? */
static gboolean
is_dumped (Meeting *meeting, gconstpointer folder)
{
  g_autofree char *path = find_file (folder, ".data");
  g_autofree char *text = NULL;

  return path != NULL && g_file_get_contents (path, &text, NULL, NULL)
         && strstr (text, "SIP/2.0 200 Here") != NULL;
}

/* What Kamailio dumps of a request and its answer is what we sent and got, to the byte.
 */
static void
test_kamailio_dump (Meeting *meeting, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("siplore-kamailio-XXXXXX", NULL);
  g_autofree char *cfg = g_build_filename (folder, "kamailio.cfg", NULL);
  g_autofree char *pid = g_build_filename (folder, "pid", NULL);
  guint16 port = meeting_find_free_port (meeting);
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", port);
  g_autofree char *text = g_strdup_printf (KAMAILIO, port, folder);
  g_autofree char *path = NULL;
  g_autoptr (LoreTrace) dump = NULL;

  if (!meeting_has ("kamailio"))
    return;
  g_assert_true (g_file_set_contents (cfg, text, -1, NULL));
  meeting_start (meeting,
                 (const char *const[]){ "kamailio", "-f", cfg, "-DD", "-E", "-m", "32",
                                        "-M", "4", "-Y", folder, "-P", pid, NULL });
  meeting_wait_for_port (meeting, port);
  meeting_send (meeting, "options", address);
  meeting_wait_for_message (meeting, "SIP/2.0 200", 1);
  meeting_wait_until (meeting, is_dumped, folder, "Kamailio's dump");
  path = find_file (folder, ".data");
  dump = read_trace (path, "sipdump");
  g_assert_cmpuint (lore_trace_get_n_messages (dump), ==, 2);
  g_assert_cmpuint (count_found (dump, meeting->trace), ==, 2);
  for (char *file; (file = find_file (folder, "")) != NULL; g_free (file))
    g_unlink (file);
  g_rmdir (folder);
}

static void
assert_same_ways (LoreTrace *left, LoreTrace *right)
{
  for (guint i = 0; i < lore_trace_get_n_events (left); i++)
    {
      LoreEvent one, other;

      lore_trace_get_event (left, i, &one);
      lore_trace_get_event (right, i, &other);
      g_assert_cmpstr (one.source, ==, other.source);
      g_assert_cmpstr (one.destination, ==, other.destination);
      g_assert_cmpint (one.transport, ==, other.transport);
      g_assert_cmpint (one.unix_us, ==, other.unix_us);
    }
}

/* tshark hands on what it dissected, each message with tags of where it came from. */
static void
test_exported_pdus (Meeting *meeting, gconstpointer data)
{
  g_autofree char *capture =
      g_test_build_filename (G_TEST_DIST, "..", "examples", "call.pcap", NULL);
  g_autofree char *path = NULL;
  g_autoptr (LoreTrace) packets = NULL;
  g_autoptr (LoreTrace) exported = NULL;

  if (!meeting_has ("tshark"))
    return;
  path = dup_path (".pcapng");
  g_free (meeting_run ((const char *const[]){ "tshark", "-r", capture, "-U",
                                              "OSI layer 7", "-w", path, NULL }));
  packets = read_trace (capture, "pcap");
  exported = read_trace (path, "pcapng");
  g_assert_cmpuint (lore_trace_get_n_messages (exported), >, 0);
  g_assert_cmpuint (lore_trace_get_n_messages (exported), ==,
                    lore_trace_get_n_messages (packets));
  assert_same_ways (packets, exported);
  g_unlink (path);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                  \
  g_test_add (path, Meeting, NULL, meeting_setup, func, meeting_teardown)
  ADD ("/exchange/sipp-log", test_sipp_log);
  ADD ("/exchange/scenario", test_scenario);
  ADD ("/exchange/captures", test_captures);
  ADD ("/exchange/round-trips", test_round_trips);
  ADD ("/exchange/baresip-log", test_baresip_log);
  ADD ("/exchange/kamailio-dump", test_kamailio_dump);
  ADD ("/exchange/exported-pdus", test_exported_pdus);
  return g_test_run ();
}
