/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/clock.h"

typedef struct
{
  LoreClock *clock;
  GString *log;
  guint other;
} Diary;

static void
note_a (gpointer data)
{
  Diary *diary = data;

  g_string_append_printf (diary->log, "a%" G_GINT64_FORMAT " ",
                          lore_clock_get_time (diary->clock));
}

static void
note_b (gpointer data)
{
  g_string_append (((Diary *)data)->log, "b ");
}

static void
again (gpointer data)
{
  Diary *diary = data;

  note_a (diary);
  if (diary->log->len < 12)
    lore_clock_add (diary->clock, 10, again, diary);
}

static void
remove_other (gpointer data)
{
  Diary *diary = data;

  lore_clock_remove (diary->clock, diary->other);
}

static void
test_virtual (void)
{
  Diary diary = { lore_clock_new_virtual (), g_string_new (NULL), 0 };
  guint id;

  g_assert_cmpint (lore_clock_get_unix_us (diary.clock), ==, LORE_CLOCK_NO_UNIX_TIME);
  lore_clock_add (diary.clock, 20, note_a, &diary);
  lore_clock_add (diary.clock, 10, note_b, &diary);
  lore_clock_add (diary.clock, 10, note_a, &diary);
  id = lore_clock_add (diary.clock, 15, note_b, &diary);
  g_assert_cmpuint (id, !=, 0);
  lore_clock_remove (diary.clock, id);
  lore_clock_remove (diary.clock, id);
  lore_clock_advance (diary.clock, 9);
  g_assert_cmpstr (diary.log->str, ==, "");
  lore_clock_advance (diary.clock, 91);
  g_assert_cmpstr (diary.log->str, ==, "b a10 a20 ");
  g_assert_cmpint (lore_clock_get_time (diary.clock), ==, 100);
  g_assert_false (lore_clock_advance_to_next (diary.clock));

  g_assert_finalize_object (diary.clock);
  g_string_free (diary.log, TRUE);
}

/* Timers set and removed by timers count in the same advance. */
static void
test_reentrant (void)
{
  Diary diary = { lore_clock_new_virtual (), g_string_new (NULL), 0 };

  lore_clock_add (diary.clock, 0, again, &diary);
  lore_clock_advance (diary.clock, 25);
  g_assert_cmpstr (diary.log->str, ==, "a0 a10 a20 ");
  g_assert_true (lore_clock_advance_to_next (diary.clock));
  g_assert_cmpint (lore_clock_get_time (diary.clock), ==, 30);

  lore_clock_add (diary.clock, 5, remove_other, &diary);
  diary.other = lore_clock_add (diary.clock, 5, note_b, &diary);
  lore_clock_advance (diary.clock, 5);
  g_assert_null (strstr (diary.log->str, "b"));

  g_assert_finalize_object (diary.clock);
  g_string_free (diary.log, TRUE);
}

/* The first callback drops the clock: the rest must not be called. */
static void
drop (gpointer data)
{
  g_clear_object ((LoreClock **)data);
}

static void
test_dropped (void)
{
  LoreClock *clock = lore_clock_new_real ();

  lore_clock_add (clock, 0, drop, &clock);
  while (clock != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
quit (gpointer data)
{
  g_main_loop_quit (data);
}

/* At 64 times the speed six seconds of lab time pass in a tenth of one. */
static void
test_scaled (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  LoreClock *clock = lore_clock_new_real ();
  gint64 before = g_get_monotonic_time (), lab;

  g_assert_cmpint (lore_clock_get_unix_us (clock), >, 0);
  lore_clock_add (clock, 6 * G_USEC_PER_SEC, quit, loop);
  lore_clock_set_speed (clock, 64);
  g_main_loop_run (loop);
  g_assert_cmpint (lore_clock_get_time (clock), >=, 6 * G_USEC_PER_SEC);
  g_assert_cmpint (g_get_monotonic_time () - before, <, 5 * G_USEC_PER_SEC);

  lore_clock_set_speed (clock, 0);
  lab = lore_clock_get_time (clock);
  lore_clock_add (clock, 0, quit, loop);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (lore_clock_get_time (clock), ==, lab);
  lore_clock_set_speed (clock, 1);
  g_main_loop_run (loop);
  g_assert_finalize_object (clock);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/virtual", test_virtual);
  g_test_add_func ("/clock/reentrant", test_reentrant);
  g_test_add_func ("/clock/dropped", test_dropped);
  g_test_add_func ("/clock/scaled", test_scaled);
  return g_test_run ();
}
