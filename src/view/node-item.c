/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/node-item.h"

#include "view/selection.h"

struct _LoreNodeItem
{
  GObject parent_instance;

  SipTree *tree; /* owned */
  guint32 node;
};

G_DEFINE_FINAL_TYPE (LoreNodeItem, lore_node_item, G_TYPE_OBJECT)

static void
lore_node_item_finalize (GObject *object)
{
  g_clear_pointer (&LORE_NODE_ITEM (object)->tree, sip_tree_unref);
  G_OBJECT_CLASS (lore_node_item_parent_class)->finalize (object);
}

static void
lore_node_item_class_init (LoreNodeItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lore_node_item_finalize;
}

static void
lore_node_item_init (LoreNodeItem *self)
{
}

SipTree *
lore_node_item_get_tree (LoreNodeItem *self)
{
  return self->tree;
}

guint32
lore_node_item_get_node (LoreNodeItem *self)
{
  return self->node;
}

static gboolean
is_worth_a_row (SipKind kind)
{
  switch (kind)
    {
    case SIP_KIND_SPACE:
    case SIP_KIND_CRLF:
    case SIP_KIND_COLON:
    case SIP_KIND_SEPARATOR:
    case SIP_KIND_ANGLE:
    case SIP_KIND_FIELD_NAME: /* the row above says it */
    case SIP_KIND_PARAM_NAME:
      return FALSE;
    default:
      return TRUE;
    }
}

static void
append_children (GListStore *store, SipTree *tree, guint32 node)
{
  for (guint32 id = sip_tree_get_first (tree, node); id != SIP_NODE_NONE;
       id = sip_tree_get_next (tree, id))
    {
      const SipNode *child = sip_tree_get_node (tree, id);
      g_autoptr (LoreNodeItem) item = NULL;

      if (!is_worth_a_row (child->kind))
        continue;
      if (lore_selection_is_mute (child->kind) && !sip_node_is_leaf (child))
        {
          append_children (store, tree, id);
          continue;
        }
      item = g_object_new (LORE_TYPE_NODE_ITEM, NULL);
      item->tree = sip_tree_ref (tree);
      item->node = id;
      g_list_store_append (store, item);
    }
}

GListModel *
lore_node_list_children (SipTree *tree, guint32 node)
{
  g_autoptr (GListStore) store = g_list_store_new (LORE_TYPE_NODE_ITEM);

  append_children (store, tree, node);
  if (g_list_model_get_n_items (G_LIST_MODEL (store)) == 0)
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&store));
}
