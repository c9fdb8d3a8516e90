/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A fifth of all datagrams is lost, both ways, and every call completes: by what the
 * transactions and the two cores repeat. SIPp says the same in tests/interop/test-sipp.c
 * and, for a thousand calls, in tests/bench/calls.py.
 */
#include "fixture.h"

#include <string.h>

#define CALLS 60
static const char *const loss[] = { "loss=20% seed=7", NULL };

static gboolean
is_offered (Fixture *fixture, const char *name)
{
  g_auto (GStrv) offers = lore_lab_dup_offers (fixture->lab);

  return g_strv_contains ((const char *const *)offers, name);
}

/* Until @name may be sent; a call that takes longer than its timers has failed. */
static void
wait_for (Fixture *fixture, const char *name, gboolean offered)
{
  for (guint i = 0; i < 80 && is_offered (fixture, name) != offered; i++)
    fixture_advance (fixture, SECOND / 2);
  g_assert_true (is_offered (fixture, name) == offered);
}

static guint
count (Fixture *fixture, LoreEventType type, const char *name)
{
  guint n = 0;

  for (guint i = 0; i < lore_trace_get_n_events (fixture->trace); i++)
    {
      LoreEvent event;

      lore_trace_get_event (fixture->trace, i, &event);
      n += event.type == type && (name == NULL || g_strcmp0 (event.name, name) == 0);
    }
  return n;
}

static void
test_calls (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint sent, lost;

  lore_lab_set_faults (fixture->lab, loss, &error);
  g_assert_no_error (error);
  lore_lab_set_bob_answer_after (fixture->lab, 1);
  for (guint i = 0; i < CALLS; i++)
    {
      fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
      wait_for (fixture, "bye", TRUE);
      fixture_send (fixture, "bye", BOB, LORE_SEND_GUIDED);
      wait_for (fixture, "bye", FALSE);
      fixture_advance (fixture, 70 * SECOND);
      g_assert_false (lore_lab_is_busy (fixture->lab));
    }
  sent = count (fixture, LORE_EVENT_SENT, NULL);
  lost = count (fixture, LORE_EVENT_DROPPED, NULL);
  g_test_message ("%u datagrams, %u lost", sent, lost);
  g_assert_cmpuint (lost * 100, >, sent * 15);
  g_assert_cmpuint (lost * 100, <, sent * 25);
  g_assert_cmpuint (count (fixture, LORE_EVENT_PROBLEM, "problem:timeout"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/loss/calls", Fixture, NULL, fixture_setup, test_calls, fixture_teardown);
  return g_test_run ();
}
