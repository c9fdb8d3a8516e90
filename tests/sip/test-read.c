/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values of every header field, row by row.
 */
#include <string.h>

#include "sip/facts.h"
#include "sip/tree.h"
#include "tree-dump.h"

static const struct
{
  const char *header;
  const char *value;
  const char *leaves;
  const char *diagnostics;
} rows[] = {
#define ROW(header, value, leaves, diagnostics) { header, value, leaves, diagnostics },
#include "header-values.def"
#undef ROW
};

static gboolean
is_told (SipKind kind)
{
  return kind != SIP_KIND_SEPARATOR && kind != SIP_KIND_SPACE && kind != SIP_KIND_ANGLE
         && kind != SIP_KIND_FOLDING;
}

static char *
list_leaves (SipTree *tree, guint32 value)
{
  GString *leaves = g_string_new (NULL);

  for (guint32 i = value + 1; i < sip_tree_get_n_nodes (tree); i++)
    {
      const SipNode *node = sip_tree_get_node (tree, i);
      g_autofree char *text = NULL;

      if (node->parent < value)
        break;
      if (!sip_node_is_leaf (node) || !is_told (node->kind))
        continue;
      text = sip_tree_dup_text (tree, node->span);
      g_string_append_printf (leaves, "%s%s=%s", leaves->len > 0 ? " | " : "",
                              sip_kind_get_nick (node->kind), text);
    }
  return g_string_free (leaves, FALSE);
}

/* Those about the value, which ends the message. */
static char *
list_diagnostics (SipTree *tree, gsize from, gsize end)
{
  GString *ids = g_string_new (NULL);
  guint n;
  const SipDiagnostic *diagnostics = sip_tree_get_diagnostics (tree, &n);

  for (guint i = 0; i < n; i++)
    if (diagnostics[i].span.at > from && diagnostics[i].span.at < end)
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "",
                              sip_diagnostic_get_row (diagnostics[i].code)->id);
  return g_string_free (ids, FALSE);
}

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("A b C\r\n%s: %s\r\n", rows[i].header, rows[i].value);
      gsize len = strlen (text);
      g_autoptr (GBytes) bytes = g_bytes_new_static (text, len);
      g_autoptr (SipTree) tree = sip_tree_new (bytes);
      guint16 header = sip_header_lookup (rows[i].header, -1);
      guint32 field = sip_tree_find_field (tree, header, 0);
      guint32 value = sip_tree_find (tree, field, SIP_KIND_FIELD_VALUE);
      g_autofree char *leaves = list_leaves (tree, value);
      g_autofree char *ids = list_diagnostics (tree, 7 + strlen (rows[i].header), len);

      g_test_message ("%s: %s", rows[i].header, rows[i].value);
      g_assert_cmpstr (leaves, ==, rows[i].leaves);
      g_assert_cmpstr (ids, ==, rows[i].diagnostics);
      tree_assert_sound (tree);
    }
}

/* No header field is left without a row, and none of its rows is only of mistakes. */
static void
test_all_headers (void)
{
  for (guint header = 0; header < SIP_N_HEADERS; header++)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        found |= sip_header_lookup (rows[i].header, -1) == header
                 && *rows[i].diagnostics == '\0';
      g_test_message ("%s", sip_header_get (header)->name);
      g_assert_true (found);
    }
}

/* A fold may stand wherever white space may, and changes nothing but what is white. */
static void
test_folded (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint16 header = sip_header_lookup (rows[i].header, -1);
      g_autoptr (GString) folded = g_string_new (rows[i].value);
      g_autofree char *text = NULL, *leaves = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (SipTree) tree = NULL;
      guint32 value;

      if (strchr (rows[i].leaves, ' ') != NULL && strchr (rows[i].value, '"') != NULL)
        continue; /* inside a string a fold is a part of it */
      if (sip_header_get (header)->grammar == SIP_GRAMMAR_TEXT
          || strstr (rows[i].leaves, "date=") != NULL || *rows[i].diagnostics != '\0'
          || strstr (rows[i].leaves, "comment=") != NULL
          || strstr (rows[i].leaves, "display-name=") != NULL)
        continue;
      g_string_replace (folded, " ", "\r\n\t", 0);
      text = g_strdup_printf ("A b C\r\n%s:\r\n %s\r\n", rows[i].header, folded->str);
      bytes = g_bytes_new_static (text, strlen (text));
      tree = sip_tree_new (bytes);
      value = sip_tree_find (tree, sip_tree_find_field (tree, header, 0),
                             SIP_KIND_FIELD_VALUE);
      leaves = list_leaves (tree, value);
      g_assert_cmpstr (leaves, ==, rows[i].leaves);
      tree_assert_sound (tree);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/read/values", test_values);
  g_test_add_func ("/read/all-headers", test_all_headers);
  g_test_add_func ("/read/folded", test_folded);
  return g_test_run ();
}
