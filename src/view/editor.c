/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/editor.h"

#include "view/gutter.h"
#include "view/words.h"

struct _LoreEditor
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkSourceView *view;

  /* Owned */
  LoreDraft *draft;

  guint pick_id;
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreEditor, lore_editor, ADW_TYPE_BIN)

static gboolean
pick_cb (gpointer data)
{
  LoreEditor *self = data;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  GtkTextIter iter;

  self->pick_id = 0;
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  g_signal_emit (self, signals[PICKED], 0,
                 (guint)lore_mapping_get_byte (lore_draft_get_mapping (self->draft),
                                               gtk_text_iter_get_offset (&iter)));
  return G_SOURCE_REMOVE;
}

/* Behind the draft's own look at what was typed. */
static void
cursor_moved_cb (LoreEditor *self)
{
  if (gtk_widget_has_focus (GTK_WIDGET (self->view)) && self->pick_id == 0)
    self->pick_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE + 1, pick_cb, self, NULL);
}

static gboolean
query_tooltip_cb (LoreEditor *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  g_autofree char *markup = NULL;
  GtkTextIter iter;

  if (self->draft == NULL || keyboard)
    return FALSE;
  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self->view),
                                         GTK_TEXT_WINDOW_WIDGET, x, y, &x, &y);
  if (!gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self->view), &iter, x, y))
    return FALSE;
  markup =
      lore_words_dup_tooltip (lore_draft_get_tree (self->draft),
                              lore_mapping_get_byte (lore_draft_get_mapping (self->draft),
                                                     gtk_text_iter_get_offset (&iter)));
  gtk_tooltip_set_markup (tooltip, markup);
  return *markup != '\0';
}

static void
repaint_gutter_cb (LoreEditor *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self->view));
}

static void
lore_editor_dispose (GObject *object)
{
  LoreEditor *self = LORE_EDITOR (object);

  g_clear_handle_id (&self->pick_id, g_source_remove);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (lore_editor_parent_class)->dispose (object);
}

static void
lore_editor_class_init (LoreEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_editor_dispose;
  signals[PICKED] = g_signal_new ("picked", LORE_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/editor.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreEditor, view);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
}

static void
lore_editor_init (LoreEditor *self)
{
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lore_editor_set_draft (LoreEditor *self, LoreDraft *draft)
{
  GtkSourceBuffer *buffer = lore_draft_get_buffer (draft);

  g_return_if_fail (self->draft == NULL);

  self->draft = g_object_ref (draft);
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self->view), GTK_TEXT_BUFFER (buffer));
  lore_gutter_install (self->view, lore_draft_get_paint (draft));
  g_signal_connect_object (buffer, "notify::cursor-position",
                           G_CALLBACK (cursor_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "changed", G_CALLBACK (repaint_gutter_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkSourceView *
lore_editor_get_view (LoreEditor *self)
{
  return self->view;
}
