/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing is lost: the leaves of a tree put together are the message, whatever it was,
 * and an edit changes what it was asked to and no other byte. Tried on every message of
 * tests/messages and tests/golden, whole, cut and with flipped bits.
 */
#include <string.h>

#include "body/dissect.h"
#include "sip/edit.h"
#include "sip/facts.h"
#include "tree-dump.h"

#define N_MUTANTS 12

static GBytes *
join_leaves (SipTree *tree)
{
  GByteArray *bytes = g_byte_array_new ();
  const guint8 *data = sip_tree_get_data (tree, NULL);

  for (guint32 i = 0; i < sip_tree_get_n_nodes (tree); i++)
    {
      const SipNode *node = sip_tree_get_node (tree, i);

      if (sip_node_is_leaf (node))
        g_byte_array_append (bytes, data + node->span.at, node->span.len);
    }
  return g_byte_array_free_to_bytes (bytes);
}

static void
assert_identity (GBytes *bytes)
{
  g_autoptr (SipTree) tree = body_dissect (bytes);
  g_autoptr (GBytes) joined = join_leaves (tree);

  tree_assert_sound (tree);
  g_assert_true (g_bytes_equal (bytes, joined));
}

/* @before with its @span replaced by @text is @after. */
static void
assert_only (GBytes *before, SipSpan span, const char *text, GBytes *after)
{
  gsize len, changed_len, text_len = strlen (text);
  const guint8 *data = g_bytes_get_data (before, &len);
  const guint8 *changed = g_bytes_get_data (after, &changed_len);

  g_assert_cmpuint (changed_len, ==, len - span.len + text_len);
  g_assert_cmpmem (data, span.at, changed, span.at);
  g_assert_cmpmem (text, text_len, changed + span.at, text_len);
  g_assert_cmpmem (data + sip_span_end (span), len - sip_span_end (span),
                   changed + span.at + text_len, changed_len - span.at - text_len);
}

/* Every field that is the first of its name gets another value. */
static void
assert_edits (GBytes *bytes)
{
  g_autoptr (SipTree) tree = body_dissect (bytes);

  for (guint header = 0; header < SIP_N_HEADERS; header++)
    {
      guint32 field = sip_tree_find_field (tree, header, 0);
      guint32 value = field != SIP_NODE_NONE
                          ? sip_tree_find (tree, field, SIP_KIND_FIELD_VALUE)
                          : SIP_NODE_NONE;
      g_autoptr (GBytes) changed = NULL;
      SipSpan span;

      if (value == SIP_NODE_NONE || sip_tree_get_node (tree, value)->span.len == 0)
        continue;
      span = sip_tree_get_node (tree, value)->span;
      changed = sip_edit_set (bytes, sip_header_get (header)->name, "another value");
      assert_only (bytes, span, "another value", changed);
    }
}

/* The same with what diagnostics offer as a fix. */
static void
assert_fixes (GBytes *bytes)
{
  g_autoptr (SipTree) tree = body_dissect (bytes);
  guint n;
  const SipDiagnostic *diagnostics = sip_tree_get_diagnostics (tree, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = NULL;
      g_autoptr (GBytes) changed = NULL;
      SipSpan span;

      if (!sip_diagnostic_get_fix (&diagnostics[i], bytes, &span, &text))
        continue;
      changed = sip_edit_replace (bytes, span, text);
      assert_only (bytes, span, text, changed);
      assert_identity (changed);
    }
}

static GBytes *
mutate (GBytes *bytes, GRand *rand)
{
  gsize len;
  guint8 *data = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  len = g_rand_int_range (rand, 0, g_bytes_get_size (bytes) + 1);
  for (guint i = 0; i < 4 && len > 0; i++)
    data[g_rand_int_range (rand, 0, len)] ^= 1 << g_rand_int_range (rand, 0, 8);
  return g_bytes_new_take (data, len);
}

static void
check_file (const char *path, GRand *rand)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *data;
  gsize len;

  g_file_get_contents (path, &data, &len, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (data, len);
  assert_identity (bytes);
  assert_edits (bytes);
  assert_fixes (bytes);
  for (guint i = 0; i < N_MUTANTS; i++)
    {
      g_autoptr (GBytes) mutant = mutate (bytes, rand);

      assert_identity (mutant);
      assert_edits (mutant);
      assert_fixes (mutant);
    }
}

static void
test_folder (gconstpointer name)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, name, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (4475);
  const char *file;

  g_assert_nonnull (dir);
  while ((file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, file, NULL);

      if (!g_str_has_suffix (file, ".sip"))
        continue;
      g_test_message ("%s", file);
      check_file (path, rand);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/lossless/messages", "messages", test_folder);
  g_test_add_data_func ("/lossless/golden", "golden", test_folder);
  return g_test_run ();
}
