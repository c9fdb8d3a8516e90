/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/dialog-step.h"

static const LoreDialogStep steps[] = {
#define LORE_DIALOG_STEP(state, input, next, rfc)                                        \
  { LORE_DIALOG_##state, LORE_DIALOG_##input, LORE_DIALOG_##next, rfc },
#include "plan/dialogs.def"
#undef LORE_DIALOG_STEP
};

const LoreDialogStep *
lore_dialog_step_find (LoreDialogState state, LoreDialogInput input)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i].state == state && steps[i].input == input)
      return &steps[i];
  return NULL;
}

const LoreDialogStep *
lore_dialog_step_get_all (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (steps);
  return steps;
}

const char *
lore_dialog_state_get_topic (LoreDialogState state)
{
  static const char *const topics[] = { [LORE_DIALOG_EARLY] = "dialog-state:early",
                                        [LORE_DIALOG_CONFIRMED] =
                                            "dialog-state:confirmed",
                                        [LORE_DIALOG_TERMINATED] =
                                            "dialog-state:terminated" };

  return topics[state];
}
