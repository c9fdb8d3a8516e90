/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happened, as the id of a sentence and its named arguments: the one source of every
 * label, tooltip, spoken row and terminal line about an arrow.
 */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

/* "narration:invite" and {from} {to} {time} {branch} …; *ret_args is a GStrv of
 * base/args.h, the caller's. The id is static. */
const char *lore_narrate_message (LoreTrace *trace, guint32 message, char ***ret_args);
const char *lore_narrate_event (LoreTrace *trace, guint32 event, char ***ret_args);

G_END_DECLS
