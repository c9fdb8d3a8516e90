/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "trace/machine-run.h"

G_BEGIN_DECLS

#define LORE_TYPE_MACHINE_VIEW (lore_machine_view_get_type ())
/* The figure of a transaction machine. Signals: "picked" (string topic): a state was
 * asked about. */
G_DECLARE_FINAL_TYPE (LoreMachineView, lore_machine_view, LORE, MACHINE_VIEW, GtkWidget)

/* NULL draws nothing. */
void lore_machine_view_set_run (LoreMachineView *view, const LoreMachineRun *run);

G_END_DECLS
