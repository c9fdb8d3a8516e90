/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/handbook-window.h"

#include "view/explanation.h"
#include "view/handbook.h"
#include "view/theme.h"

#define FIRST_TOPIC "protocol:SIP"

struct _LoreHandbookWindow
{
  AdwWindow parent_instance;

  /* Template widgets */
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListView *list;
  LoreExplanation *explanation;

  /* Owned */
  GListModel *handbook;
  GtkSingleSelection *rows; /* of GtkTreeListRow of LorePage */
  LoreSelection *selection; /* the topic that is read; no message */

  gboolean showing; /* the row of what is read: nobody chose it */
};

G_DEFINE_FINAL_TYPE (LoreHandbookWindow, lore_handbook_window, ADW_TYPE_WINDOW)

static gboolean
is_searching (LoreHandbookWindow *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';
}

/* --- rows ------------------------------------------------------------------------ */

static void
setup_cb (LoreHandbookWindow *self, GtkListItem *list_item)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *aside = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (aside), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (aside), 1);
  gtk_widget_add_css_class (aside, "dim-label");
  gtk_widget_add_css_class (aside, "status");
  lore_theme_use_chinese_forms (title);
  lore_theme_use_chinese_forms (aside);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), aside);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), box);
  gtk_list_item_set_child (list_item, expander);
}

/* How many topics a chapter has; in which chapter a topic was found. */
static char *
dup_aside (LoreHandbookWindow *self, LorePage *page)
{
  GListModel *topics = lore_page_get_topics (page);

  if (topics != NULL)
    return g_strdup_printf ("%u", g_list_model_get_n_items (topics));
  return is_searching (self) ? lore_page_dup_chapter (page) : g_strdup ("");
}

static void
bind_cb (LoreHandbookWindow *self, GtkListItem *list_item)
{
  GtkTreeListRow *row = gtk_list_item_get_item (list_item);
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item));
  GtkWidget *label = gtk_widget_get_first_child (gtk_tree_expander_get_child (expander));
  GtkWidget *beside = gtk_widget_get_next_sibling (label);
  g_autoptr (LorePage) page = LORE_PAGE (gtk_tree_list_row_get_item (row));
  g_autofree char *title = lore_page_dup_title (page);
  g_autofree char *aside = dup_aside (self, page);

  gtk_label_set_text (GTK_LABEL (label), title);
  gtk_widget_set_tooltip_text (label, title);
  gtk_label_set_text (GTK_LABEL (beside), aside);
  gtk_label_set_max_width_chars (GTK_LABEL (beside), 14);
  if (lore_page_get_topic (page) == NULL)
    gtk_widget_add_css_class (label, "heading");
  else
    gtk_widget_remove_css_class (label, "heading");
  gtk_tree_expander_set_list_row (expander, row);
  /* GTK 4.8 has no label of list items: the row is the expander's parent. */
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (expander))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static GListModel *
create_topics (gpointer page, gpointer user_data)
{
  GListModel *topics = lore_page_get_topics (page);

  return topics != NULL ? g_object_ref (topics) : NULL;
}

/* --- choosing -------------------------------------------------------------------- */

static void
read_page (LoreHandbookWindow *self, LorePage *page)
{
  g_autofree char *chapter = lore_page_dup_chapter (page);

  lore_selection_explain (self->selection, lore_topic_get_id (lore_page_get_topic (page)),
                          chapter);
}

static void
selected_cb (LoreHandbookWindow *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->rows);
  g_autoptr (LorePage) page =
      row != NULL ? LORE_PAGE (gtk_tree_list_row_get_item (row)) : NULL;

  if (page != NULL && lore_page_get_topic (page) != NULL && !self->showing)
    read_page (self, page);
}

/* A chapter opens and closes. */
static void
activate_cb (LoreHandbookWindow *self, guint position)
{
  g_autoptr (GtkTreeListRow) row =
      g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  if (gtk_tree_list_row_is_expandable (row))
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
}

static gboolean
is_page_of (GtkTreeListRow *row, const char *topic)
{
  g_autoptr (LorePage) page = LORE_PAGE (gtk_tree_list_row_get_item (row));

  return lore_page_get_topic (page) != NULL
         && g_strcmp0 (lore_topic_get_id (lore_page_get_topic (page)), topic) == 0;
}

static gboolean
has_page_of (GtkTreeListRow *row, const char *topic)
{
  g_autoptr (LorePage) page = LORE_PAGE (gtk_tree_list_row_get_item (row));
  GListModel *topics = lore_page_get_topics (page);

  for (guint i = 0; topics != NULL && i < g_list_model_get_n_items (topics); i++)
    {
      g_autoptr (LorePage) child = g_list_model_get_item (topics, i);

      if (g_str_equal (lore_topic_get_id (lore_page_get_topic (child)), topic))
        return TRUE;
    }
  return FALSE;
}

/* Its row in the list, after its chapter is opened; none among results without it. */
static guint
find_row (LoreHandbookWindow *self, const char *topic)
{
  GListModel *rows = G_LIST_MODEL (self->rows);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (rows, i);

      if (is_page_of (row, topic))
        return i;
      if (has_page_of (row, topic))
        gtk_tree_list_row_set_expanded (row, TRUE);
    }
  return GTK_INVALID_LIST_POSITION;
}

/* Links lead through the book: the list follows. */
static void
show_row (LoreHandbookWindow *self)
{
  const char *topic = lore_selection_get_topic (self->selection);
  GtkTreeListRow *old = gtk_single_selection_get_selected_item (self->rows);
  guint position;

  if (topic == NULL || (old != NULL && is_page_of (old, topic)))
    return;
  self->showing = TRUE;
  position = find_row (self, topic);
  gtk_single_selection_set_selected (self->rows, position);
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u",
                                position);
  self->showing = FALSE;
}

/* --- searching ------------------------------------------------------------------- */

static void
show_pages (LoreHandbookWindow *self)
{
  GListModel *pages =
      is_searching (self) ? lore_handbook_search (
          self->handbook, gtk_editable_get_text (GTK_EDITABLE (self->search)))
                          : g_object_ref (self->handbook);
  GtkTreeListModel *tree;

  gtk_stack_set_visible_child_name (
      self->stack, g_list_model_get_n_items (pages) > 0 ? "list" : "none");
  tree = gtk_tree_list_model_new (pages, FALSE, FALSE, create_topics, NULL, NULL);
  self->showing = TRUE;
  gtk_single_selection_set_model (self->rows, G_LIST_MODEL (tree));
  self->showing = FALSE;
  g_object_unref (tree);
}

/* The best answer is read at once. */
static void
search_changed_cb (LoreHandbookWindow *self)
{
  show_pages (self);
  if (!is_searching (self))
    show_row (self);
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0)
    {
      gtk_single_selection_set_selected (self->rows, 0);
      selected_cb (self);
    }
}

static void
search_activate_cb (LoreHandbookWindow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
stop_search_cb (LoreHandbookWindow *self)
{
  if (is_searching (self))
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* --- the window ------------------------------------------------------------------ */

static void
lore_handbook_window_dispose (GObject *object)
{
  LoreHandbookWindow *self = LORE_HANDBOOK_WINDOW (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->rows);
  g_clear_object (&self->handbook);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (lore_handbook_window_parent_class)->dispose (object);
}

static void
lore_handbook_window_class_init (LoreHandbookWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_handbook_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/handbook-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreHandbookWindow, search);
  gtk_widget_class_bind_template_child (widget_class, LoreHandbookWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, LoreHandbookWindow, list);
  gtk_widget_class_bind_template_child (widget_class, LoreHandbookWindow, explanation);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
lore_handbook_window_init (LoreHandbookWindow *self)
{
  g_autoptr (LoreTrace) nothing = lore_trace_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self));
  self->handbook = lore_handbook_new ();
  self->rows = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->rows, FALSE);
  gtk_single_selection_set_can_unselect (self->rows, TRUE);
  show_pages (self);
  g_signal_connect_object (self->rows, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->rows));
  self->selection = lore_selection_new (nothing);
  lore_explanation_set_selection (self->explanation, self->selection);
  g_signal_connect_object (self->selection, "piece-changed", G_CALLBACK (show_row), self,
                           G_CONNECT_SWAPPED);
}

LoreHandbookWindow *
lore_handbook_window_new (void)
{
  LoreHandbookWindow *self = g_object_new (LORE_TYPE_HANDBOOK_WINDOW, NULL);

  lore_handbook_window_show_topic (self, FIRST_TOPIC);
  return self;
}

const char *
lore_handbook_window_get_topic (LoreHandbookWindow *self)
{
  return lore_selection_get_topic (self->selection);
}

void
lore_handbook_window_show_topic (LoreHandbookWindow *self, const char *topic)
{
  guint position;

  if (is_searching (self))
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  show_pages (self);
  position = find_row (self, topic);
  if (position == GTK_INVALID_LIST_POSITION)
    position = find_row (self, FIRST_TOPIC);
  gtk_single_selection_set_selected (self->rows, position);
  selected_cb (self);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u",
                              position);
}

void
lore_handbook_window_search (LoreHandbookWindow *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  search_changed_cb (self);
}
