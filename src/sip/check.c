/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/check.h"

#include <string.h>

#include "sip/check-private.h"

/* The checks, each of which may trust nothing but the tree. */
static const SipCheckFunc checks[] = {
  sip_check_start_line,  sip_check_lines,     sip_check_fields,       sip_check_missing,
  sip_check_needs,       sip_check_conflicts, sip_check_contacts,     sip_check_pieces,
  sip_check_transaction, sip_check_dialog,    sip_check_registration, sip_check_routing,
  sip_check_body,
};

void
sip_check_report (SipCheck *check, SipDiagnosticId code, SipSpan span)
{
  sip_check_report_full (check, (SipDiagnostic){ .code = code, .span = span });
}

void
sip_check_report_full (SipCheck *check, SipDiagnostic diagnostic)
{
  if (check->diagnostics == NULL)
    check->diagnostics = g_array_new (FALSE, FALSE, sizeof (SipDiagnostic));
  g_array_append_val (check->diagnostics, diagnostic);
}

gboolean
sip_check_get_child (const SipCheck *check, guint32 parent, SipKind kind,
                     SipSpan *ret_span)
{
  const SipNode *node = sip_check_node (check, parent), *end = node + node->size;

  for (node++; node < end; node += node->size)
    if (node->kind == kind)
      {
        *ret_span = node->span;
        return TRUE;
      }
  return FALSE;
}

SipSpan
sip_check_get_value (const SipCheck *check, guint16 header)
{
  guint32 node = check->first[header];
  SipSpan value = { 0, 0 };

  if (node == SIP_NODE_NONE)
    return (SipSpan){ check->header_end, 0 };
  sip_check_get_child (check, node, SIP_KIND_FIELD_VALUE, &value);
  return value;
}

static gboolean
is_start_line (const SipNode *node)
{
  return node->kind == SIP_KIND_REQUEST_LINE || node->kind == SIP_KIND_STATUS_LINE
         || node->kind == SIP_KIND_BAD_START_LINE;
}

/* Where things stand: fields by name, start line, empty line. */
static void
survey (SipCheck *check)
{
  check->start_line = check->empty_line = SIP_NODE_NONE;
  for (guint i = 0; i < SIP_N_HEADERS; i++)
    check->first[i] = SIP_NODE_NONE;
  for (guint32 i = 0 + 1, end = sip_check_end (check, 0); i < end;
       i = sip_check_end (check, i))
    {
      const SipNode *node = sip_check_node (check, i);

      if (node->kind == SIP_KIND_FIELD && node->fact < SIP_N_HEADERS
          && check->first[node->fact] == SIP_NODE_NONE)
        check->first[node->fact] = i;
      else if (is_start_line (node))
        check->start_line = i;
      else if (node->kind == SIP_KIND_EMPTY_LINE)
        check->empty_line = i;
      if (node->kind == SIP_KIND_FIELD || node->kind == SIP_KIND_BAD_LINE
          || is_start_line (node))
        check->header_end = sip_span_end (node->span);
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const SipDiagnostic *one = a, *two = b;

  if (one->span.at != two->span.at)
    return one->span.at < two->span.at ? -1 : 1;
  if (one->code != two->code)
    return one->code < two->code ? -1 : 1;
  return one->number[0] < two->number[0] ? -1 : one->number[0] > two->number[0];
}

GArray *
sip_check (SipTree *tree, GArray *diagnostics)
{
  SipCheck check = { .tree = tree, .diagnostics = diagnostics };
  gsize len;

  check.data = sip_tree_get_data (tree, &len);
  if (check.data == NULL) /* no bytes at all */
    check.data = (const guint8 *)"";
  check.nodes = sip_tree_get_node (tree, 0);
  check.n_nodes = sip_tree_get_n_nodes (tree);
  sip_index (check.data, len, &check.index);
  check.old_style =
      check.index.n_vias > 0
      && !(check.index.branch.len >= 7
           && memcmp (check.data + check.index.branch.at, "z9hG4bK", 7) == 0);
  survey (&check);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    checks[i](&check);
  if (check.diagnostics != NULL)
    g_array_sort (check.diagnostics, compare);
  return check.diagnostics;
}
