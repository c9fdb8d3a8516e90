/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person adds to a trace: notes on messages, names of participants, which of them
 * are one, and in which order they stand. Each change is a command that can be undone and
 * done again; what happened is not touched by any.
 */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

#define LORE_TYPE_NOTES (lore_notes_get_type ())
/* Signals: "note-changed" (guint message), "sides-changed" (): participants were joined,
 * parted or put in order, once a command; "history-changed" (): what can be undone is
 * another. A name is told by the trace's "participants-changed". */
G_DECLARE_FINAL_TYPE (LoreNotes, lore_notes, LORE, NOTES, GObject)

/* The trace's, as long as it lives; borrowed. */
LoreNotes *lore_trace_get_notes (LoreTrace *trace);
/* Made by the trace, which it does not keep. */
LoreNotes *lore_notes_new (LoreTrace *trace);

/* The note on a message, NULL when there is none; borrowed. Setting NULL or "" takes it
 * away. */
const char *lore_notes_get_note (LoreNotes *notes, guint32 message);
void lore_notes_set_note (LoreNotes *notes, guint32 message, const char *text);
guint lore_notes_get_n_notes (LoreNotes *notes);

/* What a participant is called; NULL: its address again. One that is given the name that
 * another has is joined with it: an alias says that both are one. */
void lore_notes_set_alias (LoreNotes *notes, guint32 participant, const char *name);

/* Joined participants share a column, that of @into; LORE_ID_NONE parts it from the
 * others. The owner of one that is not joined is itself. */
void lore_notes_join (LoreNotes *notes, guint32 participant, guint32 into);
guint32 lore_notes_get_owner (LoreNotes *notes, guint32 participant);
/* How many others share the column that @participant owns. */
guint lore_notes_get_n_joined (LoreNotes *notes, guint32 participant);

/* Joins the addresses that messages say are one element's: a request's top Via or its
 * Contact names another port of the host that sent it (a connection's port and the one it
 * listens on, RFC 3261 §18.2.2). One command. Returns how many were joined. */
guint lore_notes_join_by_messages (LoreNotes *notes);

/* The participants that were put in order, first of all; those left out follow in the
 * order in which they came. Borrowed. */
const guint32 *lore_notes_get_order (LoreNotes *notes, guint *ret_n);
void lore_notes_set_order (LoreNotes *notes, const guint32 *participants, guint n);

gboolean lore_notes_can_undo (LoreNotes *notes);
gboolean lore_notes_can_redo (LoreNotes *notes);
void lore_notes_undo (LoreNotes *notes);
void lore_notes_redo (LoreNotes *notes);
/* What was read from a file is nobody's to undo. */
void lore_notes_forget_history (LoreNotes *notes);

G_END_DECLS
