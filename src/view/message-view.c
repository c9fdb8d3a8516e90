/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/message-view.h"

#include "view/gutter.h"
#include "view/mapping.h"
#include "view/paint.h"
#include "view/text-scroll.h"
#include "view/words.h"

struct _LoreMessageView
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkSourceView *view;

  /* Owned */
  GtkSourceBuffer *buffer;
  LorePaint *paint;
  LoreMapping *mapping; /* NULL without a tree */
  SipTree *tree;        /* NULL when nothing is shown */

  gboolean loading;
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreMessageView, lore_message_view, ADW_TYPE_BIN)

static void
pick_at_cursor (LoreMessageView *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter iter;

  if (self->loading || self->tree == NULL)
    return;
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  g_signal_emit (
      self, signals[PICKED], 0,
      (guint)lore_mapping_get_byte (self->mapping, gtk_text_iter_get_offset (&iter)));
}

static void
cursor_moved_cb (LoreMessageView *self)
{
  if (gtk_widget_has_focus (GTK_WIDGET (self->view)))
    pick_at_cursor (self);
}

/* A second click on the same place moves no cursor, but asks again. */
static void
released_cb (LoreMessageView *self, int n_press, double x, double y)
{
  pick_at_cursor (self);
}

static gboolean
query_tooltip_cb (LoreMessageView *self, int x, int y, gboolean keyboard,
                  GtkTooltip *tooltip)
{
  g_autofree char *markup = NULL;
  GtkTextIter iter;

  if (self->tree == NULL || keyboard)
    return FALSE;
  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self->view),
                                         GTK_TEXT_WINDOW_WIDGET, x, y, &x, &y);
  if (!gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self->view), &iter, x, y))
    return FALSE;
  markup = lore_words_dup_tooltip (
      self->tree,
      lore_mapping_get_byte (self->mapping, gtk_text_iter_get_offset (&iter)));
  gtk_tooltip_set_markup (tooltip, markup);
  return *markup != '\0';
}

static void
lore_message_view_dispose (GObject *object)
{
  LoreMessageView *self = LORE_MESSAGE_VIEW (object);

  g_clear_pointer (&self->paint, lore_paint_free);
  g_clear_object (&self->buffer);
  g_clear_pointer (&self->mapping, lore_mapping_unref);
  g_clear_pointer (&self->tree, sip_tree_unref);
  G_OBJECT_CLASS (lore_message_view_parent_class)->dispose (object);
}

static void
lore_message_view_class_init (LoreMessageViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_message_view_dispose;
  signals[PICKED] = g_signal_new ("picked", LORE_TYPE_MESSAGE_VIEW, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/message-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreMessageView, view);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
}

static void
lore_message_view_init (LoreMessageView *self)
{
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_init_template (GTK_WIDGET (self));

  self->buffer = gtk_source_buffer_new (NULL);
  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (self->buffer), FALSE);
  gtk_source_buffer_set_highlight_matching_brackets (self->buffer, FALSE);
  gtk_source_buffer_set_implicit_trailing_newline (self->buffer, FALSE);
  gtk_source_buffer_set_style_scheme (self->buffer, NULL); /* colours are ours */
  self->paint = lore_paint_new (GTK_TEXT_BUFFER (self->buffer));
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self->view), GTK_TEXT_BUFFER (self->buffer));
  lore_gutter_install (self->view, self->paint);
  g_signal_connect_object (self->buffer, "notify::cursor-position",
                           G_CALLBACK (cursor_moved_cb), self, G_CONNECT_SWAPPED);
}

void
lore_message_view_set_tree (LoreMessageView *self, SipTree *tree)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  g_autofree char *text = g_strdup ("");
  GtkTextIter begin, end;

  if (tree == self->tree)
    return;
  self->loading = TRUE;
  g_clear_pointer (&self->mapping, lore_mapping_unref);
  g_clear_pointer (&self->tree, sip_tree_unref);
  if (tree != NULL)
    {
      g_free (g_steal_pointer (&text));
      self->tree = sip_tree_ref (tree);
      self->mapping = lore_mapping_new_for_bytes (sip_tree_get_bytes (tree), &text);
    }
  gtk_text_buffer_get_bounds (buffer, &begin, &end);
  gtk_text_buffer_delete (buffer, &begin, &end);
  gtk_text_buffer_insert (buffer, &begin, text, -1);
  gtk_text_buffer_get_start_iter (buffer, &begin);
  gtk_text_buffer_place_cursor (buffer, &begin);
  if (tree != NULL)
    lore_paint_update (self->paint, tree, self->mapping, NULL, 0, TRUE);
  else
    lore_paint_clear (self->paint);
  self->loading = FALSE;
}

void
lore_message_view_show_span (LoreMessageView *self, SipSpan span)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter iter;
  guint begin;

  if (self->tree == NULL)
    return;
  begin = lore_mapping_get_char (self->mapping, span.at);
  lore_paint_select (self->paint, begin,
                     span.len > 0
                         ? lore_mapping_get_char_end (self->mapping, sip_span_end (span))
                         : begin);
  if (span.len == 0)
    return;
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, begin);
  if (!gtk_widget_has_focus (GTK_WIDGET (self->view)))
    {
      self->loading = TRUE;
      gtk_text_buffer_place_cursor (buffer, &iter);
      self->loading = FALSE;
    }
  lore_text_scroll_to (GTK_TEXT_VIEW (self->view), &iter);
}

char *
lore_message_view_dup_text (LoreMessageView *self)
{
  GtkTextIter begin, end;

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &begin, &end);
  return gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self->buffer), &begin, &end, TRUE);
}
