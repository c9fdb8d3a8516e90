/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kamailio with examples/servers/kamailio.cfg, as the README tells a class to run it: a
 * registrar with digest, and a proxy that stays on the way of a call.
 */
#include "peer.h"

#include <stdio.h>
#include <string.h>

#define REGISTER_BOB                                                                     \
  "REGISTER sip:{{destination-host}} SIP/2.0\n"                                          \
  "Via: SIP/2.0/{{transport}} {{local-ip}}:{{local-port}};rport;branch={{branch}}\n"     \
  "Max-Forwards: 70\nFrom: <sip:bob@{{destination-host}}>;tag={{tag}}\n"                 \
  "To: <sip:bob@{{destination-host}}>\nCall-ID: bob-{{call-id}}\n"                       \
  "CSeq: 1 REGISTER\nContact: <sip:bob@%s>\nExpires: 60\nContent-Length: 0\n\n"
#define MODULES "/usr/lib/x86_64-linux-gnu/kamailio/modules"

/* Where it listens, over UDP and TCP, and WebSocket where that module is installed. NULL,
 * and the test skipped, without Kamailio. */
static char *
start_kamailio (Meeting *meeting, const char *folder)
{
  g_autofree char *cfg = g_test_build_filename (G_TEST_DIST, "..", "examples", "servers",
                                                "kamailio.cfg", NULL);
  g_autofree char *pid = g_build_filename (folder, "pid", NULL);
  g_autofree char *udp = NULL, *tcp = NULL;
  gboolean websocket = g_file_test (MODULES "/websocket.so", G_FILE_TEST_EXISTS);
  guint16 port;

  if (!meeting_has ("kamailio"))
    return NULL;
  port = meeting_find_free_port (meeting);
  udp = g_strdup_printf ("udp:127.0.0.1:%u", port);
  tcp = g_strdup_printf ("tcp:127.0.0.1:%u", port);
  meeting_start (meeting, (const char *const[]){ "kamailio",
                                                 "-f",
                                                 cfg,
                                                 "-DD",
                                                 "-E",
                                                 "-m",
                                                 "32",
                                                 "-M",
                                                 "4",
                                                 "-Y",
                                                 folder,
                                                 "-P",
                                                 pid,
                                                 "-l",
                                                 udp,
                                                 "-l",
                                                 tcp,
                                                 websocket ? "-A" : NULL,
                                                 "WITH_WEBSOCKET",
                                                 NULL });
  meeting_wait_for_port (meeting, port);
  meeting_wait_for_tcp_port (meeting, port);
  return g_strdup_printf ("127.0.0.1:%u", port);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      remove (path);
    }
  remove (folder);
}

/* The password is right, over each transport (RFC 3261 §22.2, RFC 7118). */
static void
test_register (Meeting *meeting, gconstpointer transport)
{
  g_autofree char *folder = g_dir_make_tmp ("siplore-XXXXXX", NULL);
  g_autofree char *address = NULL, *there = NULL;

  if (g_str_equal (transport, "ws")
      && !g_file_test (MODULES "/websocket.so", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("kamailio-websocket-modules is not installed");
      remove_folder (folder);
      return;
    }
  address = start_kamailio (meeting, folder);
  if (address != NULL)
    {
      there = g_strconcat (address, ";transport=", transport, NULL);
      lore_lab_set_login (meeting->lab, "alice", "lesson");
      meeting_send (meeting, "register", there);
      meeting_wait_for_message (meeting, "SIP/2.0 401", 1);
      meeting_wait_for_message (meeting, "SIP/2.0 200", 1);
    }
  remove_folder (folder);
}

/* It is wrong: asked again, and not tried again. */
static void
test_wrong_password (Meeting *meeting, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("siplore-XXXXXX", NULL);
  g_autofree char *address = start_kamailio (meeting, folder);

  if (address != NULL)
    {
      lore_lab_set_login (meeting->lab, "alice", "lessen");
      meeting_send (meeting, "register", address);
      meeting_wait_for_message (meeting, "SIP/2.0 401", 2);
      g_assert_false (lore_lab_is_busy (meeting->lab));
    }
  remove_folder (folder);
}

static guint
count (Meeting *meeting, const char *start, const char *text)
{
  guint found = 0;

  for (guint i = 0; i < lore_trace_get_n_messages (meeting->trace); i++)
    {
      gsize len;
      const char *data = (const char *)lore_trace_get_data (meeting->trace, i, &len);
      g_autofree char *message = g_strndup (data, len);

      found += g_str_has_prefix (message, start) && strstr (message, text) != NULL;
    }
  return found;
}

/* Alice calls Bob by his name alone. Kamailio records itself (§16.6), and what follows in
 * the call takes the same way. */
static void
test_call (Meeting *meeting, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("siplore-XXXXXX", NULL);
  g_autofree char *address = start_kamailio (meeting, folder);
  g_autofree char *bob =
      g_strdup_printf (REGISTER_BOB, lore_lab_get_bob_address (meeting->lab));

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
      g_assert_cmpuint (count (meeting, "INVITE ", "\r\nRecord-Route: "), ==, 1);
      g_assert_cmpuint (count (meeting, "ACK ", "\r\nRoute: "), ==, 1);
      g_assert_cmpuint (count (meeting, "BYE ", "\r\nRoute: "), ==, 1);
      g_assert_cmpuint (count (meeting, "BYE ", "\r\nMax-Forwards: 69\r\n"), ==, 1);
    }
  remove_folder (folder);
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
  ADD ("/kamailio/wrong-password", test_wrong_password, NULL);
  ADD ("/kamailio/call", test_call, NULL);
  return g_test_run ();
}
