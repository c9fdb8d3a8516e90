/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A session written while it happens, so that a crash loses nothing that was received:
 * each event, and each note, is one write(2) before it is shown, and the owner syncs once
 * a second. What
 * is left after a crash is a session file like any other, perhaps cut short.
 */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

typedef struct _LoreJournal LoreJournal;

/* Begins a new journal at @path (an existing file is replaced), locked against others
 * (flock(2)) until it is freed; follows no signal: the caller appends. Keeps a reference
 * to @trace. NULL with a LORE_PROBLEM. */
LoreJournal *lore_journal_new (LoreTrace *trace, const char *path, GError **error);

/* Writes every event the trace has and the journal has not. FALSE with a LORE_PROBLEM
 * when the disk is full or gone; trying again goes on where it stopped. */
gboolean lore_journal_append (LoreJournal *journal, GError **error);

/* Writes what a person changed, likewise: the note on a message, or who is called what,
 * who is one and in which order (trace/notes.h). */
gboolean lore_journal_append_note (LoreJournal *journal, guint32 message, GError **error);
gboolean lore_journal_append_sides (LoreJournal *journal, GError **error);

/* fsync(2), when anything was written since the last time. */
gboolean lore_journal_sync (LoreJournal *journal, GError **error);

/* Closes the file and leaves it. */
void lore_journal_free (LoreJournal *journal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreJournal, lore_journal_free)

G_END_DECLS
