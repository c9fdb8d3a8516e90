/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Bob does of his own accord, and what he does wrong.
 */
#include "fixture.h"

#include <string.h>

static void
call (Fixture *fixture, const char *behaviour)
{
  g_autoptr (GError) error = NULL;

  lore_lab_set_bob_behaviour (fixture->lab, behaviour, &error);
  g_assert_no_error (error);
  lore_lab_set_bob_answer_after (fixture->lab, 1);
  fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, 1500 * MS);
}

static guint
count (Fixture *fixture, const char *line)
{
  g_autofree char *messages = fixture_dup_messages (fixture, 0);
  guint n = 0;

  for (const char *at = messages; (at = strstr (at, line)) != NULL; at++)
    n++;
  return n;
}

static void
test_hang_up (Fixture *fixture, gconstpointer data)
{
  call (fixture, "hang-up");
  g_assert_cmpuint (count (fixture, "bob>alice BYE"), ==, 0);
  fixture_advance (fixture, 6 * SECOND);
  g_assert_cmpuint (count (fixture, "bob>alice BYE"), ==, 1);
  g_assert_cmpuint (count (fixture, "alice>bob 200 OK"), ==, 1);
}

/* As many seconds after the ACK as are asked for. */
static void
test_hang_up_after (Fixture *fixture, gconstpointer data)
{
  g_autofree char *messages = NULL;

  call (fixture, "hang-up:12.5");
  fixture_advance (fixture, 15 * SECOND);
  messages = fixture_dup_messages (fixture, 0);
  g_assert_nonnull (strstr (messages, "\n13500 bob>alice BYE\n"));
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  g_autofree char *last = NULL;

  call (fixture, "keys");
  fixture_advance (fixture, 5 * SECOND);
  g_assert_cmpuint (count (fixture, "bob>alice INFO"), ==, 3);
  g_assert_cmpuint (count (fixture, "alice>bob 200 OK"), ==, 3);
  last = fixture_dup_last (fixture, "INFO ");
  g_assert_nonnull (strstr (last, "Signal=#"));
}

static void
test_hold (Fixture *fixture, gconstpointer data)
{
  g_autofree char *held = NULL, *again = NULL;

  call (fixture, "hold");
  fixture_advance (fixture, 2 * SECOND);
  held = fixture_dup_last (fixture, "INVITE ");
  g_assert_nonnull (strstr (held, "a=sendonly"));
  fixture_advance (fixture, 2 * SECOND);
  again = fixture_dup_last (fixture, "INVITE ");
  g_assert_nonnull (strstr (again, "a=sendrecv"));
  g_assert_cmpuint (count (fixture, "bob>alice INVITE"), ==, 2);
  g_assert_cmpuint (count (fixture, "bob>alice ACK"), ==, 2);
}

/* A call that ends before its time is not disturbed any more. */
static void
test_over (Fixture *fixture, gconstpointer data)
{
  call (fixture, "keys");
  fixture_send (fixture, "bye", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, 5 * SECOND);
  g_assert_cmpuint (count (fixture, "INFO"), ==, 0);
}

static void
test_challenge (Fixture *fixture, gconstpointer data)
{
  call (fixture, "challenge");
  g_assert_cmpuint (count (fixture, "bob>alice 401"), ==, 1);
  lore_lab_set_login (fixture->lab, "alice", "secret");
  call (fixture, "challenge");
  g_assert_cmpuint (count (fixture, "bob>alice 200"), ==, 1);
  call (fixture, "answer");
  g_assert_cmpuint (count (fixture, "bob>alice 401"), ==, 2);
}

static void
test_flaws (Fixture *fixture, gconstpointer data)
{
  g_autofree char *tagless = NULL, *miscounted = NULL, *short_of = NULL;

  call (fixture, "no-to-tag");
  tagless = fixture_dup_last (fixture, "180");
  g_assert_null (strstr (strstr (tagless, "\nTo:"), ";tag=") < strstr (tagless, "\nCall")
                     ? strstr (strstr (tagless, "\nTo:"), ";tag=")
                     : NULL);
  lore_lab_reset (fixture->lab);
  call (fixture, "wrong-cseq");
  miscounted = fixture_dup_last (fixture, "180");
  g_assert_nonnull (strstr (miscounted, "CSeq: 2 INVITE"));
  lore_lab_reset (fixture->lab);
  call (fixture, "bad-length");
  short_of = fixture_dup_last (fixture, "180");
  g_assert_nonnull (strstr (short_of, "Content-Length: 10\r\n"));
  lore_lab_reset (fixture->lab);
}

/* The right port hears nothing, and the caller repeats itself. */
static void
test_wrong_port (Fixture *fixture, gconstpointer data)
{
  call (fixture, "wrong-port");
  g_assert_cmpuint (count (fixture, "alice>bob INVITE"), >=, 2);
  g_assert_cmpuint (count (fixture, "bob>alice"), ==, 0);
}

#define ADD(name, function)                                                              \
  g_test_add ("/behaviours/" name, Fixture, NULL, fixture_setup, function,               \
              fixture_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("hang-up", test_hang_up);
  ADD ("hang-up-after", test_hang_up_after);
  ADD ("keys", test_keys);
  ADD ("hold", test_hold);
  ADD ("over", test_over);
  ADD ("challenge", test_challenge);
  ADD ("flaws", test_flaws);
  ADD ("wrong-port", test_wrong_port);
  return g_test_run ();
}
