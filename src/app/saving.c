/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/saving.h"

#include "formats/anonymise.h"
#include "formats/format.h"

struct _LoreSaving
{
  GObject parent_instance;

  /* Owned */
  LoreTrace *trace;
  LoreLayout *layout; /* to be drawn, or NULL */
  GFile *file;
  char *format; /* or NULL */
  GCancellable *cancellable;

  LoreProgress progress; /* counts bytes written */
  LoreHeadway headway;   /* counts rows drawn */
  LoreLadderStyle style;
  gboolean anonymous;
};

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreSaving, lore_saving, G_TYPE_OBJECT)

static void
lore_saving_finalize (GObject *object)
{
  LoreSaving *self = LORE_SAVING (object);

  g_clear_object (&self->trace);
  g_clear_object (&self->layout);
  g_clear_object (&self->file);
  g_clear_object (&self->cancellable);
  g_free (self->format);
  G_OBJECT_CLASS (lore_saving_parent_class)->finalize (object);
}

static void
lore_saving_class_init (LoreSavingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lore_saving_finalize;
  signals[DONE] = g_signal_new ("done", LORE_TYPE_SAVING, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
lore_saving_init (LoreSaving *self)
{
  self->cancellable = g_cancellable_new ();
}

LoreSaving *
lore_saving_new (LoreTrace *trace, GFile *file, const char *format, gboolean anonymous)
{
  LoreSaving *self = g_object_new (LORE_TYPE_SAVING, NULL);

  self->trace = g_object_ref (trace);
  self->file = g_object_ref (file);
  self->format = g_strdup (format);
  self->anonymous = anonymous;
  return self;
}

LoreSaving *
lore_saving_new_for_ladder (LoreLayout *layout, GFile *file, const LoreLadderStyle *style)
{
  LoreSaving *self = lore_saving_new (lore_layout_get_trace (layout), file, NULL, FALSE);

  self->layout = lore_layout_dup_still (layout);
  self->style = *style;
  self->headway.cancellable = self->cancellable;
  return self;
}

static void
draw_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LoreSaving *self = source;
  GError *error = NULL;

  lore_ladder_style_fit (&self->style, self->layout, 0);
  if (lore_ladder_export (self->layout, self->file, &self->style, &self->headway, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The names are others each time: nobody puts two files side by side. */
static void
write_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LoreSaving *self = source;
  g_autoptr (LoreTrace) trace =
      self->anonymous ? lore_anonymise (self->trace, g_random_int (), cancellable)
                      : g_object_ref (self->trace);
  GError *error = NULL;

  if (trace == NULL)
    g_task_return_error_if_cancelled (task);
  else if (lore_format_write_followed (trace, self->file, self->format, &self->progress,
                                       cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  g_signal_emit (source, signals[DONE], 0, error);
}

void
lore_saving_start (LoreSaving *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, written_cb, NULL);

  g_task_set_source_tag (task, lore_saving_start);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, self->layout != NULL ? draw_cb : write_cb);
}

void
lore_saving_cancel (LoreSaving *self)
{
  g_cancellable_cancel (self->cancellable);
}

char *
lore_saving_dup_title (LoreSaving *self)
{
  g_autofree char *name = g_file_get_basename (self->file);

  return g_filename_display_name (name);
}

char **
lore_saving_dup_left_out (LoreSaving *self)
{
  return self->layout == NULL
             ? lore_format_dup_left_out (self->trace, self->file, self->format)
             : NULL;
}

/* Every format adds its own words to the messages' bytes: it stands at the end a little
 * before it is there. */
double
lore_saving_get_fraction (LoreSaving *self)
{
  gsize n_written = lore_progress_get_n_read (&self->progress);
  gsize n_bytes = lore_trace_get_n_bytes (self->trace);

  if (self->layout != NULL)
    return lore_headway_get_fraction (&self->headway);
  return n_written > 0 && n_bytes > 0 ? MIN ((double)n_written / n_bytes, 1) : -1;
}
