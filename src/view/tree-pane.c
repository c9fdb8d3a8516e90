/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/tree-pane.h"

#include "view/node-item.h"
#include "view/words.h"

struct _LoreTreePane
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkListView *list;

  /* Owned */
  SipTree *tree;
  GtkSingleSelection *rows; /* NULL without a tree */

  gboolean showing;
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreTreePane, lore_tree_pane, ADW_TYPE_BIN)

/* --- rows ------------------------------------------------------------------------ */

static void
setup_cb (LoreTreePane *self, GtkListItem *list_item)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *text = gtk_label_new (NULL);

  gtk_widget_add_css_class (text, "piece");
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), text);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), box);
  gtk_list_item_set_child (list_item, expander);
}

/* One line of it: a folded value or a body would make the row tall. Of a field only the
 * value, as the title has its name. */
static char *
dup_line (SipTree *tree, guint32 node)
{
  SipSpan span = sip_tree_get_node (tree, node)->span;
  guint32 value = sip_tree_get_node (tree, node)->kind == SIP_KIND_FIELD
                      ? sip_tree_find (tree, node, SIP_KIND_FIELD_VALUE)
                      : SIP_NODE_NONE;
  g_autofree char *text = sip_tree_dup_text (
      tree, value != SIP_NODE_NONE ? sip_tree_get_node (tree, value)->span : span);

  return g_strdelimit (g_strdup (g_strstrip (text)), "\r\n\t", ' ');
}

static void
bind_cb (LoreTreePane *self, GtkListItem *list_item)
{
  GtkTreeListRow *row = gtk_list_item_get_item (list_item);
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item));
  GtkWidget *title = gtk_widget_get_first_child (gtk_tree_expander_get_child (expander));
  GtkWidget *text = gtk_widget_get_next_sibling (title);
  g_autoptr (LoreNodeItem) item = LORE_NODE_ITEM (gtk_tree_list_row_get_item (row));
  SipTree *tree = lore_node_item_get_tree (item);
  const SipNode *node = sip_tree_get_node (tree, lore_node_item_get_node (item));
  const SipNode *parent =
      node->parent != SIP_NODE_NONE ? sip_tree_get_node (tree, node->parent) : node;
  g_autofree char *topic = sip_tree_dup_topic (tree, lore_node_item_get_node (item));
  g_autofree char *above =
      sip_tree_dup_topic (tree, node->parent != SIP_NODE_NONE ? node->parent : 0);
  g_autofree char *words = lore_words_dup_title (topic, " ");
  g_autofree char *line = dup_line (tree, lore_node_item_get_node (item));
  SipCategory category = sip_tree_get_category (tree, lore_node_item_get_node (item));
  const char *classes[] = { sip_category_get_nick (category), NULL };

  /* A piece that speaks for its parent has no title of its own. */
  gtk_label_set_text (GTK_LABEL (title), words != NULL ? words : "");
  gtk_widget_set_visible (title, words != NULL
                                     && (!g_str_equal (topic, above) || parent == node));
  gtk_widget_set_css_classes (title, classes);
  gtk_label_set_text (GTK_LABEL (text), line);
  gtk_tree_expander_set_list_row (expander, row);
}

static GListModel *
create_children (gpointer item, gpointer user_data)
{
  return lore_node_list_children (lore_node_item_get_tree (item),
                                  lore_node_item_get_node (item));
}

static LoreNodeItem *
get_item (LoreTreePane *self, guint position, GtkTreeListRow **ret_row)
{
  g_autoptr (GtkTreeListRow) row =
      g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  *ret_row = row; /* the model keeps it while it is open */
  return row != NULL ? LORE_NODE_ITEM (gtk_tree_list_row_get_item (row)) : NULL;
}

static void
selected_cb (LoreTreePane *self)
{
  GtkTreeListRow *row;
  g_autoptr (LoreNodeItem) item = NULL;

  if (self->showing)
    return;
  item = get_item (self, gtk_single_selection_get_selected (self->rows), &row);
  if (item != NULL)
    g_signal_emit (self, signals[PICKED], 0, lore_node_item_get_node (item));
}

/* --- the widget ------------------------------------------------------------------ */

static void
lore_tree_pane_dispose (GObject *object)
{
  LoreTreePane *self = LORE_TREE_PANE (object);

  g_clear_object (&self->rows);
  g_clear_pointer (&self->tree, sip_tree_unref);
  G_OBJECT_CLASS (lore_tree_pane_parent_class)->dispose (object);
}

static void
lore_tree_pane_class_init (LoreTreePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_tree_pane_dispose;
  signals[PICKED] = g_signal_new ("picked", LORE_TYPE_TREE_PANE, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/tree-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreTreePane, list);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
}

static void
lore_tree_pane_init (LoreTreePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lore_tree_pane_set_tree (LoreTreePane *self, SipTree *tree)
{
  GListModel *top;
  GtkTreeListModel *model;

  if (tree == self->tree)
    return;
  gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->tree, sip_tree_unref);
  if (tree == NULL)
    return;

  self->tree = sip_tree_ref (tree);
  top = lore_node_list_children (tree, 0);
  if (top == NULL)
    top = G_LIST_MODEL (g_list_store_new (LORE_TYPE_NODE_ITEM));
  model = gtk_tree_list_model_new (top, FALSE, FALSE, create_children, NULL, NULL);
  self->rows = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->rows, FALSE);
  gtk_single_selection_set_can_unselect (self->rows, TRUE);
  gtk_single_selection_set_model (self->rows, G_LIST_MODEL (model));
  gtk_single_selection_set_selected (self->rows, GTK_INVALID_LIST_POSITION);
  g_object_unref (model);
  g_signal_connect_object (self->rows, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->rows));
}

static gboolean
is_inside (SipSpan inner, SipSpan outer)
{
  return inner.at >= outer.at && sip_span_end (inner) <= sip_span_end (outer);
}

void
lore_tree_pane_show_span (LoreTreePane *self, SipSpan span)
{
  guint best = GTK_INVALID_LIST_POSITION;

  if (self->rows == NULL)
    return;
  self->showing = TRUE;
  /* Rows stand in the order of the message: the last that holds the span is the deepest.
   */
  for (guint i = 0;
       span.len > 0 && i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      GtkTreeListRow *row;
      g_autoptr (LoreNodeItem) item = get_item (self, i, &row);
      SipSpan here = sip_tree_get_node (self->tree, lore_node_item_get_node (item))->span;

      if (here.at > span.at)
        break;
      if (!is_inside (span, here))
        continue;
      best = i;
      if (here.len > span.len)
        gtk_tree_list_row_set_expanded (row, TRUE);
    }
  gtk_single_selection_set_selected (self->rows, best);
  if (best != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u",
                                best);
  self->showing = FALSE;
}
