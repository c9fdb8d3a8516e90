/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/lab-option.h"

#include "base/problem.h"

#define SLOWEST 0.1
#define FASTEST 64.0

gboolean
lore_lab_option_apply (const LoreLabOption *option, LoreLab *lab, GError **error)
{
  g_autofree char *speed = g_strdup_printf ("%g", option->speed);

  if (!(option->speed >= SLOWEST && option->speed <= FASTEST))
    {
      lore_problem_set (error, LORE_PROBLEM_USAGE, "speed-range", "speed", speed, NULL);
      return FALSE;
    }
  lore_clock_set_speed (lore_lab_get_clock (lab), option->speed);
  return option->faults == NULL
         || lore_lab_set_faults (lab, (const char *const *)option->faults, error);
}
