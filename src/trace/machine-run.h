/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How far a transaction has come by the messages seen of it: the rows of machines.def
 * run over them, so that a capture has states as a live session has. Timers that nobody
 * sees but by what they cause count by that.
 */
#pragma once

#include "plan/machine.h"
#include "trace/trace.h"

G_BEGIN_DECLS

typedef struct
{
  LoreMachine machine;
  LoreState state;      /* after the last message looked at */
  const LoreStep *last; /* the step it took last, NULL when none */
  guint visited;        /* bit 1 << LoreState for each it has been in */
} LoreMachineRun;

/* The transaction of @message up to that message, as its client (@client) or its server
 * sees it. An ACK to a final response that is no 2xx belongs to its INVITE (RFC 3261
 * §17.1.1.3). FALSE when there is no machine for it: an ACK to a 2xx, no transaction. */
gboolean lore_trace_run_machine (LoreTrace *trace, guint32 message, gboolean client,
                                 LoreMachineRun *ret_run);

G_END_DECLS
