/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "peer.h"

#include "wire/endpoint.h"

/* Alice and Bob on real sockets: the same call that other tests live through in memory.
 */
static void
call (Meeting *meeting, const char *bob, const char *acknowledged)
{
  lore_clock_set_speed (meeting->clock, 8);
  meeting_send (meeting, "invite", bob);
  meeting_wait_for_offer (meeting, "bye");
  meeting_wait_for_message (meeting, acknowledged, 1);
  meeting_send (meeting, "bye", bob);
  meeting_wait_for_message (meeting, "SIP/2.0 200", 2);
}

static void
test_ipv4 (Meeting *meeting, gconstpointer data)
{
  call (meeting, lore_lab_get_bob_address (meeting->lab), "ACK sip:bob@127.0.0.1:");
}

static void
test_ipv6 (Meeting *meeting, gconstpointer data)
{
  guint16 port = meeting_find_free_port (meeting);
  g_autofree char *address = lore_endpoint_format ("::1", port);

  if (!lore_lab_start_bob (meeting->lab, "::1", port, NULL))
    {
      g_test_skip ("no IPv6 on this machine");
      return;
    }
  call (meeting, address, "ACK sip:bob@[::1]:");
}

/* Listening everywhere: Bob still says where he is (nobody can reach 0.0.0.0). */
static void
test_every_address (Meeting *meeting, gconstpointer data)
{
  guint16 port = meeting_find_free_port (meeting);
  g_autofree char *address = lore_endpoint_format ("127.0.0.1", port);
  g_autofree char *acknowledged = g_strdup_printf ("ACK sip:bob@%s ", address);

  g_assert_true (lore_lab_start_bob (meeting->lab, "0.0.0.0", port, NULL));
  call (meeting, address, acknowledged);
}

static void
test_nobody (Meeting *meeting, gconstpointer data)
{
  guint16 port = meeting_find_free_port (meeting);
  g_autofree char *address = lore_endpoint_format ("127.0.0.1", port);
  LoreMessage message;

  meeting_send (meeting, "invite", address);
  while (lore_lab_is_busy (meeting->lab))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (lore_trace_get_n_messages (meeting->trace), ==, 1);
  lore_trace_get_message (meeting->trace, 0, &message);
  g_assert_true (message.flags & LORE_MESSAGE_UNANSWERED);
}

#define ADD(path, func)                                                                  \
  g_test_add (path, Meeting, NULL, meeting_setup, func, meeting_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/loopback/ipv4", test_ipv4);
  ADD ("/loopback/ipv6", test_ipv6);
  ADD ("/loopback/every-address", test_every_address);
  ADD ("/loopback/nobody", test_nobody);
  return g_test_run ();
}
