/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sip/tree.h"

G_BEGIN_DECLS

#define LORE_TYPE_NODE_ITEM (lore_node_item_get_type ())
/* A node of a tree as a row of a list. */
G_DECLARE_FINAL_TYPE (LoreNodeItem, lore_node_item, LORE, NODE_ITEM, GObject)

SipTree *lore_node_item_get_tree (LoreNodeItem *item);
guint32 lore_node_item_get_node (LoreNodeItem *item);

/* Children worth a row, NULL for a leaf; transfer full. Spaces, colons and line ends are
 * left out, and what only holds others is replaced by them. */
GListModel *lore_node_list_children (SipTree *tree, guint32 node);

G_END_DECLS
