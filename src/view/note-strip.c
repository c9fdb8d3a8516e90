/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/note-strip.h"

#include "trace/notes.h"
#include "view/theme.h"

struct _LoreNoteStrip
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkLabel *label;

  /* Owned */
  LoreScene *scene;
};

G_DEFINE_FINAL_TYPE (LoreNoteStrip, lore_note_strip, ADW_TYPE_BIN)

static LoreNotes *
get_notes (LoreNoteStrip *self)
{
  return lore_trace_get_notes (lore_scene_get_trace (self->scene));
}

static void
update (LoreNoteStrip *self)
{
  guint32 message = lore_selection_get_message (lore_scene_get_selection (self->scene));
  const char *note =
      message != LORE_ID_NONE ? lore_notes_get_note (get_notes (self), message) : NULL;

  gtk_label_set_text (self->label, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self), note != NULL);
}

static void
forget_scene (LoreNoteStrip *self)
{
  if (self->scene == NULL)
    return;
  g_signal_handlers_disconnect_by_data (lore_scene_get_selection (self->scene), self);
  g_signal_handlers_disconnect_by_data (get_notes (self), self);
  g_clear_object (&self->scene);
}

static void
lore_note_strip_dispose (GObject *object)
{
  forget_scene (LORE_NOTE_STRIP (object));
  G_OBJECT_CLASS (lore_note_strip_parent_class)->dispose (object);
}

static void
lore_note_strip_class_init (LoreNoteStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_note_strip_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/note-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreNoteStrip, label);
}

static void
lore_note_strip_init (LoreNoteStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lore_theme_use_chinese_forms (GTK_WIDGET (self->label));
}

void
lore_note_strip_set_scene (LoreNoteStrip *self, LoreScene *scene)
{
  forget_scene (self);
  self->scene = g_object_ref (scene);
  g_signal_connect_object (lore_scene_get_selection (scene), "message-changed",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_notes (self), "note-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}
