/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happened, as the id of a sentence and its named arguments: the one source of every
 * label, tooltip, spoken row and terminal line about an arrow. narrations.def has them
 * all; draw/describe.h puts them into words.
 */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

/* "narration:invite" and {from} {to} {time} {branch} …; *ret_args is a GStrv of
 * base/args.h, the caller's. The id is static. Protocol text in the arguments stands in
 * `…` as in the catalogue's texts. */
const char *lore_narrate_message (LoreTrace *trace, guint32 message, char ***ret_args);

/* What is to be said besides: that it is a retransmission and why, that it was lost or
 * that nobody was there; a loss by a fault is told by the fault's topic, which lives as
 * long as the trace. NULL when there is nothing; *ret_args is NULL then. */
const char *lore_narrate_remark (LoreTrace *trace, guint32 message, char ***ret_args);

/* The line under the arrow ("offer: audio PCMU"), without `…`; NULL when it has none. */
const char *lore_narrate_note (LoreTrace *trace, guint32 message, char ***ret_args);

/* All arguments of a message, for other sentences about it; without `…`. */
char **lore_narrate_dup_args (LoreTrace *trace, guint32 message);

/* An event of any kind. For a message event it is lore_narrate_message()'s, or that it
 * arrived or was lost. A problem or a note is told by the topic it names: that id lives
 * as long as the trace, every other is static. */
const char *lore_narrate_event (LoreTrace *trace, guint32 event, char ***ret_args);

/* Every id of narrations.def, NULL-terminated; static. */
const char *const *lore_narrate_list (void);

/* "40 µs", "180 ms", "2.25 s", "65 s"; the caller's. */
char *lore_duration_dup_text (gint64 us);

G_END_DECLS
