/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the user is looking at: one message of a trace, one piece of it, and the topic
 * that explains the piece. Every pane shows it and may change it, so that selecting
 * anything anywhere moves all the others.
 */
#pragma once

#include "sip/tree.h"
#include "trace/trace.h"

G_BEGIN_DECLS

#define LORE_TYPE_SELECTION (lore_selection_get_type ())
/* Signals: "message-changed" (), "piece-changed" () (the span or the topic). */
G_DECLARE_FINAL_TYPE (LoreSelection, lore_selection, LORE, SELECTION, GObject)

LoreSelection *lore_selection_new (LoreTrace *trace);

/* LORE_ID_NONE selects nothing. A new message has no piece; its start line explains it.
 */
guint32 lore_selection_get_message (LoreSelection *selection);
void lore_selection_set_message (LoreSelection *selection, guint32 message);

/* The selected message taken apart; borrowed, NULL when none is selected. */
SipTree *lore_selection_get_tree (LoreSelection *selection);

/* The piece, an empty span when there is none. */
SipSpan lore_selection_get_span (LoreSelection *selection);
void lore_selection_set_node (LoreSelection *selection, guint32 node);
void lore_selection_set_at (LoreSelection *selection, gsize at);

/* The piece of another tree (the editor's) or a link: explained without being selected.
 */
void
lore_selection_explain (LoreSelection *selection, const char *topic, const char *text);
const char *lore_selection_get_topic (LoreSelection *selection); /* or NULL */
const char *
lore_selection_get_text (LoreSelection *selection); /* of the piece, or NULL */

/* Whether pieces of this kind have no words of their own and speak for their parent. */
gboolean lore_selection_is_mute (SipKind kind);

/* The node that speaks for the byte @at: the deepest one with words of its own. */
guint32 lore_selection_find_node (SipTree *tree, gsize at);

G_END_DECLS
