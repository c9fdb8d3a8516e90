/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which messages to show, said in a line:
 *
 *   method == INVITE and status >= 400
 *   from ~ "alice" and not retransmission
 *   (header.User-Agent ~ "Asterisk" or body ~ "m=video") and time > 1.5
 *   "Busy Here"
 *
 * A word or a string alone is looked for in the whole message; a field alone asks whether
 * it is there. "~" means contains. Letters of ASCII are compared without minding their
 * case. A comparison with a field that a message does not have is false, "!=" too: only
 * `not` turns it. "&&", "||" and "!" may stand for the words, and quotation marks,
 * parentheses and "！" of Chinese input for theirs.
 *
 * The fields are those of lore_filter_list_fields(); header.NAME is the field of that
 * name (any case, compact or long), each of several and each value of a list counting.
 * "==" also finds the URI inside an address. "<" and its like want a number.
 */
#pragma once

#include "trace/headway.h"
#include "trace/trace.h"

G_BEGIN_DECLS

/* How deep parentheses may nest. */
#define LORE_FILTER_DEPTH 64

typedef struct _LoreFilter LoreFilter;

/* NULL with a LORE_PROBLEM_USAGE: filter-unknown-field, filter-unexpected,
 * filter-unclosed, filter-incomplete, filter-type or filter-too-deep, whose arguments
 * tell {position}, the character (from 1) at which it stands, and {hint}, what might be
 * written instead. No word at all is a filter that every message passes. */
LoreFilter *lore_filter_new (const char *expression, GError **error);
LoreFilter *lore_filter_ref (LoreFilter *filter);
void lore_filter_unref (LoreFilter *filter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreFilter, lore_filter_unref)

const char *lore_filter_get_expression (LoreFilter *filter);

/* A filter never changes: any thread may ask that may read the trace. */
gboolean lore_filter_matches (LoreFilter *filter, LoreTrace *trace, guint32 message);

/* The ids (guint32) of all messages that pass, in order; cancelling returns those found
 * so far. The caller's. */
GArray *lore_filter_run (LoreFilter *filter, LoreTrace *trace, LoreHeadway *headway);

/* Names of all fields, "header." last; NULL-terminated and static. */
const char *const *lore_filter_list_fields (void);

G_END_DECLS
