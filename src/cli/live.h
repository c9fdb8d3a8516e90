/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A trace printed while it grows: each datagram that an element sends or receives, each
 * one lost, each problem.
 */
#pragma once

#include "cli/cli.h"
#include "trace/trace.h"

G_BEGIN_DECLS

typedef struct _LoreLive LoreLive;

/* Prints from now on. @element: only what this one sends, receives and suffers ("alice");
 * NULL: all. Borrows @cli; keeps @trace. */
LoreLive *lore_live_new (const LoreCli *cli, LoreTrace *trace, const char *element);
void lore_live_free (LoreLive *live);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreLive, lore_live_free)

/* When something was printed last, on g_get_monotonic_time()'s clock. */
gint64 lore_live_get_last_us (LoreLive *live);

guint lore_live_get_status (LoreLive *live);

/* Whether the network failed. */
gboolean lore_live_has_problem (LoreLive *live);

G_END_DECLS
