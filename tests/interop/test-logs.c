/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What SIPp and Kamailio write of a conversation with us, read back: as many messages as
 * our own trace has, in the dialect they are written in.
 */
#include "peer.h"

#include <glib/gstdio.h>

#include "formats/format.h"

typedef struct
{
  LoreTrace *trace;
  LoreImportReport *report;
} Log;

static void
log_read (Log *log, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  log->trace = lore_trace_new ();
  log->report = lore_format_read (file, log->trace, NULL, &error);
  g_assert_no_error (error);
}

static void
log_clear (Log *log)
{
  g_clear_pointer (&log->report, lore_import_report_free);
  g_clear_object (&log->trace);
}

/* Both saw the same, in the same order. */
static void
assert_same (LoreTrace *ours, const Log *log, const char *dialect)
{
  guint n = lore_trace_get_n_messages (ours);

  g_assert_cmpstr (log->report->format, ==, dialect);
  g_assert_cmpuint (log->report->n_messages, ==, n);
  for (guint i = 0; i < n; i++)
    {
      LoreMessage left, right;

      lore_trace_get_message (ours, i, &left);
      lore_trace_get_message (log->trace, i, &right);
      g_assert_cmpuint (left.method, ==, right.method);
      g_assert_cmpuint (left.status, ==, right.status);
      g_assert_cmpuint (left.cseq, ==, right.cseq);
    }
}

static void
clear_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

static void
test_sipp (Meeting *meeting, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("siplore-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "messages.log", NULL);
  g_autofree char *port = NULL, *address = NULL;
  Log log;

  if (!meeting_has ("sipp"))
    return;
  port = g_strdup_printf ("%u", meeting_find_free_port (meeting));
  address = g_strdup_printf ("127.0.0.1:%s", port);
  meeting_start (meeting,
                 (const char *const[]){ "sipp", "-sn", "uas", "-i", "127.0.0.1", "-p",
                                        port, "-m", "1", "-nostdin", "-trace_msg",
                                        "-message_file", path, NULL });
  meeting_wait_for_port (meeting, g_ascii_strtoull (port, NULL, 10));
  meeting_send (meeting, "invite", address);
  meeting_wait_for_offer (meeting, "bye");
  meeting_send (meeting, "bye", address);
  meeting_wait_for_message (meeting, "SIP/2.0 200", 2);
  g_assert_cmpint (meeting_wait_for_exit (meeting), ==, 0);

  log_read (&log, path);
  assert_same (meeting->trace, &log, "sipp");
  log_clear (&log);
  clear_folder (folder);
}

#define KAMAILIO                                                                         \
  "debug=0\nchildren=1\nlisten=udp:127.0.0.1:%s\n"                                       \
  "loadmodule \"sl.so\"\nloadmodule \"sipdump.so\"\n"                                    \
  "modparam(\"sipdump\", \"enable\", 1)\n"                                               \
  "modparam(\"sipdump\", \"folder\", \"%s\")\n"                                          \
  "request_route { sl_send_reply(\"200\", \"Here\"); }\n"

/* The only file in the folder whose name begins with "kamailio-sipdump". */
static char *
find_dump (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "kamailio-sipdump"))
      return g_build_filename (folder, name, NULL);
  return NULL;
}

/* Its writer wakes up by itself: until the answer is in the file. */
static char *
wait_for_dump (const char *folder)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *path = find_dump (folder);
      g_autofree char *text = NULL;

      if (path != NULL && g_file_get_contents (path, &text, NULL, NULL)
          && g_strstr_len (text, -1, "SIP/2.0 200 Here") != NULL)
        return g_steal_pointer (&path);
      g_usleep (50 * 1000);
    }
  g_error ("Kamailio wrote nothing within 10 s");
}

static void
test_kamailio (Meeting *meeting, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("siplore-XXXXXX", NULL);
  g_autofree char *cfg = g_build_filename (folder, "kamailio.cfg", NULL);
  g_autofree char *pid = g_build_filename (folder, "pid", NULL);
  g_autofree char *port = NULL, *address = NULL, *text = NULL, *dump = NULL;
  Log log;

  if (!meeting_has ("kamailio"))
    return;
  port = g_strdup_printf ("%u", meeting_find_free_port (meeting));
  address = g_strdup_printf ("127.0.0.1:%s", port);
  text = g_strdup_printf (KAMAILIO, port, folder);
  g_assert_true (g_file_set_contents (cfg, text, -1, NULL));
  meeting_start (meeting,
                 (const char *const[]){ "kamailio", "-f", cfg, "-DD", "-E", "-m", "32",
                                        "-M", "4", "-Y", folder, "-P", pid, NULL });
  meeting_wait_for_port (meeting, g_ascii_strtoull (port, NULL, 10));
  meeting_send (meeting, "options", address);
  meeting_wait_for_message (meeting, "SIP/2.0 200", 1);
  dump = wait_for_dump (folder);

  log_read (&log, dump);
  assert_same (meeting->trace, &log, "sipdump");
  log_clear (&log);
  clear_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/logs/sipp", Meeting, NULL, meeting_setup, test_sipp, meeting_teardown);
  g_test_add ("/logs/kamailio", Meeting, NULL, meeting_setup, test_kamailio,
              meeting_teardown);
  return g_test_run ();
}
