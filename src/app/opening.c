/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/opening.h"

#include "formats/in-order.h"
#include "view/words.h"

/* Smaller files are there before a preview could be looked at. */
#define LARGE_BYTES (4 * 1024 * 1024)
#define PREVIEW_BYTES (512 * 1024)

struct _LoreOpening
{
  GObject parent_instance;

  /* Owned */
  GPtrArray *files; /* of GFile; empty for @text */
  GBytes *text;
  GPtrArray *reports;  /* of LoreImportReport; the thread's until it is done */
  LoreTrace *trace;    /* likewise, but for how much is in it */
  LoreTrace *in_order; /* the same by time, once all is read */

  LoreProgress progress; /* in the file being read */
  gsize n_before;        /* bytes of the files before it; atomic */
  guint64 size;          /* bytes to read, 0 = unknown */
};

enum
{
  PREVIEW,
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreOpening, lore_opening, G_TYPE_OBJECT)

static void
lore_opening_finalize (GObject *object)
{
  LoreOpening *self = LORE_OPENING (object);

  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->reports);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_object (&self->trace);
  g_clear_object (&self->in_order);
  G_OBJECT_CLASS (lore_opening_parent_class)->finalize (object);
}

static void
lore_opening_class_init (LoreOpeningClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lore_opening_finalize;
  signals[PREVIEW] = g_signal_new ("preview", LORE_TYPE_OPENING, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, LORE_TYPE_SCENE);
  signals[OPENED] =
      g_signal_new ("opened", LORE_TYPE_OPENING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, LORE_TYPE_SCENE, G_TYPE_ERROR);
}

static void
lore_opening_init (LoreOpening *self)
{
  self->files = g_ptr_array_new_with_free_func (g_object_unref);
  self->reports =
      g_ptr_array_new_with_free_func ((GDestroyNotify)lore_import_report_free);
  self->trace = lore_trace_new ();
}

LoreOpening *
lore_opening_new (GFile **files, int n_files)
{
  LoreOpening *self = g_object_new (LORE_TYPE_OPENING, NULL);

  for (int i = 0; i < n_files; i++)
    g_ptr_array_add (self->files, g_object_ref (files[i]));
  return self;
}

LoreOpening *
lore_opening_new_for_text (GBytes *text)
{
  LoreOpening *self = g_object_new (LORE_TYPE_OPENING, NULL);

  self->text = g_bytes_ref (text);
  self->size = g_bytes_get_size (text);
  return self;
}

/* --- in the thread --------------------------------------------------------------- */

static guint64
measure (LoreOpening *self)
{
  guint64 size = 0;

  for (guint i = 0; i < self->files->len; i++)
    {
      g_autoptr (GFileInfo) info = g_file_query_info (g_ptr_array_index (self->files, i),
                                                      G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                      G_FILE_QUERY_INFO_NONE, NULL, NULL);

      if (info == NULL)
        return 0;
      size += g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_STANDARD_SIZE);
    }
  return size;
}

/* A capture is there at once; who wants to see it happen rewinds and plays. */
static LoreScene *
create_scene (LoreOpening *self, LoreTrace *trace)
{
  g_autofree char *title = lore_opening_dup_title (self);
  LoreScene *scene = lore_scene_new (trace, title);
  LorePlayback *playback = lore_scene_get_playback (scene);

  lore_scene_set_selection_follows (scene, FALSE);
  lore_playback_set_position (playback, lore_playback_get_end (playback));
  lore_playback_set_following (playback, FALSE);
  if (lore_trace_get_n_messages (trace) > 0)
    lore_selection_set_message (lore_scene_get_selection (scene), 0);
  return scene;
}

typedef struct
{
  LoreOpening *opening; /* owned */
  LoreTrace *trace;     /* owned */
} Preview;

static gboolean
show_preview_cb (gpointer data)
{
  Preview *preview = data;
  g_autoptr (LoreScene) scene = create_scene (preview->opening, preview->trace);

  g_signal_emit (preview->opening, signals[PREVIEW], 0, scene);
  g_object_unref (preview->trace);
  g_object_unref (preview->opening);
  g_free (preview);
  return G_SOURCE_REMOVE;
}

static GBytes *
read_beginning (GFile *file, GCancellable *cancellable)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, NULL);

  return stream != NULL ? g_input_stream_read_bytes (G_INPUT_STREAM (stream),
                                                     PREVIEW_BYTES, cancellable, NULL)
                        : NULL;
}

/* The beginning is read twice: into a trace that can be shown, as nothing is added to it
 * any more, and into the one that grows out of sight. */
static void
read_preview (LoreOpening *self, GTask *task, GCancellable *cancellable)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GBytes) bytes =
      read_beginning (g_ptr_array_index (self->files, 0), cancellable);
  g_autoptr (LoreImportReport) report = NULL;
  Preview *preview;

  if (bytes != NULL)
    report = lore_format_read_bytes (bytes, trace, NULL);
  if (report == NULL || lore_trace_get_n_messages (trace) == 0
      || g_cancellable_is_cancelled (cancellable))
    return;
  preview = g_new (Preview, 1);
  preview->opening = g_object_ref (self);
  preview->trace = g_steal_pointer (&trace);
  g_main_context_invoke (g_task_get_context (task), show_preview_cb, preview);
}

static LoreImportReport *
read_one (LoreOpening *self, guint i, GCancellable *cancellable, GError **error)
{
  if (self->text != NULL)
    return lore_format_read_bytes (self->text, self->trace, error);
  return lore_format_read_followed (g_ptr_array_index (self->files, i), self->trace,
                                    &self->progress, cancellable, error);
}

static void
read_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LoreOpening *self = source;

  if (self->text == NULL)
    self->size = measure (self);
  if (self->size >= LARGE_BYTES && self->files->len > 0)
    read_preview (self, task, cancellable);
  for (guint i = 0; i < MAX (self->files->len, 1); i++)
    {
      GError *error = NULL;
      LoreImportReport *report = read_one (self, i, cancellable, &error);

      if (report == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      g_ptr_array_add (self->reports, report);
      g_atomic_pointer_add (&self->n_before, lore_progress_get_n_read (&self->progress));
      g_atomic_pointer_set (&self->progress.n_read, 0);
      if (g_cancellable_is_cancelled (cancellable))
        break;
    }
  /* Said once, by the last file. */
  self->in_order = g_object_ref (self->trace);
  lore_import_put_in_order (&self->in_order, self->reports->len,
                            g_ptr_array_index (self->reports, self->reports->len - 1));
  g_task_return_boolean (task, TRUE);
}

/* --- public ---------------------------------------------------------------------- */

static void
read_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LoreOpening *self = LORE_OPENING (source);
  g_autoptr (LoreScene) scene = NULL;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_set_object (&self->trace, self->in_order);
      scene = create_scene (self, self->trace);
      lore_scene_set_origin (scene, source);
    }
  g_signal_emit (self, signals[OPENED], 0, scene, error);
}

void
lore_opening_start (LoreOpening *self, GCancellable *cancellable)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, read_done_cb, NULL);

  g_task_set_source_tag (task, lore_opening_start);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, read_cb);
}

double
lore_opening_get_fraction (LoreOpening *self)
{
  gsize n_read = (gsize)g_atomic_pointer_get (&self->n_before)
                 + lore_progress_get_n_read (&self->progress);

  return self->size > 0 ? MIN ((double)n_read / self->size, 1) : -1;
}

guint
lore_opening_get_n_messages (LoreOpening *self)
{
  return lore_trace_get_n_messages (self->trace);
}

static char *
dup_name (LoreOpening *self, guint i)
{
  g_autofree char *name = NULL;

  if (self->text != NULL)
    return lore_words_dup_title ("import:text-in-hand", " ");
  name = g_file_get_basename (g_ptr_array_index (self->files, i));
  return g_filename_display_name (name);
}

char *
lore_opening_dup_title (LoreOpening *self)
{
  g_autofree char *first = dup_name (self, 0);

  if (self->files->len <= 1)
    return g_steal_pointer (&first);
  return g_strdup_printf ("%s +%u", first, self->files->len - 1);
}

guint
lore_opening_get_n_reports (LoreOpening *self)
{
  return self->reports->len;
}

LoreImportReport *
lore_opening_get_report (LoreOpening *self, guint i, char **ret_name)
{
  *ret_name = dup_name (self, i);
  return g_ptr_array_index (self->reports, i);
}
