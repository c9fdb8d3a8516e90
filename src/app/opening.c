/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/opening.h"

#include "view/words.h"

typedef struct
{
  GPtrArray *files; /* of GFile */
  LoreTrace *trace;
  GPtrArray *reports; /* of LoreImportReport */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_ptr_array_unref (opening->files);
  g_clear_object (&opening->trace);
  g_ptr_array_unref (opening->reports);
  g_free (opening);
}

static void
read_files (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  GError *error = NULL;

  for (guint i = 0; i < opening->files->len; i++)
    {
      LoreImportReport *report = lore_format_read (g_ptr_array_index (opening->files, i),
                                                   opening->trace, cancellable, &error);

      if (report == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      g_ptr_array_add (opening->reports, report);
    }
  g_task_return_boolean (task, TRUE);
}

void
lore_opening_start (GFile **files, int n_files, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  opening->files = g_ptr_array_new_with_free_func (g_object_unref);
  opening->reports =
      g_ptr_array_new_with_free_func ((GDestroyNotify)lore_import_report_free);
  opening->trace = lore_trace_new ();
  for (int i = 0; i < n_files; i++)
    g_ptr_array_add (opening->files, g_object_ref (files[i]));
  g_task_set_source_tag (task, lore_opening_start);
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, read_files);
}

static char **
dup_remarks (Opening *opening)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean any = FALSE;

  for (guint i = 0; i < opening->reports->len; i++)
    {
      LoreImportReport *report = g_ptr_array_index (opening->reports, i);

      for (guint j = 0; j < report->remarks->len; j++)
        {
          LoreRemark *remark = g_ptr_array_index (report->remarks, j);
          g_autofree char *sentence =
              lore_words_dup_sentence (remark->id, (const char *const *)remark->args);

          g_strv_builder_add (builder, sentence);
          any = TRUE;
        }
    }
  return any ? g_strv_builder_end (builder) : NULL;
}

static char *
dup_title (Opening *opening)
{
  g_autofree char *first = g_file_get_basename (g_ptr_array_index (opening->files, 0));
  g_autofree char *shown = g_filename_display_name (first);

  if (opening->files->len == 1)
    return g_steal_pointer (&shown);
  return g_strdup_printf ("%s +%u", shown, opening->files->len - 1);
}

LoreScene *
lore_opening_finish (GAsyncResult *result, char ***ret_remarks, GError **error)
{
  Opening *opening = g_task_get_task_data (G_TASK (result));
  g_autofree char *title = NULL;
  LoreScene *scene;
  LorePlayback *playback;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  title = dup_title (opening);
  scene = lore_scene_new (opening->trace, title);
  /* A capture is there at once; who wants to see it happen rewinds and plays. */
  playback = lore_scene_get_playback (scene);
  lore_scene_set_selection_follows (scene, FALSE);
  lore_playback_set_position (playback, lore_playback_get_end (playback));
  lore_playback_set_following (playback, FALSE);
  lore_selection_set_message (lore_scene_get_selection (scene), 0);
  *ret_remarks = dup_remarks (opening);
  return scene;
}
