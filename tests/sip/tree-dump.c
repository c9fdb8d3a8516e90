/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tree-dump.h"

#include "sip/facts.h"

static void
append_escaped (GString *text, const guint8 *data, guint32 len)
{
  g_string_append_c (text, '"');
  for (guint32 i = 0; i < len; i++)
    {
      guint8 c = data[i];

      if (c == '\r')
        g_string_append (text, "\\r");
      else if (c == '\n')
        g_string_append (text, "\\n");
      else if (c == '\t')
        g_string_append (text, "\\t");
      else if (c == '"' || c == '\\')
        g_string_append_printf (text, "\\%c", c);
      else if (c < 0x20 || c >= 0x7f)
        g_string_append_printf (text, "\\x%02x", c);
      else
        g_string_append_c (text, c);
    }
  g_string_append_c (text, '"');
}

static guint
depth_of (SipTree *tree, const SipNode *node)
{
  guint depth = 0;

  for (; node->parent != SIP_NODE_NONE; node = sip_tree_get_node (tree, node->parent))
    depth++;
  return depth;
}

static void
dump_node (GString *text, SipTree *tree, guint32 i)
{
  const SipNode *node = sip_tree_get_node (tree, i);
  SipCategory category = sip_tree_get_category (tree, i);
  g_autofree char *own = sip_kind_dup_topic (node->kind, node->fact);

  g_string_append_printf (text, "%*s%s %u-%u", (int)(2 * depth_of (tree, node)), "",
                          sip_kind_get_nick (node->kind), node->span.at,
                          sip_span_end (node->span));
  if (category != SIP_CATEGORY_NONE)
    g_string_append_printf (text, " %c", sip_category_get_letter (category));
  if (own != NULL)
    g_string_append_printf (text, " [%s]", own);
  if (sip_node_is_leaf (node))
    {
      g_string_append_c (text, ' ');
      append_escaped (text, sip_tree_get_data (tree, NULL) + node->span.at,
                      node->span.len);
    }
  g_string_append_c (text, '\n');
}

char *
tree_dump (SipTree *tree)
{
  static const char *const severities[] = { "note", "warning", "error" };
  GString *text = g_string_new (NULL);
  const SipDiagnostic *diagnostics;
  guint n;

  for (guint32 i = 0; i < sip_tree_get_n_nodes (tree); i++)
    dump_node (text, tree, i);
  diagnostics = sip_tree_get_diagnostics (tree, &n);
  for (guint i = 0; i < n; i++)
    {
      const SipDiagnosticRow *row = sip_diagnostic_get_row (diagnostics[i].code);

      g_string_append_printf (text, "%s %s %u-%u\n", severities[row->severity], row->id,
                              diagnostics[i].span.at, sip_span_end (diagnostics[i].span));
    }
  return g_string_free (text, FALSE);
}

void
tree_assert_sound (SipTree *tree)
{
  guint n = sip_tree_get_n_nodes (tree), n_diagnostics;
  const SipDiagnostic *diagnostics;
  guint32 covered = 0;
  gsize len;

  sip_tree_get_data (tree, &len);
  for (guint32 i = 0; i < n; i++)
    {
      const SipNode *node = sip_tree_get_node (tree, i);
      guint32 first = sip_tree_get_first (tree, i),
              follower = sip_tree_get_next (tree, i);
      guint32 end = sip_span_end (node->span);

      g_assert_cmpuint (end, >=, node->span.at);
      g_assert_cmpint (node->kind, <, SIP_N_KINDS);
      if (node->parent != SIP_NODE_NONE)
        {
          const SipNode *parent = sip_tree_get_node (tree, node->parent);

          g_assert_cmpuint (node->parent, <, i);
          g_assert_cmpuint (node->span.at, >=, parent->span.at);
          g_assert_cmpuint (end, <=, sip_span_end (parent->span));
        }
      g_assert_cmpuint (node->size, >=, 1);
      g_assert_cmpuint (node->size, <=, n - i);
      if (follower != SIP_NODE_NONE)
        {
          const SipNode *next = sip_tree_get_node (tree, follower);

          g_assert_cmpuint (follower, >, i);
          g_assert_cmpuint (next->parent, ==, node->parent);
          g_assert_cmpuint (next->span.at, ==, end);
        }
      if (first != SIP_NODE_NONE)
        g_assert_cmpuint (sip_tree_get_node (tree, first)->parent, ==, i);
      else
        {
          g_assert_cmpuint (node->span.at, ==, covered);
          covered = end;
        }
    }
  g_assert_cmpuint (covered, ==, len);
  diagnostics = sip_tree_get_diagnostics (tree, &n_diagnostics);
  for (guint i = 0; i < n_diagnostics; i++)
    {
      g_assert_cmpint (diagnostics[i].code, <, SIP_N_DIAGNOSTICS);
      g_assert_cmpuint (sip_span_end (diagnostics[i].span), <=, len);
      g_assert_cmpuint (sip_span_end (diagnostics[i].other), <=, len);
    }
}
