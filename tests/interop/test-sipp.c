/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "peer.h"

/* Our caller, SIPp's callee: a whole call, and SIPp is content with it. */
static void
test_we_call (Meeting *meeting, gconstpointer data)
{
  guint16 port;
  g_autofree char *port_text = NULL, *address = NULL;

  if (!meeting_has ("sipp"))
    return;
  port = meeting_find_free_port (meeting);
  port_text = g_strdup_printf ("%u", port);
  address = g_strdup_printf ("127.0.0.1:%u", port);
  meeting_start (meeting,
                 (const char *const[]){ "sipp", "-sn", "uas", "-i", "127.0.0.1", "-p",
                                        port_text, "-m", "1", "-nostdin", NULL });
  meeting_wait_for_port (meeting, port);
  meeting_send (meeting, "invite", address);
  meeting_wait_for_offer (meeting, "bye");
  meeting_send (meeting, "bye", address);
  meeting_wait_for_message (meeting, "SIP/2.0 180", 1);
  meeting_wait_for_message (meeting, "SIP/2.0 200", 2);
  g_assert_cmpint (meeting_wait_for_exit (meeting), ==, 0);
}

/* SIPp's caller, our Bob: three calls. */
static void
test_bob_is_called (Meeting *meeting, gconstpointer data)
{
  if (!meeting_has ("sipp"))
    return;
  lore_lab_set_bob_answer_after (meeting->lab, 0.3);
  meeting_start (meeting,
                 (const char *const[]){ "sipp", "-sn", "uac", "-i", "127.0.0.1", "-m",
                                        "3", "-nostdin",
                                        lore_lab_get_bob_address (meeting->lab), NULL });
  g_assert_cmpint (meeting_wait_for_exit (meeting), ==, 0);
  meeting_wait_for_message (meeting, "INVITE", 3);
  meeting_wait_for_message (meeting, "ACK", 3);
  meeting_wait_for_message (meeting, "BYE", 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sipp/we-call", Meeting, NULL, meeting_setup, test_we_call,
              meeting_teardown);
  g_test_add ("/sipp/bob-is-called", Meeting, NULL, meeting_setup, test_bob_is_called,
              meeting_teardown);
  return g_test_run ();
}
