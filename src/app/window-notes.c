/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person adds to the trace on show, from the window's menus and keys. Undoing it
 * has the same keys as undoing in a text, so it is nobody's who writes one.
 */
#include "app/window-private.h"

#include "view/note-dialog.h"

static LoreTrace *
get_trace (LoreWindow *self)
{
  return lore_scene_get_trace (lore_workspace_get_scene (self->workspace));
}

static void
ask (LoreWindow *self, guint32 message)
{
  if (message < lore_trace_get_n_messages (get_trace (self)))
    lore_note_dialog_show (GTK_WIDGET (self), get_trace (self), message);
}

static void
note_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ask (data, g_variant_get_uint32 (parameter));
}

static void
note_selected_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreWindow *self = data;
  LoreScene *scene = lore_workspace_get_scene (self->workspace);

  ask (self, lore_selection_get_message (lore_scene_get_selection (scene)));
}

/* --- undoing ---------------------------------------------------------------------- */

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lore_notes_undo (lore_trace_get_notes (get_trace (data)));
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lore_notes_redo (lore_trace_get_notes (get_trace (data)));
}

static gboolean
is_writing (GtkWidget *window)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  if (GTK_IS_TEXT_VIEW (focus))
    return gtk_text_view_get_editable (GTK_TEXT_VIEW (focus));
  return GTK_IS_EDITABLE (focus) && gtk_editable_get_editable (GTK_EDITABLE (focus));
}

/* A text that has nothing to undo lets the key pass: it is no note that is meant then. */
static gboolean
key_cb (GtkWidget *window, GVariant *args, gpointer action)
{
  return !is_writing (window) && gtk_widget_activate_action (window, action, NULL);
}

static void
add_key (GtkEventController *keys, const char *trigger, const char *action)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                        gtk_callback_action_new (key_cb, (gpointer)action, NULL)));
}

static void
add_keys (LoreWindow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  add_key (keys, "<Control>z", "win.undo-note");
  add_key (keys, "<Control><Shift>z", "win.redo-note");
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
history_changed_cb (LoreWindow *self)
{
  lore_window_enable (self, "undo-note", lore_notes_can_undo (self->notes));
  lore_window_enable (self, "redo-note", lore_notes_can_redo (self->notes));
}

void
lore_window_follow_notes (LoreWindow *self, LoreTrace *trace)
{
  LoreNotes *notes = trace != NULL ? lore_trace_get_notes (trace) : NULL;

  if (self->notes != NULL)
    g_signal_handlers_disconnect_by_data (self->notes, self);
  g_set_object (&self->notes, notes);
  if (self->notes == NULL)
    return;
  g_signal_connect_object (self->notes, "history-changed",
                           G_CALLBACK (history_changed_cb), self, G_CONNECT_SWAPPED);
  history_changed_cb (self);
}

void
lore_window_carry_notes (LoreTrace *from, LoreTrace *to)
{
  LoreNotes *old = lore_trace_get_notes (from);
  LoreNotes *new = lore_trace_get_notes (to);
  guint n_messages =
      lore_notes_get_n_notes (old) > 0 ? lore_trace_get_n_messages (from) : 0;
  guint n_order;
  const guint32 *order = lore_notes_get_order (old, &n_order);

  if (!lore_notes_can_undo (old))
    return;
  for (guint32 message = 0; message < n_messages; message++)
    if (lore_notes_get_note (old, message) != NULL)
      lore_notes_set_note (new, message, lore_notes_get_note (old, message));
  for (guint32 id = 0; id < lore_trace_get_n_participants (from); id++)
    {
      LoreParticipant facts;

      lore_trace_get_participant (from, id, &facts);
      if (!g_str_equal (facts.name, facts.address))
        lore_notes_set_alias (new, id, facts.name);
      if (lore_notes_get_owner (old, id) != id)
        lore_notes_join (new, id, lore_notes_get_owner (old, id));
    }
  if (n_order > 0)
    lore_notes_set_order (new, order, n_order);
}

void
lore_window_add_note_actions (LoreWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "note", .activate = note_cb, .parameter_type = "u" },
    { .name = "note-selected", .activate = note_selected_cb },
    { .name = "undo-note", .activate = undo_cb },
    { .name = "redo-note", .activate = redo_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries),
                                   self);
  add_keys (self);
}
