/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/format.h"
#include "peer.h"

#include <glib/gstdio.h>
#include <string.h>

/* Everything that a lesson sends, as a capture; a dissector that is not ours reads it and
 * finds nothing malformed, and every message. */
static void
test_dissect (Meeting *meeting, gconstpointer data)
{
  const char *bob = lore_lab_get_bob_address (meeting->lab);
  const char *registrar = lore_lab_get_registrar_address (meeting->lab);
  g_autofree char *path = NULL, *malformed = NULL, *methods = NULL, *decode = NULL;
  g_autofree char *decode_registrar = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  if (!meeting_has ("tshark"))
    return;
  lore_lab_set_bob_answer_after (meeting->lab, 0.3);
  meeting_send (meeting, "options", bob);
  meeting_send (meeting, "register", registrar);
  meeting_send (meeting, "message", bob);
  meeting_send (meeting, "subscribe", bob);
  meeting_send (meeting, "unregister", registrar);
  meeting_wait_for_message (meeting, "SIP/2.0 ", 5);
  meeting_send (meeting, "invite", bob);
  meeting_wait_for_offer (meeting, "bye");
  meeting_send (meeting, "info", bob);
  meeting_send (meeting, "refer", bob);
  meeting_wait_for_message (meeting, "SIP/2.0 202", 1);
  meeting_send (meeting, "bye", bob);
  meeting_wait_for_message (meeting, "SIP/2.0 ", 11);
  meeting_send (meeting, "invite", bob);
  meeting_wait_for_offer (meeting, "cancel");
  meeting_send (meeting, "cancel", bob);
  meeting_wait_for_message (meeting, "ACK", 2);

  path = g_build_filename (g_get_tmp_dir (), "siplore-interop-XXXXXX.pcap", NULL);
  g_close (g_mkstemp (path), NULL);
  file = g_file_new_for_path (path);
  g_assert_true (lore_format_write (meeting->trace, file, "pcap", &error));
  g_assert_no_error (error);
  decode = g_strdup_printf ("udp.port==%s,sip", strrchr (bob, ':') + 1);
  decode_registrar = g_strdup_printf ("udp.port==%s,sip", strrchr (registrar, ':') + 1);
  malformed = meeting_run ((const char *const[]){ "tshark", "-n", "-r", path, "-d",
                                                  decode, "-d", decode_registrar, "-Y",
                                                  "_ws.malformed || !sip", NULL });
  g_assert_cmpstr (malformed, ==, "");
  methods = meeting_run ((const char *const[]){ "tshark", "-n", "-r", path, "-d", decode,
                                                "-d", decode_registrar, "-T", "fields",
                                                "-e", "sip.CSeq", NULL });
  lines = g_strsplit (g_strchomp (methods), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==,
                    lore_trace_get_n_messages (meeting->trace));
  for (gsize i = 0; lines[i] != NULL; i++)
    g_assert_cmpstr (lines[i], !=, "");
  g_unlink (path);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/tshark/dissect", Meeting, NULL, meeting_setup, test_dissect,
              meeting_teardown);
  return g_test_run ();
}
