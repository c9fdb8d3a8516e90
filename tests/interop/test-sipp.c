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

/* --- scenarios of our own ---------------------------------------------------------- */

/* SIPp with one of scenarios/, as the callee; returns where it listens. */
static char *
start_scenario (Meeting *meeting, const char *name, const char *transport)
{
  guint16 port = meeting_find_free_port (meeting);
  g_autofree char *port_text = g_strdup_printf ("%u", port);
  g_autofree char *file_name = g_strconcat (name, ".xml", NULL);
  g_autofree char *file =
      g_test_build_filename (G_TEST_DIST, "interop", "scenarios", file_name, NULL);
  gboolean built_in = g_str_equal (name, "uas");

  meeting_start (meeting, (const char *const[]){
                              "sipp", built_in ? "-sn" : "-sf", built_in ? name : file,
                              "-i", "127.0.0.1", "-p", port_text, "-t", transport, "-m",
                              "1", "-nostdin", NULL });
  if (g_str_equal (transport, "t1"))
    meeting_wait_for_tcp_port (meeting, port);
  else
    meeting_wait_for_port (meeting, port);
  return g_strdup_printf ("127.0.0.1:%u%s", port,
                          g_str_equal (transport, "t1") ? ";transport=tcp" : "");
}

/* Moved: acknowledged, and no call. */
static void
test_redirect (Meeting *meeting, gconstpointer data)
{
  g_autofree char *address = NULL;

  if (!meeting_has ("sipp"))
    return;
  address = start_scenario (meeting, "redirect", "u1");
  meeting_send (meeting, "invite", address);
  g_assert_cmpint (meeting_wait_for_exit (meeting), ==, 0);
  meeting_wait_for_message (meeting, "SIP/2.0 302", 1);
}

/* CANCEL and 200 cross (§9.1): the call stands, is acknowledged and hung up. */
static void
test_cancel_race (Meeting *meeting, gconstpointer data)
{
  g_autofree char *address = NULL;

  if (!meeting_has ("sipp"))
    return;
  address = start_scenario (meeting, "cancel-race", "u1");
  meeting_send (meeting, "invite", address);
  meeting_wait_for_offer (meeting, "cancel");
  meeting_send (meeting, "cancel", address);
  meeting_wait_for_offer (meeting, "bye");
  meeting_send (meeting, "bye", address);
  g_assert_cmpint (meeting_wait_for_exit (meeting), ==, 0);
}

/* A reliable 183 gets its PRACK by itself (RFC 3262 §4). */
static void
test_reliable (Meeting *meeting, gconstpointer data)
{
  g_autofree char *address = NULL;

  if (!meeting_has ("sipp"))
    return;
  address = start_scenario (meeting, "reliable", "u1");
  meeting_send (meeting, "invite-reliable", address);
  meeting_wait_for_offer (meeting, "bye");
  meeting_send (meeting, "bye", address);
  g_assert_cmpint (meeting_wait_for_exit (meeting), ==, 0);
}

/* SIPp asks who is there, and finds the answer right (RFC 3261 §22.2). */
static void
test_challenge (Meeting *meeting, gconstpointer data)
{
  g_autofree char *address = NULL;

  if (!meeting_has ("sipp"))
    return;
  lore_lab_set_login (meeting->lab, "alice", "wonderland");
  address = start_scenario (meeting, "challenge", "u1");
  meeting_send (meeting, "register", address);
  meeting_wait_for_message (meeting, "SIP/2.0 401", 1);
  meeting_wait_for_message (meeting, "SIP/2.0 200", 1);
  g_assert_cmpint (meeting_wait_for_exit (meeting), ==, 0);
}

/* SIPp logs in at our registrar, once MD5 stands on top: it reads no second challenge. */
static void
test_login (Meeting *meeting, gconstpointer digest)
{
  g_autofree char *file =
      g_test_build_filename (G_TEST_DIST, "interop", "scenarios", "login.xml", NULL);
  g_autofree char *text = g_strdup_printf (
      "registrar atlanta users=alice:secret digest=%s\n", (const char *)digest);
  g_autoptr (LoreNetworkPlan) plan = lore_network_plan_parse (text, NULL);
  g_autoptr (GError) error = NULL;

  if (!meeting_has ("sipp"))
    return;
  lore_lab_load_network (meeting->lab, plan, NULL, &error);
  g_assert_no_error (error);
  meeting_start (meeting,
                 (const char *const[]){
                     "sipp", "-sf", file, "-i", "127.0.0.1", "-m", "1", "-nostdin",
                     lore_lab_get_station_address (meeting->lab, "atlanta"), NULL });
  g_assert_cmpint (meeting_wait_for_exit (meeting), ==, 0);
  meeting_wait_for_message (meeting, "REGISTER", 2);
}

/* A fifth is lost on the way to Bob and a fifth on the way back, by a seed that has a
 * name; SIPp and Bob repeat until all is there. */
static void
test_loss (Meeting *meeting, gconstpointer data)
{
  static const char *const loss[] = { "loss=20% seed=7", NULL };
  g_autoptr (GError) error = NULL;

  if (!meeting_has ("sipp"))
    return;
  lore_lab_set_faults (meeting->lab, loss, &error);
  g_assert_no_error (error);
  lore_lab_set_bob_answer_after (meeting->lab, 0.1);
  meeting_start (
      meeting, (const char *const[]){ "sipp", "-sn", "uac", "-i", "127.0.0.1", "-m", "40",
                                      "-r", "40", "-max_retrans", "20", "-nostdin",
                                      lore_lab_get_bob_address (meeting->lab), NULL });
  g_assert_cmpint (meeting_wait_for_exit (meeting), ==, 0);
  meeting_wait_for_message (meeting, "BYE", 40);
}

static void
test_we_call_over_tcp (Meeting *meeting, gconstpointer data)
{
  g_autofree char *address = NULL;

  if (!meeting_has ("sipp"))
    return;
  address = start_scenario (meeting, "uas", "t1");
  meeting_send (meeting, "invite", address);
  meeting_wait_for_offer (meeting, "bye");
  meeting_send (meeting, "bye", address);
  meeting_wait_for_message (meeting, "SIP/2.0 200", 2);
  g_assert_cmpint (meeting_wait_for_exit (meeting), ==, 0);
}

static void
test_bob_is_called_over_tcp (Meeting *meeting, gconstpointer data)
{
  if (!meeting_has ("sipp"))
    return;
  lore_lab_set_bob_answer_after (meeting->lab, 0.3);
  meeting_start (meeting,
                 (const char *const[]){ "sipp", "-sn", "uac", "-t", "t1", "-i",
                                        "127.0.0.1", "-m", "3", "-nostdin",
                                        lore_lab_get_bob_address (meeting->lab), NULL });
  g_assert_cmpint (meeting_wait_for_exit (meeting), ==, 0);
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

#define ADD(path, func, data)                                                            \
  g_test_add (path, Meeting, data, meeting_setup, func, meeting_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/sipp/we-call", test_we_call, NULL);
  ADD ("/sipp/bob-is-called", test_bob_is_called, NULL);
  ADD ("/sipp/redirect", test_redirect, NULL);
  ADD ("/sipp/cancel-race", test_cancel_race, NULL);
  ADD ("/sipp/reliable", test_reliable, NULL);
  ADD ("/sipp/challenge", test_challenge, NULL);
  ADD ("/sipp/login/md5", test_login, "md5");
  ADD ("/sipp/login/md5-first", test_login, "md5,sha-256");
  ADD ("/sipp/loss", test_loss, NULL);
  ADD ("/sipp/we-call-over-tcp", test_we_call_over_tcp, NULL);
  ADD ("/sipp/bob-is-called-over-tcp", test_bob_is_called_over_tcp, NULL);
  ADD ("/sipp/through-proxy-to-bob", test_through_proxy, "bob");
  ADD ("/sipp/through-proxy-to-sipp", test_through_proxy, "sipp");
  return g_test_run ();
}
