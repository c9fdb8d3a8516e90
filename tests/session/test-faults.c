/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Calls on a spoilt wire: what the rules do, what SIP does about it, and what the trace
 * says.
 */
#include "fixture.h"

#include "base/problem.h"
#include "draw/describe.h"
#include "session/faults.h"

#include <string.h>

static void
set_faults (Fixture *fixture, const char *rule)
{
  const char *rules[] = { rule, NULL };
  g_autoptr (GError) error = NULL;

  lore_lab_set_faults (fixture->lab, rule != NULL ? rules : NULL, &error);
  g_assert_no_error (error);
}

/* How many messages with this start line were sent again. */
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
call (Fixture *fixture)
{
  fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, 5 * SECOND);
}

/* Lost once, the INVITE comes again by timer A; the arrow says which rule took it. */
static void
test_drop (Fixture *fixture, gconstpointer data)
{
  LoreMessage facts;
  g_autofree char *english = NULL, *chinese = NULL, *note = NULL;

  set_faults (fixture, "drop INVITE to Bob nth=1");
  call (fixture);
  g_assert_cmpuint (count (fixture, "alice>bob INVITE"), ==, 2);
  lore_trace_get_message (fixture->trace, 0, &facts);
  g_assert_true (facts.flags & LORE_MESSAGE_LOST);
  english = lore_describe_narration (fixture->trace, 0, "en");
  chinese = lore_describe_narration (fixture->trace, 0, "zh_CN");
  note = lore_describe_note (fixture->trace, 0, "en");
  g_assert_nonnull (strstr (english, "drop INVITE to Bob nth=1"));
  g_assert_nonnull (strstr (chinese, "drop INVITE to Bob nth=1"));
  g_assert_null (strchr (english, '{'));
  g_assert_null (strchr (chinese, '{'));
  g_assert_cmpstr (note, ==, "lost: drop INVITE to Bob nth=1");
}

/* The callee repeats its 2xx until the ACK comes (§13.3.1.4). */
static void
test_drop_200 (Fixture *fixture, gconstpointer data)
{
  set_faults (fixture, "drop response 200 to INVITE nth=1");
  call (fixture);
  g_assert_cmpuint (count (fixture, "bob>alice 200"), ==, 2);
  fixture_send (fixture, "ack-2xx", BOB, LORE_SEND_GUIDED);
}

static void
test_delay (Fixture *fixture, gconstpointer data)
{
  g_autofree char *messages = NULL;
  LoreMessage facts;

  set_faults (fixture, "delay 700ms INVITE nth=1");
  fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, 400 * MS);
  lore_trace_get_message (fixture->trace, 0, &facts);
  g_assert_cmpint (facts.received_us, ==, LORE_TIME_UNKNOWN);
  fixture_advance (fixture, 400 * MS);
  messages = fixture_dup_messages (fixture, 0);
  /* The repeated one overtakes it, and there is one call. */
  g_assert_cmpuint (count (fixture, "alice>bob INVITE"), ==, 2);
  g_assert_cmpuint (count (fixture, "180 Ringing"), ==, 2);
}

static void
test_duplicate (Fixture *fixture, gconstpointer data)
{
  set_faults (fixture, "duplicate 2 INVITE nth=1");
  fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, 100 * MS);
  /* Each copy is answered with what was said last (§17.2.1). */
  g_assert_cmpuint (count (fixture, "100 Trying"), ==, 3);
}

static void
test_reorder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *events = NULL;

  g_assert_true (lore_lab_set_bob_behaviour (fixture->lab, "busy", NULL));
  set_faults (fixture, "reorder response 100");
  fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, 250 * MS);
  /* The 486 has passed the 100, which changes nothing any more. */
  events = fixture_dup_events (fixture, "alice");
  g_assert_nonnull (strstr (events, "calling>completed"));
}

static void
test_corrupt (Fixture *fixture, gconstpointer data)
{
  set_faults (fixture, "corrupt header To INVITE nth=1");
  call (fixture);
  g_assert_cmpuint (count (fixture, "bob>alice 400"), ==, 1);
  set_faults (fixture, "corrupt length INVITE nth=1");
  call (fixture);
  g_assert_cmpuint (count (fixture, "bob>alice 400"), ==, 2);
  set_faults (fixture, "corrupt byte seed=3");
  call (fixture); /* whatever comes of it: nothing breaks */
  while (g_main_context_iteration (NULL, FALSE)) /* a damaged name is looked up */
    ;
}

/* A NAT changes where the request comes from; rport brings the responses back. */
static void
test_nat (Fixture *fixture, gconstpointer data)
{
  g_autofree char *messages = NULL, *ringing = NULL;

  set_faults (fixture, "nat 127.0.0.1:5099 from Alice");
  call (fixture);
  messages = fixture_dup_messages (fixture, 0);
  ringing = fixture_dup_last (fixture, "180 Ringing");
  g_assert_nonnull (strstr (ringing, "rport=5099"));
  g_assert_nonnull (strstr (ringing, "received=127.0.0.1"));
  g_assert_cmpuint (count (fixture, "nat>bob INVITE"), ==, 1);
  g_assert_cmpuint (count (fixture, "bob>nat 200"), ==, 1);
}

/* The door shuts, and Bob's BYE for want of an ACK does not come in... he sends it to the
 * Contact, which names the address inside; here that can be reached. */
static void
test_nat_shut (Fixture *fixture, gconstpointer data)
{
  set_faults (fixture, "nat 127.0.0.1:5099 from Alice timeout=1s");
  call (fixture); /* Bob answers after three seconds */
  g_assert_cmpuint (count (fixture, "bob>alice 180"), ==, 1);
  g_assert_cmpuint (count (fixture, "bob>alice 200"), ==, 0);
}

/* Nothing of the old rules is left, and a rule that cannot be read changes nothing. */
static void
test_set (Fixture *fixture, gconstpointer data)
{
  const char *bad[] = { "drop", "drop INVITES", NULL };
  g_autoptr (GError) error = NULL;

  set_faults (fixture, "drop ACK");
  g_assert_false (lore_lab_set_faults (fixture->lab, bad, &error));
  g_assert_cmpstr (lore_problem_get_id (error), ==, "fault-unexpected");
  set_faults (fixture, NULL);
  call (fixture);
  g_assert_cmpuint (count (fixture, "bob>alice 200"), >=, 1);
}

/* The rule for an arrow, applied to the same call, takes that arrow and no other. */
static void
test_rule_for (Fixture *fixture, gconstpointer data)
{
  g_autofree char *rule = NULL;
  LoreMessage facts;
  guint32 second_200 = LORE_ID_NONE;

  call (fixture);
  for (guint32 i = 0; i < lore_trace_get_n_messages (fixture->trace); i++)
    {
      lore_trace_get_message (fixture->trace, i, &facts);
      if (facts.status == 200 && second_200 == LORE_ID_NONE)
        second_200 = i;
    }
  rule = lore_faults_dup_rule_for (fixture->trace, second_200);
  g_assert_cmpstr (rule, ==, "drop response 200 to INVITE from Bob to Alice nth=1");
  set_faults (fixture, rule);
}

/* One in five is lost in both directions, and the same ones each time. */
static char *
run_lossy (Fixture *fixture)
{
  set_faults (fixture, "loss=20% seed=7");
  for (guint i = 0; i < 5; i++)
    call (fixture);
  return fixture_dup_messages (fixture, 0);
}

static void
test_seed (void)
{
  g_autofree char *first = NULL, *second = NULL;

  for (guint i = 0; i < 2; i++)
    {
      Fixture fixture;

      fixture_setup (&fixture, NULL);
      *(i == 0 ? &first : &second) = run_lossy (&fixture);
      fixture_teardown (&fixture, NULL);
    }
  g_assert_cmpstr (first, ==, second);
  g_assert_nonnull (strstr (first, "INVITE"));
}

static gboolean
is_offered (Fixture *fixture, const char *template_name)
{
  g_auto (GStrv) offers = lore_lab_dup_offers (fixture->lab);

  return g_strv_contains ((const char *const *)offers, template_name);
}

/* A thousand calls, one datagram in five lost both ways, seed 7: every one is set up and
 * ended, for SIP repeats what UDP loses. */
static void
test_thousand (Fixture *fixture, gconstpointer data)
{
  guint n_ended = 0;

  set_faults (fixture, "loss=20% seed=7");
  lore_lab_set_bob_answer_after (fixture->lab, 0.5);
  for (guint i = 0; i < 1000; i++)
    {
      fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
      for (guint j = 0; j < 60 && !is_offered (fixture, "bye"); j++)
        fixture_advance (fixture, SECOND);
      g_assert_true (is_offered (fixture, "bye"));
      fixture_send (fixture, "bye", BOB, LORE_SEND_GUIDED);
      for (guint j = 0; j < 60 && lore_lab_is_busy (fixture->lab); j++)
        fixture_advance (fixture, SECOND);
      g_assert_false (lore_lab_is_busy (fixture->lab));
      g_assert_false (is_offered (fixture, "bye"));
      n_ended++;
    }
  g_assert_cmpuint (n_ended, ==, 1000);
  g_assert_cmpuint (lore_trace_get_n_retransmissions (fixture->trace), >, 500);
}

#define ADD(name, function)                                                              \
  g_test_add ("/faults/" name, Fixture, NULL, fixture_setup, function, fixture_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("drop", test_drop);
  ADD ("drop-200", test_drop_200);
  ADD ("delay", test_delay);
  ADD ("duplicate", test_duplicate);
  ADD ("reorder", test_reorder);
  ADD ("corrupt", test_corrupt);
  ADD ("nat", test_nat);
  ADD ("nat-shut", test_nat_shut);
  ADD ("set", test_set);
  ADD ("rule-for", test_rule_for);
  ADD ("thousand", test_thousand);
  g_test_add_func ("/faults/seed", test_seed);
  return g_test_run ();
}
