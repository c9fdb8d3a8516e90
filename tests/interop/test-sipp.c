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

/* SIPp's caller, our proxy, which stays on the way, and SIPp's callee or our Bob. */
static void
test_through_proxy (Meeting *meeting, gconstpointer callee)
{
  g_autoptr (LoreNetworkPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *port_text = NULL;
  g_autoptr (GSubprocess) uas = NULL;
  guint16 port = 0;

  if (!meeting_has ("sipp"))
    return;
  if (g_str_equal (callee, "sipp"))
    {
      port = meeting_find_free_port (meeting);
      port_text = g_strdup_printf ("%u", port);
      uas = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, "sipp", "-sn",
                              "uas", "-i", "127.0.0.1", "-p", port_text, "-m", "3",
                              "-nostdin", NULL);
      g_assert_no_error (error);
      meeting_wait_for_port (meeting, port);
      text = g_strdup_printf ("proxy atlanta domain=atlanta.example record-route\n"
                              "bind sip:service@atlanta.example sip:bob@127.0.0.1:%u\n",
                              port);
    }
  else
    text = g_strdup ("proxy atlanta domain=atlanta.example record-route\n"
                     "uas Bob answer-after=0.2\n"
                     "bind sip:service@atlanta.example Bob\n");
  plan = lore_network_plan_parse (text, &error);
  g_assert_no_error (error);
  lore_lab_load_network (meeting->lab, plan, NULL, &error);
  g_assert_no_error (error);
  meeting_start (meeting,
                 (const char *const[]){
                     "sipp", "-sn", "uac", "-i", "127.0.0.1", "-m", "3", "-rsa",
                     lore_lab_get_station_address (meeting->lab, "atlanta"), "-nostdin",
                     lore_lab_get_station_address (meeting->lab, "atlanta"), NULL });
  g_assert_cmpint (meeting_wait_for_exit (meeting), ==, 0);
  meeting_wait_for_message (meeting, "INVITE sip:service@", 3);
  meeting_wait_for_message (meeting, "BYE sip:service@", 3);
  if (uas != NULL)
    {
      g_subprocess_force_exit (uas);
      g_subprocess_wait (uas, NULL, NULL);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sipp/we-call", Meeting, NULL, meeting_setup, test_we_call,
              meeting_teardown);
  g_test_add ("/sipp/bob-is-called", Meeting, NULL, meeting_setup, test_bob_is_called,
              meeting_teardown);
  g_test_add ("/sipp/through-proxy-to-bob", Meeting, "bob", meeting_setup,
              test_through_proxy, meeting_teardown);
  g_test_add ("/sipp/through-proxy-to-sipp", Meeting, "sipp", meeting_setup,
              test_through_proxy, meeting_teardown);
  return g_test_run ();
}
