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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/behaviour/all", test_all);
  return g_test_run ();
}
