/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person adds to the trace on show, from the window's menus and keys. Undoing it
 * has the same keys as undoing in a text, so it is nobody's who writes one.
 */
#include "app/window-private.h"

#include "trace/notes.h"
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

void
lore_window_add_note_actions (LoreWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "note", .activate = note_cb, .parameter_type = "u" },
    { .name = "note-selected", .activate = note_selected_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries),
                                   self);
}
