/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/workspace-private.h"

#include "base/problem.h"

/* What is sent is what the editor held at that moment, even if a name has to be looked up
 * first: from which address it leaves decides some of its variables. */
typedef struct
{
  LoreLab *lab;
  char *text;
  char *address;
  char *destination; /* as the user aimed it */
  GBytes *message;   /* filled */
  LoreSendMode mode;
} Sending;

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_clear_object (&sending->lab);
  g_free (sending->text);
  g_free (sending->address);
  g_free (sending->destination);
  g_clear_pointer (&sending->message, g_bytes_unref);
  g_free (sending);
}

static void
sent_cb (GObject *lab, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LoreWorkspace *self = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);
  guint32 message = LORE_ID_NONE;
  GError *error = NULL;

  if (!lore_lab_send_finish (LORE_LAB (lab), result, &message, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  lore_workspace_remember (self, sending->message, sending->destination,
                           sending->mode == LORE_SEND_GUIDED);
  if (lab == G_OBJECT (lore_workspace_get_lab (self)))
    lore_workspace_renew_variables (self);
  g_task_return_boolean (task, TRUE);
}

static void
aimed_cb (GObject *lab, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Sending *sending = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GHashTable) variables = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (LoreMapping) mapping = NULL;
  g_autoptr (LoreFilling) filling = NULL;
  GError *error = NULL;

  if (!lore_lab_aim_finish (sending->lab, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  variables = lore_workspace_dup_variables (g_task_get_source_object (task), sending->lab,
                                            sending->text, sending->address);
  mapping = lore_mapping_new_for_text (sending->text, &bytes);
  filling = lore_filling_new (bytes, variables);
  sending->message = g_bytes_ref (filling->message);
  lore_lab_send_async (sending->lab, filling->message, sending->address, sending->mode,
                       cancellable, sent_cb, g_steal_pointer (&task));
}

/* The lab on show, its playhead where the new arrow will fly. */
static void
turn_to_lab (LoreWorkspace *self)
{
  LoreScene *scene = lore_workspace_get_lab_scene (self);
  LorePlayback *playback = lore_scene_get_playback (scene);

  lore_workspace_show_scene (self, scene);
  lore_scene_set_selection_follows (scene, TRUE);
  if (lore_playback_get_following (playback))
    return;
  lore_playback_set_playing (playback, FALSE);
  lore_playback_set_position (playback, lore_playback_get_end (playback));
  lore_playback_set_following (playback, TRUE);
}

void
lore_workspace_send_async (LoreWorkspace *self, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Sending *sending = g_new0 (Sending, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, lore_workspace_send_async);
  g_task_set_task_data (task, sending, sending_free);
  sending->lab = g_object_ref (lore_workspace_get_lab (self));
  sending->text = lore_draft_dup_text (lore_workspace_get_draft (self));
  sending->address = lore_workspace_dup_address (self);
  sending->destination = g_strdup (lore_workspace_get_destination (self));
  sending->mode = lore_workspace_get_guided (self) ? LORE_SEND_GUIDED : LORE_SEND_RAW;

  if (*sending->text == '\0')
    lore_problem_set (&error, LORE_PROBLEM_USAGE, "empty-message", NULL, NULL);
  else if (*sending->address == '\0')
    lore_problem_set (&error, LORE_PROBLEM_USAGE, "no-destination", NULL, NULL);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  turn_to_lab (self);
  lore_lab_aim_async (sending->lab, sending->address, cancellable, aimed_cb,
                      g_steal_pointer (&task));
}

gboolean
lore_workspace_send_finish (LoreWorkspace *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
