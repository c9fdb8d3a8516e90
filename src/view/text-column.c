/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/text-column.h"

#include "view/theme.h"

typedef struct
{
  LoreCellFunc func;
  gpointer owner;
  char *id;
  int chars;
} TextColumn;

static void
text_column_free (gpointer data, GClosure *closure)
{
  TextColumn *column = data;

  g_free (column->id);
  g_free (column);
}

/* Asked for when it is to be seen: setting one for each cell that comes into view asks
 * the display server for the pointer each time, and a table scrolls no more. */
static gboolean
query_tooltip_cb (GtkWidget *label, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  const char *text = gtk_label_get_text (GTK_LABEL (label));

  gtk_tooltip_set_text (tooltip, text);
  return *text != '\0';
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, TextColumn *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  if (column->chars > 0)
    gtk_label_set_width_chars (GTK_LABEL (label), column->chars);
  lore_theme_use_chinese_forms (label);
  gtk_widget_set_has_tooltip (label, TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, TextColumn *column)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *text = column->func (column->owner, item, column->id);

  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
}

GtkColumnViewColumn *
lore_text_column_new (const char *title, const char *id, int chars, LoreCellFunc func,
                      gpointer owner)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *self;
  TextColumn *column = g_new0 (TextColumn, 1);

  column->func = func;
  column->owner = owner;
  column->id = g_strdup (id);
  column->chars = chars;
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), column,
                         text_column_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), column);
  self = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (self, TRUE);
  gtk_column_view_column_set_expand (self, chars == 0);
  return self;
}

/* GTK 4.8 has no gtk_column_view_scroll_to(): the list inside has the action. */
void
lore_text_column_scroll_to (GtkColumnView *view, guint position)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      gtk_widget_activate_action (child, "list.scroll-to-item", "u", position);
}
