/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A transaction machine as RFC 3261's figures 5 to 8 show it, made of the rows that run
 * it: states one below the other, what leads from one to the next as arrows, what leaves
 * a state as it is written in its box. Where a transaction stands is filled, where it has
 * been is framed in colour, and the step it took last is bold.
 */
#pragma once

#include "draw/ladder.h"
#include "trace/machine-run.h"

G_BEGIN_DECLS

/* px of the whole figure at the style's scale and width. */
double lore_machine_figure_get_height (LoreMachine machine, const LoreLadderStyle *style);

/* Fills (0, 0) to (width, height); the ground is the caller's to paint. */
void lore_machine_figure_draw (cairo_t *cr, PangoContext *pango,
                               const LoreMachineRun *run, const LoreLadderStyle *style);

/* The state whose box holds the point, LORE_STATE_NONE when none does. */
LoreState lore_machine_figure_pick (LoreMachine machine, double x, double y,
                                    const LoreLadderStyle *style);

/* What a step is taken on, in short: "1xx", "Timer B"; the caller's. */
char *lore_machine_figure_dup_input (LoreInput input, const char *language);

G_END_DECLS
