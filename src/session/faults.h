/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What goes wrong on the lab's wire: the rules, and what they did, in the trace. A
 * datagram that a rule takes away is a DROPPED event whose name is the fault's topic and
 * whose subject is the rule; everything else is a note of the same name.
 */
#pragma once

#include "trace/trace.h"
#include "wire/chance.h"
#include "wire/clock.h"
#include "wire/wire.h"

G_BEGIN_DECLS

typedef struct _LoreFaults LoreFaults;

/* @inner carries the datagrams; @chance is borrowed. */
LoreFaults *lore_faults_new (LoreTrace *trace, LoreClock *clock, LoreNetwork *inner,
                             LoreChance *chance);
void lore_faults_free (LoreFaults *faults);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreFaults, lore_faults_free)

/* The network that has the faults; borrowed. */
LoreNetwork *lore_faults_get_network (LoreFaults *faults);

/* The rules from now on (plan/fault.h); NULL or empty: none. All or nothing. */
gboolean lore_faults_set (LoreFaults *faults, const char *const *rules, GError **error);

/* The rule that would have taken @message of the trace, and only it, off the wire: "drop
 * response 200 to INVITE from Bob to Alice nth=2"; the caller's. */
char *lore_faults_dup_rule_for (LoreTrace *trace, guint32 message);

G_END_DECLS
