/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/tree.h"

#include <string.h>

#include "sip/builder.h"
#include "sip/check.h"
#include "sip/message.h"
#include "sip/text.h"

struct _SipTree
{
  gatomicrefcount ref_count;
  gint checked; /* atomic: the checks of the whole message were made */
  gint lock;    /* bit 0: they are being made */

  /* Owned */
  GBytes *bytes;
  SipNode *nodes;
  GArray *diagnostics; /* NULL = none */

  /* Borrowed from bytes */
  const guint8 *data;

  guint32 len;
  guint n_nodes;
};

/* Offsets are 32 bits; no transport carries what would be beyond. */
#define MAX_LENGTH (G_MAXUINT32 - 1)

/* Reads @message into @tree, which has none, in @room; returns how many nodes there now
 * is room for. */
static guint32
read_message (SipTree *tree, GBytes *message, SipBodyReader reader, SipRoom *room)
{
  SipBuilder builder;
  gsize len;

  tree->bytes = g_bytes_ref (message);
  tree->data = g_bytes_get_data (message, &len);
  tree->len = MIN (len, MAX_LENGTH);
  tree->checked = 0;
  sip_builder_begin (&builder, tree->data, tree->len, room);
  sip_message_read (&builder, reader);
  tree->nodes = builder.nodes;
  tree->n_nodes = builder.n_nodes;
  tree->diagnostics = builder.diagnostics;
  return builder.n_allocated;
}

SipTree *
sip_tree_new_full (GBytes *message, SipBodyReader reader)
{
  SipTree *tree = g_new0 (SipTree, 1);

  g_atomic_ref_count_init (&tree->ref_count);
  read_message (tree, message, reader, NULL);
  return tree;
}

struct _SipArena
{
  SipTree tree; /* the last one; all zero at first */
  guint32 n_allocated;
};

SipArena *
sip_arena_new (void)
{
  return g_new0 (SipArena, 1);
}

void
sip_arena_free (SipArena *arena)
{
  g_clear_pointer (&arena->tree.diagnostics, g_array_unref);
  g_clear_pointer (&arena->tree.bytes, g_bytes_unref);
  g_free (arena->tree.nodes);
  g_free (arena);
}

SipTree *
sip_arena_read_full (SipArena *arena, GBytes *message, SipBodyReader reader)
{
  SipTree *tree = &arena->tree;
  SipRoom room = { tree->nodes, arena->n_allocated, tree->diagnostics };

  if (room.diagnostics != NULL)
    g_array_set_size (room.diagnostics, 0);
  g_clear_pointer (&tree->bytes, g_bytes_unref);
  g_atomic_ref_count_init (&tree->ref_count);
  arena->n_allocated = read_message (tree, message, reader, &room);
  return tree;
}

SipTree *
sip_arena_read (SipArena *arena, GBytes *message)
{
  return sip_arena_read_full (arena, message, NULL);
}

SipTree *
sip_tree_new (GBytes *message)
{
  return sip_tree_new_full (message, NULL);
}

SipTree *
sip_tree_ref (SipTree *tree)
{
  g_atomic_ref_count_inc (&tree->ref_count);
  return tree;
}

void
sip_tree_unref (SipTree *tree)
{
  if (!g_atomic_ref_count_dec (&tree->ref_count))
    return;
  g_clear_pointer (&tree->diagnostics, g_array_unref);
  g_free (tree->nodes);
  g_bytes_unref (tree->bytes);
  g_free (tree);
}

GBytes *
sip_tree_get_bytes (SipTree *tree)
{
  return tree->bytes;
}

const guint8 *
sip_tree_get_data (SipTree *tree, gsize *ret_len)
{
  if (ret_len != NULL)
    *ret_len = tree->len;
  return tree->data;
}

guint
sip_tree_get_n_nodes (SipTree *tree)
{
  return tree->n_nodes;
}

const SipNode *
sip_tree_get_node (SipTree *tree, guint32 node)
{
  g_return_val_if_fail (node < tree->n_nodes, NULL);
  return &tree->nodes[node];
}

SipCategory
sip_tree_get_category (SipTree *tree, guint32 node)
{
  g_return_val_if_fail (node < tree->n_nodes, SIP_CATEGORY_NONE);
  for (; node != 0; node = tree->nodes[node].parent)
    switch (tree->nodes[node].kind)
      {
      case SIP_KIND_REQUEST_LINE:
      case SIP_KIND_STATUS_LINE:
      case SIP_KIND_BAD_START_LINE:
        return SIP_CATEGORY_START_LINE;
      case SIP_KIND_FIELD:
        return sip_header_get_category (tree->nodes[node].fact);
      case SIP_KIND_BAD_LINE:
        if (tree->nodes[tree->nodes[node].parent].kind != SIP_KIND_SDP)
          return SIP_CATEGORY_UNKNOWN;
        break;
      case SIP_KIND_BODY:
        return SIP_CATEGORY_BODY;
      default:
        break;
      }
  return SIP_CATEGORY_NONE;
}

guint32
sip_tree_get_first (SipTree *tree, guint32 node)
{
  g_return_val_if_fail (node < tree->n_nodes, SIP_NODE_NONE);
  return sip_nodes_get_first (tree->nodes, node);
}

guint32
sip_tree_get_next (SipTree *tree, guint32 node)
{
  g_return_val_if_fail (node < tree->n_nodes, SIP_NODE_NONE);
  return sip_nodes_get_next (tree->nodes, node);
}

/* The last node that begins at or before the byte is the one that is looked for or lies
 * inside of it: nodes stand in the order in which they begin. */
guint32
sip_tree_node_at (SipTree *tree, gsize at)
{
  guint32 low = 0, high = tree->n_nodes;
  guint32 node;

  while (high - low > 1)
    {
      guint32 middle = low + (high - low) / 2;

      if (tree->nodes[middle].span.at <= at)
        low = middle;
      else
        high = middle;
    }
  for (node = low; node != 0; node = tree->nodes[node].parent)
    if (sip_span_contains (tree->nodes[node].span, at))
      break;
  return node;
}

guint32
sip_tree_find (SipTree *tree, guint32 under, SipKind kind)
{
  g_return_val_if_fail (under < tree->n_nodes, SIP_NODE_NONE);
  for (guint32 node = under + 1; node < under + tree->nodes[under].size; node++)
    if (tree->nodes[node].kind == kind)
      return node;
  return SIP_NODE_NONE;
}

guint32
sip_tree_find_field (SipTree *tree, guint16 header, guint nth)
{
  for (guint32 node = sip_nodes_get_first (tree->nodes, 0); node != SIP_NODE_NONE;
       node = sip_nodes_get_next (tree->nodes, node))
    if (tree->nodes[node].kind == SIP_KIND_FIELD && tree->nodes[node].fact == header
        && nth-- == 0)
      return node;
  return SIP_NODE_NONE;
}

char *
sip_tree_dup_text (SipTree *tree, SipSpan span)
{
  g_return_val_if_fail (sip_span_end (span) <= tree->len, NULL);
  return sip_text_dup (tree->data + span.at, span.len);
}

char *
sip_tree_dup_topic (SipTree *tree, guint32 node)
{
  g_return_val_if_fail (node < tree->n_nodes, NULL);
  for (; node != SIP_NODE_NONE; node = tree->nodes[node].parent)
    {
      guint32 parent = tree->nodes[node].parent;
      char *topic;

      /* What is quoted says more than that it is. */
      if (tree->nodes[node].kind == SIP_KIND_QUOTED_STRING
          && (tree->nodes[parent].kind == SIP_KIND_PARAM_VALUE
              || tree->nodes[parent].kind == SIP_KIND_DISPLAY_NAME))
        continue;
      topic = sip_kind_dup_topic (tree->nodes[node].kind, tree->nodes[node].fact);
      if (topic != NULL)
        return topic;
    }
  return g_strdup ("part:message");
}

/* What readers met on their way stands there from the start. What takes the whole message
 * to know is found when somebody asks: most trees of a long trace are never asked. A bit
 * for a lock, because g_once_init_leave() asks the kernel to wake others, each time. */
const SipDiagnostic *
sip_tree_get_diagnostics (SipTree *tree, guint *ret_n)
{
  if (!g_atomic_int_get (&tree->checked))
    {
      g_bit_lock (&tree->lock, 0);
      if (!g_atomic_int_get (&tree->checked))
        {
          tree->diagnostics = sip_check (tree, g_steal_pointer (&tree->diagnostics));
          g_atomic_int_set (&tree->checked, 1);
        }
      g_bit_unlock (&tree->lock, 0);
    }
  *ret_n = tree->diagnostics != NULL ? tree->diagnostics->len : 0;
  return *ret_n > 0 ? (const SipDiagnostic *)tree->diagnostics->data : NULL;
}
