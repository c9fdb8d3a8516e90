/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-explained [-v] FILE|FOLDER…: how many bytes of the messages in them the catalogue
 * explains. -v names what it does not, most bytes first.
 */
#include "body/dissect.h"
#include "catalogue/explained.h"
#include "formats/format.h"

static GHashTable *gaps; /* what is not explained → its bytes; NULL = not asked for */

static void
note_gap (SipTree *tree, guint32 id)
{
  const SipNode *node = sip_tree_get_node (tree, id);
  g_autofree char *topic = sip_tree_dup_topic (tree, id);
  g_autofree char *text = sip_tree_dup_text (tree, node->span);
  char *key =
      g_strdup_printf ("%s %s %.60s", sip_kind_get_nick (node->kind), topic, text);
  gsize n = GPOINTER_TO_SIZE (g_hash_table_lookup (gaps, key));

  g_hash_table_replace (gaps, key, GSIZE_TO_POINTER (n + node->span.len));
}

static void
count_message (GBytes *bytes, LoreExplained *count)
{
  g_autoptr (SipTree) tree = body_dissect (bytes);

  lore_explained_count (tree, count);
  for (guint32 i = 1; gaps != NULL && i < sip_tree_get_n_nodes (tree); i++)
    if (sip_node_is_leaf (sip_tree_get_node (tree, i)) && !lore_explained_is (tree, i))
      note_gap (tree, i);
}

static void
count_file (GFile *file, LoreExplained *count, guint *n_messages)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = lore_format_read (file, trace, NULL, NULL);

  for (guint32 i = 0; report != NULL && i < lore_trace_get_n_messages (trace); i++)
    {
      g_autoptr (GBytes) bytes = lore_trace_dup_bytes (trace, i);

      count_message (bytes, count);
      (*n_messages)++;
    }
}

static void
count_path (GFile *file, LoreExplained *count, guint *n_messages)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
      file, "standard::name", G_FILE_QUERY_INFO_NONE, NULL, NULL);
  GFileInfo *info;

  if (children == NULL)
    {
      count_file (file, count, n_messages);
      return;
    }
  while (g_file_enumerator_iterate (children, &info, NULL, NULL, NULL) && info != NULL)
    {
      g_autoptr (GFile) child = g_file_get_child (file, g_file_info_get_name (info));

      count_path (child, count, n_messages);
    }
}

static void
print_share (const char *name, const LoreExplainedShare *share)
{
  double bytes = MAX (share->bytes, 1);

  g_print ("  %-5s %6.2f %% of %" G_GSIZE_FORMAT " bytes (%.2f %% in no registry)\n",
           name, 100 * share->explained / bytes, share->bytes,
           100 * share->unregistered / bytes);
}

static int
compare_gaps (gconstpointer a, gconstpointer b, gpointer data)
{
  gsize one = GPOINTER_TO_SIZE (g_hash_table_lookup (data, *(const char *const *)a));
  gsize two = GPOINTER_TO_SIZE (g_hash_table_lookup (data, *(const char *const *)b));

  return one < two ? 1 : one > two ? -1 : 0;
}

static void
print_gaps (void)
{
  guint n;
  g_autofree char **keys = (char **)g_hash_table_get_keys_as_array (gaps, &n);

  g_qsort_with_data (keys, n, sizeof *keys, compare_gaps, gaps);
  for (guint i = 0; i < MIN (n, 60); i++)
    g_print ("%8" G_GSIZE_FORMAT "  %s\n",
             GPOINTER_TO_SIZE (g_hash_table_lookup (gaps, keys[i])), keys[i]);
}

int
main (int argc, char *argv[])
{
  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (argv[i]);
      LoreExplained count = { 0 };
      guint n_messages = 0;

      if (g_str_equal (argv[i], "-v"))
        {
          gaps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
          continue;
        }
      if (!g_file_query_exists (file, NULL))
        {
          g_print ("%s: not here\n", argv[i]);
          continue;
        }
      count_path (file, &count, &n_messages);
      g_print ("%s: %u messages\n", argv[i], n_messages);
      print_share ("all", &count.all);
      print_share ("head", &count.head);
      print_share ("SDP", &count.sdp);
      if (gaps != NULL)
        print_gaps ();
    }
  return 0;
}
