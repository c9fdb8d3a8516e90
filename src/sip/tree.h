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
  guint32 first;  /* first child or SIP_NODE_NONE */
  guint32 next;   /* next sibling or SIP_NODE_NONE */
  guint16 fact;   /* row of the kind's table: SipHeaderId, SipMethodId, status code … */
  guint8 kind;    /* SipKind */
  guint8 category; /* SipCategory */
} SipNode;

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
