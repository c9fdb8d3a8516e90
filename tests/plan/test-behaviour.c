/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalogue/catalogue.h"
#include "plan/behaviour.h"

/* Each has words; each begins with 100; steps stand in the order of time. */
static void
test_all (void)
{
  guint n;
  const LoreBehaviour *all = lore_behaviour_get_all (&n);

  g_assert_cmpuint (n, >, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *topic = g_strconcat ("behaviour:", all[i].name, NULL);

      g_test_message ("%s", topic);
      g_assert_nonnull (lore_catalogue_lookup (lore_catalogue_get_default (), topic));
      g_assert_true (lore_behaviour_lookup (all[i].name) == &all[i]);
      g_assert_cmpuint (all[i].steps[0].status, ==, 100);
      for (guint j = 1; j < G_N_ELEMENTS (all[i].steps); j++)
        if (all[i].steps[j].after_us != LORE_BEHAVIOUR_ANSWER_AFTER
            && all[i].steps[j].status != 0)
          g_assert_cmpint (all[i].steps[j].after_us, >, all[i].steps[j - 1].after_us);
    }
  g_assert_null (lore_behaviour_lookup ("sing"));
  g_assert_null (lore_behaviour_lookup (NULL));
}

/* "hang-up:12": only who does something later can be told when. */
static void
test_parse (void)
{
  static const struct
  {
    const char *text, *name;
    gint64 later_us;
    const char *why;
  } rows[] = {
    { "hang-up", "hang-up", 5000000, "its own time" },
    { "hang-up:12", "hang-up", 12000000, "another" },
    { "hold:0.5", "hold", 500000, "half a second" },
    { "hang-up:0", "hang-up", 0, "at once" },
    { "hang-up:", NULL, 0, "no number" },
    { "hang-up:soon", NULL, 0, "no number either" },
    { "hang-up:-1", NULL, 0, "not before" },
    { "hang-up:12x", NULL, 0, "something behind" },
    { "busy:3", NULL, 0, "does nothing later" },
    { "sing:3", NULL, 0, "no such one" },
    { NULL, NULL, 0, "nothing" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 later_us = -1;
      const LoreBehaviour *behaviour = lore_behaviour_parse (rows[i].text, &later_us);

      g_test_message ("%s", rows[i].why);
      g_assert_cmpstr (behaviour != NULL ? behaviour->name : NULL, ==, rows[i].name);
      g_assert_cmpint (later_us, ==, behaviour != NULL ? rows[i].later_us : -1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/behaviour/all", test_all);
  g_test_add_func ("/behaviour/parse", test_parse);
  return g_test_run ();
}
