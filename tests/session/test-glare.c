/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two re-INVITEs cross in one dialog: Alice's, whose Call-ID it is, and Bob's.
 */
#include "fixture.h"

#include <stdlib.h>
#include <string.h>

#define LATENCY (100 * MS)
/* Bob puts on hold two seconds after the ACK, which has left Alice at 1.2 s. */
#define BOB_HOLDS (3300 * MS)

/* "3250 alice>bob INVITE": the milliseconds of the nth such line, from 1; 0 without. */
static guint
find (const char *messages, const char *what, guint nth)
{
  g_auto (GStrv) lines = g_strsplit (messages, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (g_str_has_suffix (lines[i], what) && --nth == 0)
      return atoi (lines[i]);
  return 0;
}

static void
cross (Fixture *fixture)
{
  lore_memory_set_latency (fixture->memory, LATENCY);
  g_assert_true (lore_lab_set_bob_behaviour (fixture->lab, "hold", NULL));
  lore_lab_set_bob_answer_after (fixture->lab, 1);
  fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, BOB_HOLDS - LATENCY / 2);
  fixture_send (fixture, "hold", BOB, LORE_SEND_GUIDED);
}

/* Each refuses the other's, each waits as it must, and in the end both are answered. */
static void
test_both (Fixture *fixture, gconstpointer data)
{
  g_autofree char *messages = NULL, *alice = NULL, *bob = NULL;
  guint alice_refused, bob_refused, alice_again, bob_again;

  cross (fixture);
  fixture_advance (fixture, SECOND / 2);
  g_assert_true (lore_lab_is_busy (fixture->lab));
  fixture_advance (fixture, 10 * SECOND);
  g_assert_false (lore_lab_is_busy (fixture->lab));
  messages = fixture_dup_messages (fixture, 0);
  alice = fixture_dup_events (fixture, "alice");
  bob = fixture_dup_events (fixture, "bob");
  g_test_message ("%s", messages);
  alice_refused = find (messages, "bob>alice 491 Request Pending", 1) + LATENCY / MS;
  bob_refused = find (messages, "alice>bob 491 Request Pending", 1) + LATENCY / MS;
  alice_again = find (messages, "alice>bob INVITE", 3);
  bob_again = find (messages, "bob>alice INVITE", 2);
  g_assert_cmpuint (alice_again - alice_refused, >=, 2100);
  g_assert_cmpuint (alice_again - alice_refused, <=, 4000);
  g_assert_cmpuint (bob_again - bob_refused, <=, 2000);
  g_assert_cmpuint (find (messages, "491 Request Pending", 3), ==, 0);
  g_assert_nonnull (strstr (alice, "note:glare-retry\n"));
  g_assert_nonnull (strstr (alice, " glare fired\n"));
  g_assert_nonnull (strstr (bob, "note:glare-retry\n"));
  /* The call, Alice's hold, and Bob's one or two. */
  g_assert_cmpuint (find (messages, "bob>alice 200 OK", 2), >, alice_again);
  g_assert_cmpuint (find (messages, "alice>bob 200 OK", 1), >, bob_again);
}

/* The same seed, the same wait; another, another. */
static void
test_chance (Fixture *fixture, gconstpointer data)
{
  guint waits[3];

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      Fixture other;
      g_autofree char *messages = NULL;

      fixture_setup (&other, NULL);
      if (i == 2) /* one more value drawn before */
        fixture_send (&other, "options", BOB, LORE_SEND_GUIDED);
      cross (&other);
      fixture_advance (&other, 10 * SECOND);
      messages = fixture_dup_messages (&other, 0);
      waits[i] = find (messages, "alice>bob INVITE", 3);
      fixture_teardown (&other, NULL);
    }
  g_assert_cmpuint (waits[0], ==, waits[1]);
  g_assert_cmpuint (waits[0], !=, waits[2]);
}

/* Who hangs up meanwhile wants no hold any more. */
static void
test_over (Fixture *fixture, gconstpointer data)
{
  g_autofree char *messages = NULL;
  guint since;

  cross (fixture);
  fixture_advance (fixture, SECOND / 4);
  fixture_send (fixture, "bye", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, SECOND);
  since = lore_trace_get_n_messages (fixture->trace);
  fixture_advance (fixture, 10 * SECOND);
  messages = fixture_dup_messages (fixture, since);
  g_assert_null (strstr (messages, "INVITE"));
}

#define ADD(name, function)                                                              \
  g_test_add ("/glare/" name, Fixture, NULL, fixture_setup, function, fixture_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("both", test_both);
  ADD ("chance", test_chance);
  ADD ("over", test_over);
  return g_test_run ();
}
