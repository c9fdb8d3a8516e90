/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/chronicle.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "formats/journal.h"
#include "trace/notes.h"

#define MOST_KEPT 20
/* What a journal's name ends in while it grows, and what once it is closed: one that has
 * the first and no owner is what a crash left. */
#define LIVE ".live.siplore"
#define CLOSED ".siplore"

struct _LoreChronicle
{
  GObject parent_instance;

  LoreTrace *trace;     /* owned */
  LoreJournal *journal; /* owned, NULL once it failed */
  char *path;           /* owned */

  guint sync_id;
};

enum
{
  PROBLEM,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreChronicle, lore_chronicle, G_TYPE_OBJECT)

static void
give_up (LoreChronicle *self, GError *error)
{
  g_clear_pointer (&self->journal, lore_journal_free);
  g_signal_emit (self, signals[PROBLEM], 0, error);
}

static gboolean
sync_cb (gpointer data)
{
  LoreChronicle *self = data;
  g_autoptr (GError) error = NULL;

  self->sync_id = 0;
  if (self->journal != NULL && !lore_journal_sync (self->journal, &error))
    give_up (self, error);
  return G_SOURCE_REMOVE;
}

static void
schedule_sync (LoreChronicle *self)
{
  if (self->sync_id == 0)
    self->sync_id = g_timeout_add_seconds (1, sync_cb, self);
}

static void
event_added_cb (LoreChronicle *self)
{
  g_autoptr (GError) error = NULL;

  if (self->journal == NULL)
    return;
  if (lore_journal_append (self->journal, &error))
    schedule_sync (self);
  else
    give_up (self, error);
}

static void
note_changed_cb (LoreChronicle *self, guint message)
{
  g_autoptr (GError) error = NULL;

  if (self->journal == NULL)
    return;
  if (lore_journal_append_note (self->journal, message, &error))
    schedule_sync (self);
  else
    give_up (self, error);
}

static void
sides_changed_cb (LoreChronicle *self)
{
  g_autoptr (GError) error = NULL;

  if (self->journal == NULL)
    return;
  if (lore_journal_append_sides (self->journal, &error))
    schedule_sync (self);
  else
    give_up (self, error);
}

/* Where a live journal stays; one without a message is nobody's loss. The caller's. */
static char *
close_file (const char *path, gboolean kept)
{
  g_autofree char *stem = g_strndup (path, strlen (path) - strlen (LIVE));
  g_autofree char *closed = g_strconcat (stem, CLOSED, NULL);

  if (!kept)
    g_unlink (path);
  return kept && g_rename (path, closed) == 0 ? g_steal_pointer (&closed) : NULL;
}

static void
lore_chronicle_dispose (GObject *object)
{
  LoreChronicle *self = LORE_CHRONICLE (object);

  g_clear_handle_id (&self->sync_id, g_source_remove);
  if (self->journal != NULL)
    lore_journal_sync (self->journal, NULL);
  g_clear_pointer (&self->journal, lore_journal_free);
  if (self->path != NULL)
    g_free (close_file (self->path, lore_trace_get_n_messages (self->trace) > 0));
  g_clear_pointer (&self->path, g_free);
  g_clear_object (&self->trace);
  G_OBJECT_CLASS (lore_chronicle_parent_class)->dispose (object);
}

static void
lore_chronicle_class_init (LoreChronicleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_chronicle_dispose;
  signals[PROBLEM] = g_signal_new ("problem", LORE_TYPE_CHRONICLE, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
lore_chronicle_init (LoreChronicle *self)
{
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* Names are times: the first in order are the oldest. */
static void
remove_old (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, CLOSED) && !g_str_has_suffix (name, LIVE))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i + MOST_KEPT <= names->len; i++)
    {
      g_autofree char *path =
          g_build_filename (folder, g_ptr_array_index (names, i), NULL);

      g_unlink (path);
    }
}

LoreChronicle *
lore_chronicle_new (LoreTrace *trace, const char *folder, GError **error)
{
  g_autoptr (LoreChronicle) self = g_object_new (LORE_TYPE_CHRONICLE, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S-%f");
  g_autofree char *name = g_strconcat (stamp, LIVE, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_mkdir_with_parents (folder, 0700);
  remove_old (folder);
  self->trace = g_object_ref (trace);
  self->journal = lore_journal_new (trace, path, error);
  if (self->journal == NULL)
    return NULL;
  self->path = g_steal_pointer (&path);
  g_signal_connect_object (trace, "event-added", G_CALLBACK (event_added_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (trace, "participants-changed", G_CALLBACK (sides_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lore_trace_get_notes (trace), "note-changed",
                           G_CALLBACK (note_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lore_trace_get_notes (trace), "sides-changed",
                           G_CALLBACK (sides_changed_cb), self, G_CONNECT_SWAPPED);
  return g_steal_pointer (&self);
}

/* Nobody writes it any more: who did held its lock until the end. */
static gboolean
is_left (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean left = fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0;

  if (fd >= 0)
    close (fd);
  return left;
}

static gboolean
has_messages (const char *path)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && strstr (text, "\n|") != NULL;
}

char *
lore_chronicle_take_left (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *newest = NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *closed = NULL;

      if (!g_str_has_suffix (name, LIVE) || !is_left (path))
        continue;
      closed = close_file (path, has_messages (path));
      if (closed != NULL && g_strcmp0 (closed, newest) > 0)
        {
          g_free (newest);
          newest = g_steal_pointer (&closed);
        }
    }
  return g_steal_pointer (&newest);
}
