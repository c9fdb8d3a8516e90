/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How far a long piece of work has got, and whether it is to go on: written by the thread
 * that does it, read by another that shows it. Every function takes NULL for work that
 * nobody follows.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GCancellable *cancellable; /* borrowed, or NULL */
  guint n_done, n_all;       /* steps; atomic */
} LoreHeadway;

/* So many steps more are to come. */
void lore_headway_expect (LoreHeadway *headway, guint n_steps);

/* One is done. FALSE when the work has been cancelled: it returns soon, with nothing. */
gboolean lore_headway_step (LoreHeadway *headway);

/* 0 … 1; less than 0 while nobody has said how much there is. */
double lore_headway_get_fraction (LoreHeadway *headway);

G_END_DECLS
