/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "peer.h"

static void
test_options (Meeting *meeting, gconstpointer data)
{
  g_autofree char *uri = NULL;

  if (!meeting_has ("sipsak"))
    return;
  uri = g_strconcat ("sip:bob@", lore_lab_get_bob_address (meeting->lab), NULL);
  meeting_start (meeting, (const char *const[]){ "sipsak", "-v", "-s", uri, NULL });
  g_assert_cmpint (meeting_wait_for_exit (meeting), ==, 0);
  meeting_wait_for_message (meeting, "OPTIONS", 1);
}

/* sipsak registers with our registrar and asks what stands there. */
static void
test_register (Meeting *meeting, gconstpointer data)
{
  g_autofree char *uri = NULL;

  if (!meeting_has ("sipsak"))
    return;
  uri = g_strconcat ("sip:eve@", lore_lab_get_registrar_address (meeting->lab), NULL);
  meeting_start (meeting,
                 (const char *const[]){ "sipsak", "-U", "-C", "sip:eve@127.0.0.1:5999",
                                        "-x", "120", "-s", uri, NULL });
  g_assert_cmpint (meeting_wait_for_exit (meeting), ==, 0);
  meeting_wait_for_message (meeting, "REGISTER", 1);
}

/* It is asked who it is, and our registrar finds the answer right. */
static void
test_login (Meeting *meeting, gconstpointer data)
{
  g_autoptr (LoreNetworkPlan) plan =
      lore_network_plan_parse ("registrar atlanta users=eve:secret digest=md5\n", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = NULL;

  if (!meeting_has ("sipsak"))
    return;
  lore_lab_load_network (meeting->lab, plan, NULL, &error);
  g_assert_no_error (error);
  uri = g_strconcat ("sip:eve@", lore_lab_get_station_address (meeting->lab, "atlanta"),
                     NULL);
  meeting_start (meeting, (const char *const[]){
                              "sipsak", "-U", "-C", "sip:eve@127.0.0.1:5999", "-x", "120",
                              "-u", "eve", "-a", "secret", "-s", uri, NULL });
  g_assert_cmpint (meeting_wait_for_exit (meeting), ==, 0);
  g_assert_cmpuint (meeting_count (meeting, "SIP/2.0 401", "Digest realm="), ==, 1);
  g_assert_cmpuint (meeting_count (meeting, "REGISTER", "\r\nAuthorization: Digest"), ==,
                    1);
  g_assert_cmpuint (meeting_count (meeting, "SIP/2.0 200", "<sip:eve@127.0.0.1:5999>"),
                    ==, 1);
}

/* Hop by hop by Max-Forwards, as traceroute does it: our proxy answers 483, then the
 * callee behind it 200. */
static void
test_traceroute (Meeting *meeting, gconstpointer data)
{
  g_autoptr (LoreNetworkPlan) plan =
      lore_network_plan_parse ("proxy atlanta domain=atlanta.example\nuas Bob\n"
                               "bind sip:bob@atlanta.example Bob\n",
                               NULL);
  g_autoptr (GError) error = NULL;
  const char *address;

  if (!meeting_has ("sipsak"))
    return;
  lore_lab_load_network (meeting->lab, plan, NULL, &error);
  g_assert_no_error (error);
  address = lore_lab_get_station_address (meeting->lab, "atlanta");
  meeting_start (meeting, (const char *const[]){ "sipsak", "-T", "-p", address, "-s",
                                                 "sip:bob@atlanta.example", NULL });
  g_assert_cmpint (meeting_wait_for_exit (meeting), ==, 0);
  meeting_wait_for_message (meeting, "OPTIONS sip:bob@atlanta.example", 2);
  meeting_wait_for_message (meeting, "SIP/2.0 200", 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sipsak/options", Meeting, NULL, meeting_setup, test_options,
              meeting_teardown);
  g_test_add ("/sipsak/register", Meeting, NULL, meeting_setup, test_register,
              meeting_teardown);
  g_test_add ("/sipsak/login", Meeting, NULL, meeting_setup, test_login,
              meeting_teardown);
  g_test_add ("/sipsak/traceroute", Meeting, NULL, meeting_setup, test_traceroute,
              meeting_teardown);
  return g_test_run ();
}
