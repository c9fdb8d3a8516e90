/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/journal.h"

#include "base/problem.h"
#include "base/reason.h"
#include "formats/session.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

struct _LoreJournal
{
  LoreTrace *trace;
  LoreSessionWriter *writer;
  char *path;
  GString *pending; /* a record that could not be written whole */
  guint32 next;     /* event */
  int fd;
  gboolean dirty;
};

static gboolean
fail (LoreJournal *journal, GError **error)
{
  g_autoptr (GError) cause = g_error_new_literal (
      G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));

  lore_problem_set (error, LORE_PROBLEM_FILE, "file-unwritable", "file", journal->path,
                    "@reason", lore_reason_get (cause), NULL);
  return FALSE;
}

/* One write(2), unless the kernel takes less than all; what it took stays taken. */
static gboolean
flush (LoreJournal *journal, GError **error)
{
  while (journal->pending->len > 0)
    {
      gssize n = write (journal->fd, journal->pending->str, journal->pending->len);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail (journal, error);
      g_string_erase (journal->pending, 0, n);
      journal->dirty = TRUE;
    }
  return TRUE;
}

gboolean
lore_journal_append (LoreJournal *journal, GError **error)
{
  if (!flush (journal, error))
    return FALSE;
  while (journal->next < lore_trace_get_n_events (journal->trace))
    {
      lore_session_writer_put_participants (journal->writer, journal->pending);
      lore_session_writer_put_event (journal->writer, journal->pending, journal->next++);
      if (!flush (journal, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
lore_journal_append_note (LoreJournal *journal, guint32 message, GError **error)
{
  if (!lore_journal_append (journal, error))
    return FALSE;
  lore_session_put_note (journal->pending, journal->trace, message);
  return flush (journal, error);
}

gboolean
lore_journal_append_sides (LoreJournal *journal, GError **error)
{
  if (!flush (journal, error))
    return FALSE;
  lore_session_writer_put_sides (journal->writer, journal->pending);
  return flush (journal, error);
}

/* Those of a trace that was not new. */
static gboolean
append_all_notes (LoreJournal *journal, GError **error)
{
  LoreNotes *notes = lore_trace_get_notes (journal->trace);
  guint n =
      lore_notes_get_n_notes (notes) > 0 ? lore_trace_get_n_messages (journal->trace) : 0;

  if (!lore_journal_append_sides (journal, error))
    return FALSE;
  for (guint32 message = 0; message < n; message++)
    if (lore_notes_get_note (notes, message) != NULL
        && !lore_journal_append_note (journal, message, error))
      return FALSE;
  return TRUE;
}

LoreJournal *
lore_journal_new (LoreTrace *trace, const char *path, GError **error)
{
  g_autoptr (LoreJournal) journal = g_new0 (LoreJournal, 1);

  journal->trace = g_object_ref (trace);
  journal->writer = lore_session_writer_new (trace);
  journal->path = g_strdup (path);
  journal->pending = g_string_new (NULL);
  /* What was practised is the student's own business. */
  journal->fd = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
  if (journal->fd < 0)
    {
      fail (journal, error);
      return NULL;
    }
  flock (journal->fd, LOCK_EX | LOCK_NB); /* where the file system knows no locks: none */
  lore_session_writer_put_head (journal->writer, journal->pending);
  if (!lore_journal_append (journal, error) || !append_all_notes (journal, error))
    return NULL;
  return g_steal_pointer (&journal);
}

gboolean
lore_journal_sync (LoreJournal *journal, GError **error)
{
  if (!journal->dirty)
    return TRUE;
  if (fsync (journal->fd) != 0)
    return fail (journal, error);
  journal->dirty = FALSE;
  return TRUE;
}

void
lore_journal_free (LoreJournal *journal)
{
  if (journal->fd >= 0)
    close (journal->fd);
  g_string_free (journal->pending, TRUE);
  g_free (journal->path);
  lore_session_writer_free (journal->writer);
  g_object_unref (journal->trace);
  g_free (journal);
}
