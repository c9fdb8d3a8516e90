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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sipsak/options", Meeting, NULL, meeting_setup, test_options,
              meeting_teardown);
  g_test_add ("/sipsak/register", Meeting, NULL, meeting_setup, test_register,
              meeting_teardown);
  return g_test_run ();
}
