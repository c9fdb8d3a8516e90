/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalogue/catalogue.h"
#include "plan/machine.h"

#define S (G_GINT64_CONSTANT (1000000))

static void
assert_topic (const char *id)
{
  if (lore_catalogue_lookup (lore_catalogue_get_default (), id) == NULL)
    g_test_message ("%s has no topic", id), g_test_fail ();
}

static void
test_topics (void)
{
  for (guint i = 0; i < LORE_N_MACHINES; i++)
    assert_topic (lore_machine_get_topic (i));
  for (guint i = 1; i < LORE_N_STATES; i++)
    assert_topic (lore_state_get_topic (i));
  for (guint i = 0; i < LORE_N_TIMERS; i++)
    assert_topic (lore_timer_get_row (i)->topic);
}

/* No arrow stands twice, each state is reached, and each can be left. */
static void
test_whole (void)
{
  gboolean reached[LORE_N_MACHINES][LORE_N_STATES] = { 0 };
  gboolean left[LORE_N_MACHINES][LORE_N_STATES] = { 0 };
  guint n;
  const LoreStep *steps = lore_machine_get_steps (&n);

  for (guint i = 0; i < n; i++)
    {
      g_assert_true (
          lore_machine_find_step (steps[i].machine, steps[i].state, steps[i].input)
          == &steps[i]);
      reached[steps[i].machine][steps[i].next] = TRUE;
      left[steps[i].machine][steps[i].state] |= steps[i].state != steps[i].next;
    }
  for (guint machine = 0; machine < LORE_N_MACHINES; machine++)
    for (guint state = 1; state < LORE_N_STATES; state++)
      if (state == LORE_STATE_TERMINATED)
        g_assert_true (reached[machine][state] && !left[machine][state]);
      else
        g_assert_true (reached[machine][state] == left[machine][state]);
}

/* Whatever timer runs in a state has a row for when it fires there. */
static void
test_timers_heard (void)
{
  guint running[LORE_N_MACHINES][LORE_N_STATES] = { 0 };
  gboolean changed = TRUE;
  guint n;
  const LoreStep *steps = lore_machine_get_steps (&n);

  while (changed)
    {
      changed = FALSE;
      for (guint i = 0; i < n; i++)
        {
          guint fired = steps[i].input >= LORE_INPUT_TIMER_A
                            ? 1u << (steps[i].input - LORE_INPUT_TIMER_A)
                            : 0;
          guint after =
              (running[steps[i].machine][steps[i].state] & ~(steps[i].stops | fired))
              | steps[i].sets | steps[i].sets_again;
          guint *known = &running[steps[i].machine][steps[i].next];

          if (steps[i].next != LORE_STATE_TERMINATED && (after & ~*known) != 0)
            {
              *known |= after;
              changed = TRUE;
            }
        }
    }
  for (guint machine = 0; machine < LORE_N_MACHINES; machine++)
    for (guint state = 0; state < LORE_N_STATES; state++)
      for (guint timer = 0; timer < LORE_N_TIMERS; timer++)
        if (running[machine][state] & (1u << timer))
          {
            g_test_message ("%s in %s", lore_timer_get_row (timer)->topic,
                            lore_state_get_topic (state));
            g_assert_nonnull (
                lore_machine_find_step (machine, state, LORE_INPUT_TIMER_A + timer));
          }
}

static void
test_durations (void)
{
  static const struct
  {
    LoreTimer timer;
    gint64 unreliable, reliable, third;
    const char *why;
  } rows[] = {
    { LORE_TIMER_A, S / 2, -1, 2 * S, "doubles" },
    { LORE_TIMER_B, 32 * S, 32 * S, 32 * S, "64*T1" },
    { LORE_TIMER_D, 32 * S, 0, 32 * S, "at least 32 s" },
    { LORE_TIMER_E, S / 2, -1, 2 * S, "doubles to T2" },
    { LORE_TIMER_F, 32 * S, 32 * S, 32 * S, "64*T1" },
    { LORE_TIMER_G, S / 2, -1, 2 * S, "doubles to T2" },
    { LORE_TIMER_H, 32 * S, 32 * S, 32 * S, "64*T1" },
    { LORE_TIMER_I, 5 * S, 0, 5 * S, "T4" },
    { LORE_TIMER_J, 32 * S, 0, 32 * S, "64*T1" },
    { LORE_TIMER_K, 5 * S, 0, 5 * S, "T4" },
    { LORE_TIMER_L, 32 * S, 32 * S, 32 * S, "64*T1 for all transports" },
    { LORE_TIMER_M, 32 * S, 32 * S, 32 * S, "64*T1" },
  };

  g_assert_cmpuint (G_N_ELEMENTS (rows), ==, LORE_N_TIMERS);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const LoreTimerRow *row = lore_timer_get_row (rows[i].timer);
      gint64 second = lore_timer_grow (rows[i].timer, row->unreliable_us);

      g_test_message ("%s: %s", row->topic, rows[i].why);
      g_assert_cmpint (row->unreliable_us, ==, rows[i].unreliable);
      g_assert_cmpint (row->reliable_us, ==, rows[i].reliable);
      g_assert_cmpint (lore_timer_grow (rows[i].timer, second), ==, rows[i].third);
    }
  g_assert_cmpint (lore_timer_grow (LORE_TIMER_A, 16 * S), ==, 32 * S);
  g_assert_cmpint (lore_timer_grow (LORE_TIMER_E, 4 * S), ==, 4 * S);
  g_assert_cmpint (lore_timer_grow (LORE_TIMER_G, 4 * S), ==, 4 * S);
}

/* Each row of 2002 stands in the place of one of 2010 or in none. */
static void
test_editions (void)
{
  const LoreStep *now =
      lore_machine_find_step_of (LORE_EDITION_2010, LORE_MACHINE_INVITE_SERVER,
                                 LORE_STATE_PROCEEDING, LORE_INPUT_2XX);
  const LoreStep *then =
      lore_machine_find_step_of (LORE_EDITION_2002, LORE_MACHINE_INVITE_SERVER,
                                 LORE_STATE_PROCEEDING, LORE_INPUT_2XX);

  g_assert_cmpint (now->next, ==, LORE_STATE_ACCEPTED);
  g_assert_cmpint (then->next, ==, LORE_STATE_TERMINATED);
  g_assert_true (lore_machine_find_step_of (LORE_EDITION_2002, LORE_MACHINE_INVITE_CLIENT,
                                            LORE_STATE_NONE, LORE_INPUT_START)
                 == lore_machine_find_step (LORE_MACHINE_INVITE_CLIENT, LORE_STATE_NONE,
                                            LORE_INPUT_START));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/machine/topics", test_topics);
  g_test_add_func ("/machine/whole", test_whole);
  g_test_add_func ("/machine/timers-heard", test_timers_heard);
  g_test_add_func ("/machine/durations", test_durations);
  g_test_add_func ("/machine/editions", test_editions);
  return g_test_run ();
}
