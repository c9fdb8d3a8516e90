/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tree of spans: what every view, colour, explanation, diagnostic and edit reads.
 *
 * A tree owns a reference to the message's bytes and never changes them. Nodes stand in
 * one array in the order in which they begin (a parent before its children); node 0 is
 * the whole message. Siblings never overlap; a child lies inside its parent. Any bytes
 * at all give a tree (RFC 4475 is a test of that), whose leaves cover every byte.
 *
 * The root's children are the start line, a FIELD for each header field, the empty line
 * and the body. A FIELD has a name, a colon and one FIELD_VALUE; where values may be
 * joined by commas and have parts, each is a VALUE in it.
 */
#pragma once

#include "sip/diagnostic.h"
#include "sip/kind.h"
#include "sip/span.h"

G_BEGIN_DECLS

#define SIP_NODE_NONE G_MAXUINT32 /* "no such node" */
#define SIP_FACT_NONE G_MAXUINT16 /* the node's name stands in no table */

typedef struct
{
  SipSpan span;
  guint32 parent; /* SIP_NODE_NONE for the root */
  guint32 size;   /* how many nodes: itself and all that lie in it, which follow it */
  guint16 fact;   /* row of the kind's table: SipHeaderId, SipMethodId, status code … */
  guint16 kind;   /* SipKind */
} SipNode;

static inline gboolean
sip_node_is_leaf (const SipNode *node)
{
  return node->size == 1;
}

/* sip_tree_get_first() and sip_tree_get_next(), given all nodes. */
static inline guint32
sip_nodes_get_first (const SipNode *nodes, guint32 node)
{
  return sip_node_is_leaf (&nodes[node]) ? SIP_NODE_NONE : node + 1;
}

static inline guint32
sip_nodes_get_next (const SipNode *nodes, guint32 node)
{
  guint32 parent = nodes[node].parent, next = node + nodes[node].size;

  return parent != SIP_NODE_NONE && next < parent + nodes[parent].size ? next
                                                                       : SIP_NODE_NONE;
}

typedef struct _SipTree SipTree;

/* Parses start line, header and the extent of the body (RFC 3261 §7, §18.3 for
 * datagrams). The body's inside is for body_dissect(). */
SipTree *sip_tree_new (GBytes *message);
SipTree *sip_tree_ref (SipTree *tree);
void sip_tree_unref (SipTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SipTree, sip_tree_unref)

GBytes *sip_tree_get_bytes (SipTree *tree);                      /* borrowed */
const guint8 *sip_tree_get_data (SipTree *tree, gsize *ret_len); /* borrowed */

guint sip_tree_get_n_nodes (SipTree *tree);
const SipNode *sip_tree_get_node (SipTree *tree, guint32 node); /* borrowed */

/* How @node is coloured: as the start line, the field or the body that it is part of. */
SipCategory sip_tree_get_category (SipTree *tree, guint32 node);

/* The first child of @node and the sibling behind it; SIP_NODE_NONE when there is none.
 */
guint32 sip_tree_get_first (SipTree *tree, guint32 node);
guint32 sip_tree_get_next (SipTree *tree, guint32 node);

/* The deepest node whose span holds the byte at @at; the root when none does. */
guint32 sip_tree_node_at (SipTree *tree, gsize at);

/* The first node of @kind inside @under (depth first, @under itself excluded). */
guint32 sip_tree_find (SipTree *tree, guint32 under, SipKind kind);

/* The @nth (from 0) header field with id @header, as its FIELD node. */
guint32 sip_tree_find_field (SipTree *tree, guint16 header, guint nth);

/* The bytes of @span as text: unfolded nothing, invalid UTF-8 as U+FFFD, NUL as U+2400.
 */
char *sip_tree_dup_text (SipTree *tree, SipSpan span);

/* The id of the topic that explains @node ("header:Via", "param:branch"): its own kind's
 * or, where that has none, its nearest ancestor's. Never NULL. */
char *sip_tree_dup_topic (SipTree *tree, guint32 node);

const SipDiagnostic *
sip_tree_get_diagnostics (SipTree *tree, guint *ret_n); /* borrowed */

G_END_DECLS
