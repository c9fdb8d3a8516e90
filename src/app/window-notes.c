/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person adds to the trace on show, from the window's menus and keys. Undoing it
 * has the same keys as undoing in a text, so it is nobody's who writes one.
 */
#include "app/window-private.h"

#include "view/note-dialog.h"

#include <string.h>

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

static gboolean
is_same_message (LoreTrace *from, guint32 message, LoreTrace *to, guint32 other)
{
  gsize len, other_len;
  const guint8 *data = lore_trace_get_data (from, message, &len);
  const guint8 *other_data = lore_trace_get_data (to, other, &other_len);
  LoreMessage facts, other_facts;

  if (len != other_len || memcmp (data, other_data, len) != 0)
    return FALSE;
  lore_trace_get_message (from, message, &facts);
  lore_trace_get_message (to, other, &other_facts);
  return facts.unix_us == other_facts.unix_us;
}

/* Its number is the same unless the messages were put in the order of their times. */
guint32
lore_window_find_same_message (LoreTrace *from, guint32 message, LoreTrace *to)
{
  guint n = lore_trace_get_n_messages (to);

  if (message < n && is_same_message (from, message, to, message))
    return message;
  for (guint32 other = 0; other < n; other++)
    if (is_same_message (from, message, to, other))
      return other;
  return LORE_ID_NONE;
}

static guint32
find_same_side (LoreTrace *from, guint32 participant, LoreTrace *to)
{
  LoreParticipant side, other;

  lore_trace_get_participant (from, participant, &side);
  for (guint32 id = 0; id < lore_trace_get_n_participants (to); id++)
    {
      lore_trace_get_participant (to, id, &other);
      if (g_str_equal (side.address, other.address))
        return id;
    }
  return LORE_ID_NONE;
}

static void
carry_order (LoreTrace *from, const guint32 *order, guint n, LoreTrace *to)
{
  g_autoptr (GArray) carried = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < n; i++)
    {
      guint32 same = find_same_side (from, order[i], to);

      if (same != LORE_ID_NONE)
        g_array_append_val (carried, same);
    }
  if (carried->len > 0)
    lore_notes_set_order (lore_trace_get_notes (to), (const guint32 *)carried->data,
                          carried->len);
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
      {
        guint32 same = lore_window_find_same_message (from, message, to);

        if (same != LORE_ID_NONE)
          lore_notes_set_note (new, same, lore_notes_get_note (old, message));
      }
  for (guint32 id = 0; id < lore_trace_get_n_participants (from); id++)
    {
      guint32 same = find_same_side (from, id, to);
      guint32 owner = find_same_side (from, lore_notes_get_owner (old, id), to);
      LoreParticipant facts;

      lore_trace_get_participant (from, id, &facts);
      if (same == LORE_ID_NONE || owner == LORE_ID_NONE)
        continue;
      if (!g_str_equal (facts.name, facts.address))
        lore_notes_set_alias (new, same, facts.name);
      if (owner != same)
        lore_notes_join (new, same, owner);
    }
  carry_order (from, order, n_order, to);
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
