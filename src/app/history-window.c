/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history-window.h"

struct _LoreHistoryWindow
{
  AdwWindow parent_instance;

  /* Template widgets */
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListView *list;

  /* Owned */
  LoreWorkspace *workspace;
  GtkFilterListModel *found;
  GtkFilter *filter;
};

G_DEFINE_FINAL_TYPE (LoreHistoryWindow, lore_history_window, ADW_TYPE_WINDOW)

/* --- rows ------------------------------------------------------------------------ */

static GtkWidget *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  add_label (box, "start-line");
  add_label (box, "dim-label");
  gtk_list_item_set_child (list_item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  LoreSent *sent = gtk_list_item_get_item (list_item);
  GtkWidget *line = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  g_autoptr (GDateTime) time =
      g_date_time_new_from_unix_local (lore_sent_get_unix_us (sent) / G_USEC_PER_SEC);
  g_autofree char *when =
      time != NULL ? g_date_time_format (time, "%F %T") : g_strdup ("");
  g_autofree char *about =
      g_strdup_printf ("%s · %s", lore_sent_get_destination (sent), when);

  gtk_label_set_text (GTK_LABEL (line), lore_sent_get_line (sent));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (line)), about);
}

/* --- searching ------------------------------------------------------------------- */

static gboolean
is_wanted (gpointer item, gpointer data)
{
  LoreHistoryWindow *self = data;

  return lore_sent_has (item, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
show_what_there_is (LoreHistoryWindow *self)
{
  GListModel *all = G_LIST_MODEL (lore_workspace_get_history (self->workspace));
  const char *page = g_list_model_get_n_items (G_LIST_MODEL (self->found)) > 0 ? "list"
                     : g_list_model_get_n_items (all) > 0                      ? "none"
                                                                               : "empty";

  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
search_changed_cb (LoreHistoryWindow *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  show_what_there_is (self);
}

static void
activate_cb (LoreHistoryWindow *self, guint position)
{
  g_autoptr (LoreSent) sent =
      g_list_model_get_item (G_LIST_MODEL (self->found), position);

  if (sent == NULL)
    return;
  lore_workspace_reopen (self->workspace, sent);
  gtk_window_close (GTK_WINDOW (self));
}

/* Return in the search takes the first one. */
static void
search_activate_cb (LoreHistoryWindow *self)
{
  activate_cb (self, 0);
}

/* --- the window ------------------------------------------------------------------ */

static void
lore_history_window_dispose (GObject *object)
{
  LoreHistoryWindow *self = LORE_HISTORY_WINDOW (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->found);
  g_clear_object (&self->filter);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (lore_history_window_parent_class)->dispose (object);
}

static void
lore_history_window_class_init (LoreHistoryWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_history_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/history-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreHistoryWindow, search);
  gtk_widget_class_bind_template_child (widget_class, LoreHistoryWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, LoreHistoryWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
}

static void
lore_history_window_init (LoreHistoryWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

LoreHistoryWindow *
lore_history_window_new (LoreWorkspace *workspace)
{
  LoreHistoryWindow *self = g_object_new (LORE_TYPE_HISTORY_WINDOW, NULL);
  GListModel *history = G_LIST_MODEL (lore_workspace_get_history (workspace));
  GtkSingleSelection *rows;

  self->workspace = g_object_ref (workspace);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_wanted, self, NULL));
  self->found =
      gtk_filter_list_model_new (g_object_ref (history), g_object_ref (self->filter));
  rows = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->found)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (rows));
  g_object_unref (rows);
  show_what_there_is (self);
  return self;
}
