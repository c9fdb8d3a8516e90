/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "trace/playback.h"

static const double row = LORE_PLAYBACK_ROW_SECONDS;

static void
add_rows (LoreTrace *trace, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      guint at = lore_trace_get_n_messages (trace);
      g_autofree char *branch = g_strdup_printf ("z9hG4bK-%u", at);
      FixtureMessage message = { .branch = branch, .call_id = at % 2 == 0 ? "a" : "b" };

      fixture_append (trace, LORE_EVENT_CAPTURED, at * 1000, ALICE, BOB, &message);
    }
}

static LorePlayback *
playback_new (guint n_rows)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreLayout) layout = NULL;

  add_rows (trace, n_rows);
  layout = lore_layout_new (trace);
  return lore_playback_new (layout);
}

static LoreTrace *
get_trace (LorePlayback *playback)
{
  return lore_layout_get_trace (lore_playback_get_layout (playback));
}

static void
test_play (void)
{
  g_autoptr (LorePlayback) playback = playback_new (3);

  g_assert_cmpfloat (lore_playback_get_position (playback), ==, 3); /* all is shown */
  g_assert_false (lore_playback_advance (playback, 1));
  lore_playback_set_playing (playback, TRUE);
  g_assert_cmpfloat (lore_playback_get_position (playback), ==, 0); /* from the top */
  g_assert_true (lore_playback_advance (playback, row / 2));
  g_assert_cmpfloat_with_epsilon (lore_playback_get_position (playback), 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (lore_playback_get_progress (playback, 0), 0.5, 1e-9);
  g_assert_cmpfloat (lore_playback_get_progress (playback, 1), ==, 0);
  lore_playback_set_speed (playback, 2);
  g_assert_true (lore_playback_advance (playback, row / 2));
  g_assert_cmpfloat_with_epsilon (lore_playback_get_position (playback), 1.5, 1e-9);
  g_assert_false (lore_playback_advance (playback, 100));
  g_assert_cmpfloat (lore_playback_get_position (playback), ==, 3);
  g_assert_false (lore_playback_get_playing (playback));
  g_assert_finalize_object (g_steal_pointer (&playback));
}

static void
test_step (void)
{
  static const struct
  {
    double from;
    int rows;
    double to;
    const char *why;
  } rows[] = {
    { 1, 1, 2, "on" },
    { 2, -1, 1, "back" },
    { 1.4, 1, 2, "on, to where the arrow in the air arrives" },
    { 1.4, -1, 1, "back, to before it left" },
    { 1.4, -2, 0, "two back" },
    { 0, -1, 0, "not beyond the top" },
    { 3, 5, 3, "not beyond the end" },
  };
  g_autoptr (LorePlayback) playback = playback_new (3);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].why);
      lore_playback_set_position (playback, rows[i].from);
      lore_playback_set_playing (playback, rows[i].from < 3);
      lore_playback_step (playback, rows[i].rows);
      g_assert_cmpfloat (lore_playback_get_position (playback), ==, rows[i].to);
      g_assert_false (lore_playback_get_playing (playback));
    }
}

/* What is shown is a function of the position: forwards and backwards it is the same. */
static void
test_exact (void)
{
  g_autoptr (LorePlayback) playback = playback_new (10);
  double forwards[11][10];

  for (guint at = 0; at <= 10; at++)
    {
      lore_playback_set_position (playback, at);
      for (guint i = 0; i < 10; i++)
        forwards[at][i] = lore_playback_get_progress (playback, i);
    }
  for (guint at = 10; at > 0; at--)
    {
      lore_playback_step (playback, -1);
      g_assert_cmpfloat (lore_playback_get_position (playback), ==, at - 1);
      for (guint i = 0; i < 10; i++)
        {
          g_assert_cmpfloat (lore_playback_get_progress (playback, i), ==,
                             forwards[at - 1][i]);
          g_assert_cmpfloat (forwards[at - 1][i], ==, i < at - 1 ? 1 : 0);
        }
    }
}

static void
test_follow (void)
{
  g_autoptr (LorePlayback) playback = playback_new (1);

  add_rows (get_trace (playback), 1);
  g_assert_true (lore_playback_get_playing (playback));
  g_assert_cmpfloat (lore_playback_get_position (playback), ==, 1);
  g_assert_true (lore_playback_advance (playback, row / 4));
  g_assert_cmpfloat_with_epsilon (lore_playback_get_progress (playback, 1), 0.25, 1e-9);
  g_assert_false (lore_playback_advance (playback, row));

  /* Whoever looks back is left alone. */
  lore_playback_set_position (playback, 1);
  add_rows (get_trace (playback), 1);
  g_assert_false (lore_playback_get_playing (playback));
  g_assert_cmpfloat (lore_playback_get_position (playback), ==, 1);
  lore_playback_set_position (playback, 99); /* clamped: to the end */
  g_assert_cmpfloat (lore_playback_get_position (playback), ==, 3);

  lore_playback_set_following (playback, FALSE);
  add_rows (get_trace (playback), 1);
  g_assert_false (lore_playback_get_playing (playback));
  g_assert_cmpfloat (lore_playback_get_position (playback), ==, 3);
}

/* Two hundred messages at once are caught up with in seconds, not in minutes. */
static void
test_burst (void)
{
  g_autoptr (LorePlayback) playback = playback_new (0);
  double seconds = 0;

  add_rows (get_trace (playback), 200);
  for (; lore_playback_advance (playback, 1 / 60.0); seconds += 1 / 60.0)
    g_assert_cmpfloat (seconds, <, 10);
  g_assert_cmpfloat (lore_playback_get_position (playback), ==, 200);

  /* A recording is played row by row all the same. */
  lore_playback_set_playing (playback, TRUE);
  lore_playback_advance (playback, row);
  g_assert_cmpfloat_with_epsilon (lore_playback_get_position (playback), 1, 1e-9);
}

static void
test_another_call (void)
{
  g_autoptr (LorePlayback) playback = playback_new (5);
  LoreLayout *layout = lore_playback_get_layout (playback);

  lore_layout_set_call (layout, 0);
  g_assert_cmpfloat (lore_playback_get_end (playback), ==, 3);
  g_assert_cmpfloat (lore_playback_get_position (playback), ==, 3);
  lore_layout_set_call (layout, LORE_ID_NONE);
  g_assert_cmpfloat (lore_playback_get_position (playback), ==, 5);
  g_assert_false (lore_playback_get_playing (playback));
  lore_playback_set_position (playback, 4);
  lore_layout_set_call (layout, 1);
  g_assert_cmpfloat (lore_playback_get_position (playback), ==, 2);
}

/* An arrow that spans rows flies through all of them. */
static void
test_slanted (void)
{
  g_assert_cmpfloat (lore_flight_progress (2, 2, 4), ==, 0);
  g_assert_cmpfloat (lore_flight_progress (3.5, 2, 4), ==, 0.5);
  g_assert_cmpfloat (lore_flight_progress (5, 2, 4), ==, 1);
  g_assert_cmpfloat (lore_flight_progress (99, 2, 4), ==, 1);
}

static void
count_cb (GObject *object, GParamSpec *spec, guint *count)
{
  (*count)++;
}

static void
test_notify (void)
{
  g_autoptr (LorePlayback) playback = playback_new (3);
  guint position = 0, playing = 0, speed = 0, following = 0;

  g_signal_connect (playback, "notify::position", G_CALLBACK (count_cb), &position);
  g_signal_connect (playback, "notify::playing", G_CALLBACK (count_cb), &playing);
  g_signal_connect (playback, "notify::speed", G_CALLBACK (count_cb), &speed);
  g_signal_connect (playback, "notify::following", G_CALLBACK (count_cb), &following);
  g_object_set (playback, "position", 1.0, "speed", 4.0, "playing", TRUE, "following",
                FALSE, NULL);
  g_object_set (playback, "position", 1.0, "speed", 4.0, "playing", TRUE, "following",
                FALSE, NULL);
  g_assert_cmpuint (position, ==, 1);
  g_assert_cmpuint (playing, ==, 1);
  g_assert_cmpuint (speed, ==, 1);
  g_assert_cmpuint (following, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/playback/play", test_play);
  g_test_add_func ("/playback/step", test_step);
  g_test_add_func ("/playback/exact", test_exact);
  g_test_add_func ("/playback/follow", test_follow);
  g_test_add_func ("/playback/burst", test_burst);
  g_test_add_func ("/playback/another-call", test_another_call);
  g_test_add_func ("/playback/slanted", test_slanted);
  g_test_add_func ("/playback/notify", test_notify);
  return g_test_run ();
}
