/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "app/aimed-fault.h"
#include "sip/facts.h"
#include "view/mapping.h"

static void
sent_cb (GObject *workspace, GAsyncResult *result, gpointer data)
{
  g_autoptr (LoreWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!lore_workspace_send_finish (LORE_WORKSPACE (workspace), result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    lore_window_show_error (self, error);
}

/* The call of @message begins again: with the request in the editor if that is what began
 * it, otherwise with the template of its method. */
static void
load_beginning (LoreWindow *self, LoreTrace *trace, guint32 id)
{
  LoreDraft *draft = lore_workspace_get_draft (self->workspace);
  LoreMessage message, first;
  const SipMethod *method;
  g_autofree char *template = NULL;

  lore_trace_get_message (trace, id, &message);
  lore_trace_get_message (trace, lore_trace_get_first_in_call (trace, message.call),
                          &first);
  method = sip_method_get (first.method);
  if (method == NULL || g_strcmp0 (lore_draft_get_method (draft), method->name) == 0)
    return;
  template = g_ascii_strdown (method->name, -1);
  lore_workspace_load_template (self->workspace, template);
}

/* A new session in which this very message is lost: what happens then is seen, not told.
 */
static void
lose_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreWindow *self = data;
  LoreSetup *setup = lore_workspace_get_setup (self->workspace);
  LoreScene *scene = lore_workspace_get_lab_scene (self->workspace);
  LoreTrace *trace = lore_scene_get_trace (scene);
  guint32 id = g_variant_get_uint32 (parameter);
  g_autofree char *rule = NULL;
  g_autoptr (GError) error = NULL;

  if (scene != lore_workspace_get_scene (self->workspace)
      || id >= lore_trace_get_n_messages (trace))
    return;
  rule = lore_aimed_fault_dup_rule (trace, id);
  load_beginning (self, trace, id);
  if (!lore_setup_add_fault (setup, rule, &error)
      || !lore_workspace_restart (self->workspace, &error))
    {
      lore_window_show_error (self, error);
      return;
    }
  lore_workspace_send_async (self->workspace, self->cancellable, sent_cb,
                             g_object_ref (self));
}

static GBytes *
dup_message (LoreWindow *self, GVariant *parameter)
{
  LoreTrace *trace = lore_scene_get_trace (lore_workspace_get_scene (self->workspace));
  guint32 id = g_variant_get_uint32 (parameter);

  return id < lore_trace_get_n_messages (trace) ? lore_trace_dup_bytes (trace, id) : NULL;
}

static char *
dup_text (GBytes *bytes)
{
  char *text = NULL;
  LoreMapping *mapping = lore_mapping_new_for_bytes (bytes, &text);

  lore_mapping_unref (mapping);
  return text;
}

static void
copy_message_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreWindow *self = data;
  g_autoptr (GBytes) bytes = dup_message (self, parameter);
  g_autofree char *text = bytes != NULL ? dup_text (bytes) : NULL;

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

/* Undo brings back what was in the editor. */
static void
edit_message_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreWindow *self = data;
  g_autoptr (GBytes) bytes = dup_message (self, parameter);
  g_autofree char *text = bytes != NULL ? dup_text (bytes) : NULL;

  if (text == NULL)
    return;
  lore_draft_replace (lore_workspace_get_draft (self->workspace), text);
  lore_workspace_set_template (self->workspace, "");
}

/* --- the practice window --------------------------------------------------------- */

static void
open_practice (LoreWindow *self)
{
  if (self->practice != NULL)
    return;
  self->practice = g_object_ref (lore_practice_window_new (self->workspace));
  gtk_window_set_transient_for (GTK_WINDOW (self->practice), GTK_WINDOW (self));
}

static void
practice_network_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreWindow *self = data;

  open_practice (self);
  gtk_window_present (GTK_WINDOW (self->practice));
}

void
lore_window_close_practice (LoreWindow *self)
{
  if (self->practice != NULL)
    gtk_window_destroy (GTK_WINDOW (self->practice));
  g_clear_object (&self->practice);
}

void
lore_window_take_practice (LoreWindow *self, LoreWindow *other)
{
  if (other->practice == NULL)
    return;
  open_practice (self);
  lore_practice_window_take_place_of (self->practice, other->practice);
  if (gtk_widget_get_visible (GTK_WIDGET (other->practice)))
    gtk_window_present (GTK_WINDOW (self->practice));
}

void
lore_window_follow_setup (LoreWindow *self)
{
  g_autoptr (GPropertyAction) stop = g_property_action_new (
      "stop-clock", lore_workspace_get_setup (self->workspace), "paused");

  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (stop));
}

void
lore_window_add_practice_actions (LoreWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "copy-message", .activate = copy_message_cb, .parameter_type = "u" },
    { .name = "edit-message", .activate = edit_message_cb, .parameter_type = "u" },
    { .name = "practice-network", .activate = practice_network_cb },
    { .name = "lose", .activate = lose_cb, .parameter_type = "u" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries),
                                   self);
}
