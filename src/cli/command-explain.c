/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "body/dissect.h"
#include "catalogue/catalogue.h"
#include "catalogue/explained.h"
#include "cli/json-line.h"
#include "cli/message-text.h"
#include "cli/terminal.h"
#include "sip/jwt.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Longer pieces are shown by their beginning. */
#define PIECE_MAX 60

static guint
get_depth (SipTree *tree, guint32 node)
{
  guint depth = 0;

  while ((node = sip_tree_get_node (tree, node)->parent) != SIP_NODE_NONE)
    depth++;
  return depth;
}

/* What a piece says that no one can read as it stands; NULL for the others. */
static char *
dup_decoded (SipTree *tree, const SipNode *node)
{
  if (node->kind != SIP_KIND_JWT_HEADER && node->kind != SIP_KIND_JWT_PAYLOAD)
    return NULL;
  return sip_jwt_dup_text (sip_tree_get_data (tree, NULL), node->span);
}

/* --- JSON ----------------------------------------------------------------------------
 */

static void
add_span (JsonBuilder *builder, SipTree *tree, guint32 id)
{
  const SipNode *node = sip_tree_get_node (tree, id);
  g_autofree char *topic = sip_tree_dup_topic (tree, id);
  g_autofree char *decoded = dup_decoded (tree, node);

  json_builder_begin_object (builder);
  lore_json_add_int (builder, "start", node->span.at);
  lore_json_add_int (builder, "end", sip_span_end (node->span));
  lore_json_add_string (builder, "kind", sip_kind_get_nick (node->kind));
  lore_json_add_string (builder, "category",
                        sip_category_get_nick (sip_tree_get_category (tree, id)));
  lore_json_add_string (builder, "topic", topic);
  if (decoded != NULL)
    lore_json_add_string (builder, "decoded", decoded);
  json_builder_end_object (builder);
}

static void
print_json (const LoreSource *source, guint32 message, SipTree *tree)
{
  JsonBuilder *builder = lore_json_begin ();
  LoreExplained count = { 0 };

  lore_explained_count (tree, &count);
  lore_json_add_string (builder, "file", source->path);
  lore_json_add_int (builder, "index", message);
  lore_json_add_int (builder, "bytes", count.all.bytes);
  lore_json_add_int (builder, "explained", count.all.explained);
  json_builder_set_member_name (builder, "spans");
  json_builder_begin_array (builder);
  for (guint32 i = 0; i < sip_tree_get_n_nodes (tree); i++)
    add_span (builder, tree, i);
  json_builder_end_array (builder);
  lore_json_print (builder);
}

/* --- text ----------------------------------------------------------------------------
 */

static char *
dup_piece (const LoreCli *cli, SipTree *tree, guint32 id)
{
  const SipNode *node = sip_tree_get_node (tree, id);
  const char *data = (const char *)sip_tree_get_data (tree, NULL);
  gsize len = MIN (node->span.len, PIECE_MAX);
  g_autofree char *line = NULL;
  g_autofree char *cut = NULL;

  /* Line ends belong to the piece and say nothing here. */
  while (
      len > 1 && node->span.len <= PIECE_MAX
      && (data[node->span.at + len - 1] == '\n' || data[node->span.at + len - 1] == '\r'))
    len--;
  line = lore_terminal_dup_line (data + node->span.at, len);
  cut = g_strconcat (line, node->span.len > PIECE_MAX ? "…" : "", NULL);
  return lore_terminal_dup_coloured (
      cli, lore_palette_category (sip_tree_get_category (tree, id)), cut);
}

/* What a topic says is said once a message; then its title is enough. */
static void
print_words (const LoreCli *cli, const LoreTopic *topic, GHashTable *told, guint indent)
{
  gboolean again = !g_hash_table_add (told, (gpointer)lore_topic_get_id (topic));

  for (gsize i = 0; cli->words[i] != NULL; i++)
    {
      const char *summary = lore_topic_get_summary (topic, cli->words[i]);
      const char *title = lore_topic_get_title (topic, cli->words[i]);
      g_autofree char *text = again || summary == NULL
                                  ? g_strdup (title)
                                  : g_strdup_printf ("%s — %s", title, summary);
      g_autofree char *words = lore_terminal_dup_words (cli, text);

      lore_terminal_print_wrapped (words, indent);
    }
}

/* What only holds pieces together is explained in JSON, not on every line here. */
static gboolean
is_glue (SipKind kind)
{
  return kind == SIP_KIND_SPACE || kind == SIP_KIND_COLON || kind == SIP_KIND_SEPARATOR
         || kind == SIP_KIND_CRLF || kind == SIP_KIND_ANGLE;
}

static void
print_node (const LoreCli *cli, SipTree *tree, guint32 id, GHashTable *told)
{
  const SipNode *node = sip_tree_get_node (tree, id);
  const SipNode *parent = sip_tree_get_node (tree, node->parent);
  g_autofree char *topic_id = sip_tree_dup_topic (tree, id);
  g_autofree char *above = sip_tree_dup_topic (tree, node->parent);
  const LoreTopic *topic =
      lore_catalogue_lookup (lore_catalogue_get_default (), topic_id);
  guint indent = 2 * (get_depth (tree, id) - 1);
  g_autofree char *decoded = dup_decoded (tree, node);
  g_autofree char *piece = NULL;

  /* A piece that speaks for its parent, or is all of it, adds nothing. */
  if (node->span.len == 0 || is_glue (node->kind) || topic == NULL
      || g_str_equal (topic_id, above)
      || (node->span.at == parent->span.at && node->span.len == parent->span.len
          && parent->parent != SIP_NODE_NONE))
    return;
  piece = dup_piece (cli, tree, id);
  g_print ("%*s%c %s\n", (int)indent, "",
           sip_category_get_letter (sip_tree_get_category (tree, id)), piece);
  if (decoded != NULL)
    {
      g_autofree char *line = lore_terminal_dup_line (decoded, strlen (decoded));

      g_print ("%*s= %s\n", (int)indent + 4, "", line);
    }
  print_words (cli, topic, told, indent + 4);
}

static void
print_text (const LoreCli *cli, const LoreSource *source, guint32 message, SipTree *tree)
{
  g_autofree char *heading = lore_message_dup_heading (cli, source, message);
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  g_print ("%s\n", heading);
  for (guint32 i = 1; i < sip_tree_get_n_nodes (tree); i++)
    print_node (cli, tree, i, told);
  g_print ("\n");
}

static LoreExit
explain (const LoreCli *cli, LoreSource *source, guint32 message)
{
  g_autoptr (GBytes) bytes = lore_trace_dup_bytes (source->trace, message);
  g_autoptr (SipTree) tree = body_dissect (bytes);

  if (cli->json)
    print_json (source, message, tree);
  else
    print_text (cli, source, message, tree);
  return LORE_EXIT_FINE;
}

LoreExit
lore_command_explain (const LoreCli *cli, int argc, char **argv)
{
  gboolean datagrams = FALSE;
  const GOptionEntry options[] = { { "datagram", 0, 0, G_OPTION_ARG_NONE, &datagrams,
                                     N_ ("Each file is one message, whatever it holds"),
                                     NULL },
                                   { NULL } };
  LoreExit status;

  if (!lore_cli_parse (cli, &argc, &argv, options, 1, -1, &status))
    return status;
  return lore_source_for_each (cli, argv + 1, datagrams, explain);
}
