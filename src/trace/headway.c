/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/headway.h"

void
lore_headway_expect (LoreHeadway *headway, guint n_steps)
{
  if (headway != NULL)
    g_atomic_int_add (&headway->n_all, n_steps);
}

gboolean
lore_headway_step (LoreHeadway *headway)
{
  if (headway == NULL)
    return TRUE;
  g_atomic_int_inc (&headway->n_done);
  return !g_cancellable_is_cancelled (headway->cancellable);
}

double
lore_headway_get_fraction (LoreHeadway *headway)
{
  guint n_all = g_atomic_int_get (&headway->n_all);

  return n_all > 0 ? MIN ((double)g_atomic_int_get (&headway->n_done) / n_all, 1) : -1;
}
