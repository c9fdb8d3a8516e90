/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kamailio with examples/servers/kamailio.cfg, as the README tells a class to run it: a
 * registrar with digest, and a proxy that stays on the way of a call.
 */
#include "kamailio.h"

/* The password is right, over each transport (RFC 3261 §22.2, RFC 7118). */
static void
test_register (Meeting *meeting, gconstpointer transport)
{
  g_autofree char *folder = g_dir_make_tmp ("siplore-XXXXXX", NULL);
  g_autofree char *address = NULL, *there = NULL;

  if (g_str_equal (transport, "ws") && !kamailio_has_websocket ())
    {
      g_test_skip ("kamailio-websocket-modules is not installed");
      meeting_remove_folder (folder);
      return;
    }
  address = kamailio_start (meeting, folder);
  if (address != NULL)
    {
      there = g_strconcat (address, ";transport=", transport, NULL);
      lore_lab_set_login (meeting->lab, "alice", "lesson");
      meeting_send (meeting, "register", there);
      meeting_wait_for_message (meeting, "SIP/2.0 401", 1);
      meeting_wait_for_message (meeting, "SIP/2.0 200", 1);
    }
  meeting_remove_folder (folder);
}

/* Asked once, we go on with the nonce when it is time to register again (RFC 7616 §3.4).
 * Half a minute of the clock passes in a second. */
static void
test_refresh (Meeting *meeting, gconstpointer data)
{
  static const char text[] =
      "REGISTER sip:{{destination-host}} SIP/2.0\r\n"
      "Via: SIP/2.0/UDP {{local-ip}}:{{local-port}};rport;branch={{branch}}\r\n"
      "Max-Forwards: 70\r\n"
      "From: <sip:alice@{{destination-host}}>;tag={{tag}}\r\n"
      "To: <sip:alice@{{destination-host}}>\r\nCall-ID: {{call-id}}\r\n"
      "CSeq: 1 REGISTER\r\nContact: <sip:alice@{{local-ip}}:{{local-port}}>\r\n"
      "Expires: 60\r\nContent-Length: 0\r\n\r\n";
  g_autofree char *folder = g_dir_make_tmp ("siplore-XXXXXX", NULL);
  g_autofree char *address = kamailio_start (meeting, folder);

  if (address != NULL)
    {
      lore_lab_set_login (meeting->lab, "alice", "lesson");
      meeting_send_text (meeting, text, address);
      meeting_wait_for_message (meeting, "SIP/2.0 200", 1);
      lore_clock_set_speed (meeting->clock, 30);
      meeting_wait_for_message (meeting, "SIP/2.0 200", 2);
      g_assert_cmpuint (meeting_count (meeting, "SIP/2.0 401", ""), ==, 1);
      g_assert_cmpuint (meeting_count (meeting, "REGISTER", "nc=00000002"), >=, 1);
    }
  meeting_remove_folder (folder);
}

/* It is wrong: asked again, and not tried again. */
static void
test_wrong_password (Meeting *meeting, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("siplore-XXXXXX", NULL);
  g_autofree char *address = kamailio_start (meeting, folder);

  if (address != NULL)
    {
      lore_lab_set_login (meeting->lab, "alice", "lessen");
      meeting_send (meeting, "register", address);
      meeting_wait_for_message (meeting, "SIP/2.0 401", 2);
      g_assert_false (lore_lab_is_busy (meeting->lab));
    }
  meeting_remove_folder (folder);
}

/* Alice calls Bob by his name alone. Kamailio records itself (§16.6), and what follows in
 * the call takes the same way. */
static void
test_call (Meeting *meeting, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("siplore-XXXXXX", NULL);
  g_autofree char *address = kamailio_start (meeting, folder);
  g_autofree char *bob =
      g_strdup_printf (KAMAILIO_REGISTER_BOB, lore_lab_get_bob_address (meeting->lab));

  if (address != NULL)
    {
      lore_lab_set_bob_answer_after (meeting->lab, 0.3);
      lore_lab_set_login (meeting->lab, "bob", "lesson");
      meeting_send_text (meeting, bob, address);
      meeting_wait_for_message (meeting, "SIP/2.0 200", 1);
      meeting_send (meeting, "invite", address);
      meeting_wait_for_offer (meeting, "bye");
      meeting_send (meeting, "bye", address);
      meeting_wait_for_message (meeting, "BYE", 1);
      meeting_wait_for_message (meeting, "SIP/2.0 200", 3);
      g_assert_cmpuint (meeting_count (meeting, "INVITE ", "\r\nRecord-Route: "), ==, 1);
      g_assert_cmpuint (meeting_count (meeting, "ACK ", "\r\nRoute: "), ==, 1);
      g_assert_cmpuint (meeting_count (meeting, "BYE ", "\r\nRoute: "), ==, 1);
      g_assert_cmpuint (meeting_count (meeting, "BYE ", "\r\nMax-Forwards: 69\r\n"), ==,
                        1);
    }
  meeting_remove_folder (folder);
}

#define ADD(path, func, data)                                                            \
  g_test_add (path, Meeting, data, meeting_setup, func, meeting_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/kamailio/register/udp", test_register, "udp");
  ADD ("/kamailio/register/tcp", test_register, "tcp");
  ADD ("/kamailio/register/ws", test_register, "ws");
  ADD ("/kamailio/refresh", test_refresh, NULL);
  ADD ("/kamailio/wrong-password", test_wrong_password, NULL);
  ADD ("/kamailio/call", test_call, NULL);
  return g_test_run ();
}
