/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/bytes-pane.h"

#include "view/hex.h"
#include "view/text-scroll.h"
#include "view/theme.h"

/* A datagram has at most 64 kB; of a longer message from a stream the beginning is shown.
 */
#define MOST_BYTES (128 * 1024)

struct _LoreBytesPane
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkTextView *view;

  /* Owned */
  SipTree *tree;

  /* Borrowed from the buffer's table */
  GtkTextTag *tags[LORE_N_COLOURS];
  GtkTextTag *selected;

  gboolean pending; /* the tree waits to be written until somebody looks */
  gboolean loading;
  SipSpan span;
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreBytesPane, lore_bytes_pane, ADW_TYPE_BIN)

static void
tag_span (LoreBytesPane *self, GtkTextTag *tag, SipSpan span)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  guint end = MIN (sip_span_end (span), MOST_BYTES);

  for (guint line = span.at / LORE_HEX_COLUMNS; line * LORE_HEX_COLUMNS < end; line++)
    {
      SipSpan runs[2];

      lore_hex_get_runs (span, line, &runs[0], &runs[1]);
      for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
        {
          GtkTextIter from, to;

          gtk_text_buffer_get_iter_at_offset (buffer, &from, runs[i].at);
          gtk_text_buffer_get_iter_at_offset (buffer, &to, sip_span_end (runs[i]));
          gtk_text_buffer_apply_tag (buffer, tag, &from, &to);
        }
    }
}

static void
mark_span (LoreBytesPane *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter from, to;
  SipSpan hex, text;

  gtk_text_buffer_get_bounds (buffer, &from, &to);
  gtk_text_buffer_remove_tag (buffer, self->selected, &from, &to);
  if (self->span.len == 0 || self->tree == NULL)
    return;
  tag_span (self, self->selected, self->span);
  lore_hex_get_runs (self->span, self->span.at / LORE_HEX_COLUMNS, &hex, &text);
  gtk_text_buffer_get_iter_at_offset (buffer, &from, hex.at);
  lore_text_scroll_to (self->view, &from);
}

static void
write_bytes (LoreBytesPane *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autofree char *text = NULL;
  const guint8 *data = NULL;
  gsize len = 0;
  GtkTextIter begin, end;

  self->pending = FALSE;
  self->loading = TRUE;
  if (self->tree != NULL)
    data = sip_tree_get_data (self->tree, &len);
  text = lore_hex_dup_text (data, MIN (len, MOST_BYTES));
  gtk_text_buffer_get_bounds (buffer, &begin, &end);
  gtk_text_buffer_delete (buffer, &begin, &end);
  gtk_text_buffer_insert (buffer, &begin, text, -1);
  gtk_text_buffer_get_start_iter (buffer, &begin);
  gtk_text_buffer_place_cursor (buffer, &begin);
  for (guint32 id = self->tree != NULL ? sip_tree_get_first (self->tree, 0)
                                       : SIP_NODE_NONE;
       id != SIP_NODE_NONE; id = sip_tree_get_next (self->tree, id))
    {
      const SipNode *node = sip_tree_get_node (self->tree, id);
      SipCategory category = sip_tree_get_category (self->tree, id);

      if (category != SIP_CATEGORY_NONE)
        tag_span (self, self->tags[lore_palette_category (category)], node->span);
    }
  mark_span (self);
  self->loading = FALSE;
}

static void
pick_at_cursor (LoreBytesPane *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter iter;
  gsize len, at;

  if (self->tree == NULL || self->loading)
    return;
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  at = lore_hex_get_byte (gtk_text_iter_get_offset (&iter));
  sip_tree_get_data (self->tree, &len);
  if (len > 0)
    g_signal_emit (self, signals[PICKED], 0, (guint)MIN (at, len - 1));
}

static void
cursor_moved_cb (LoreBytesPane *self)
{
  if (gtk_widget_has_focus (GTK_WIDGET (self->view)))
    pick_at_cursor (self);
}

static void
colour_tags_cb (gpointer owner)
{
  LoreBytesPane *self = owner;
  GdkRGBA rgba = lore_theme_get_colour (LORE_COLOUR_SELECTION);

  g_object_set (self->selected, "background-rgba", &rgba, NULL);
  for (LoreColour colour = 0; colour < LORE_N_COLOURS; colour++)
    {
      rgba = lore_theme_get_colour (colour);
      g_object_set (self->tags[colour], "foreground-rgba", &rgba, NULL);
    }
}

static void
lore_bytes_pane_map (GtkWidget *widget)
{
  LoreBytesPane *self = LORE_BYTES_PANE (widget);

  if (self->pending)
    write_bytes (self);
  GTK_WIDGET_CLASS (lore_bytes_pane_parent_class)->map (widget);
}

static void
lore_bytes_pane_dispose (GObject *object)
{
  LoreBytesPane *self = LORE_BYTES_PANE (object);

  g_clear_pointer (&self->tree, sip_tree_unref);
  G_OBJECT_CLASS (lore_bytes_pane_parent_class)->dispose (object);
}

static void
lore_bytes_pane_class_init (LoreBytesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_bytes_pane_dispose;
  widget_class->map = lore_bytes_pane_map;
  signals[PICKED] = g_signal_new ("picked", LORE_TYPE_BYTES_PANE, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/bytes-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreBytesPane, view);
  gtk_widget_class_bind_template_callback (widget_class, pick_at_cursor);
}

static void
lore_bytes_pane_init (LoreBytesPane *self)
{
  GtkTextBuffer *buffer;

  gtk_widget_init_template (GTK_WIDGET (self));
  buffer = gtk_text_view_get_buffer (self->view);
  for (LoreColour colour = 0; colour < LORE_N_COLOURS; colour++)
    self->tags[colour] = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  self->selected = gtk_text_buffer_create_tag (buffer, NULL, "underline",
                                               PANGO_UNDERLINE_SINGLE, NULL);
  lore_theme_watch (G_OBJECT (self), colour_tags_cb);
  g_signal_connect_object (buffer, "notify::cursor-position",
                           G_CALLBACK (cursor_moved_cb), self, G_CONNECT_SWAPPED);
}

void
lore_bytes_pane_set_tree (LoreBytesPane *self, SipTree *tree)
{
  if (tree == self->tree)
    return;
  g_clear_pointer (&self->tree, sip_tree_unref);
  self->tree = tree != NULL ? sip_tree_ref (tree) : NULL;
  self->span = (SipSpan){ 0, 0 };
  self->pending = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    write_bytes (self);
}

void
lore_bytes_pane_show_span (LoreBytesPane *self, SipSpan span)
{
  self->span = span;
  if (!self->pending)
    mark_span (self);
}
