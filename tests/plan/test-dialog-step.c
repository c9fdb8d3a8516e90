/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalogue/catalogue.h"
#include "plan/dialog-step.h"

/* No change stands twice, what ends is left no more, and each state has words. */
static void
test_whole (void)
{
  gboolean reached[LORE_DIALOG_TERMINATED + 1] = { TRUE };
  guint n;
  const LoreDialogStep *steps = lore_dialog_step_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      g_assert_true (lore_dialog_step_find (steps[i].state, steps[i].input) == &steps[i]);
      g_assert_cmpint (steps[i].state, !=, LORE_DIALOG_TERMINATED);
      g_assert_cmpint (steps[i].next, >, steps[i].state); /* there is no way back */
      reached[steps[i].next] = TRUE;
    }
  for (guint state = LORE_DIALOG_EARLY; state <= LORE_DIALOG_TERMINATED; state++)
    {
      const char *topic = lore_dialog_state_get_topic (state);

      g_assert_true (reached[state]);
      g_assert_nonnull (lore_catalogue_lookup (lore_catalogue_get_default (), topic));
    }
}

static void
test_ignored (void)
{
  g_assert_null (lore_dialog_step_find (LORE_DIALOG_CONFIRMED, LORE_DIALOG_REFUSED));
  g_assert_null (lore_dialog_step_find (LORE_DIALOG_CONFIRMED, LORE_DIALOG_PROVISIONAL));
  g_assert_null (lore_dialog_step_find (LORE_DIALOG_TERMINATED, LORE_DIALOG_BYE));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dialog-step/whole", test_whole);
  g_test_add_func ("/dialog-step/ignored", test_ignored);
  return g_test_run ();
}
