/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "body/dissect.h"
#include "cli/json-line.h"
#include "cli/message-text.h"
#include "cli/filter-option.h"
#include "sip/facts.h"

static char *expression;
static LoreFilter *filter;

static void
add_start (JsonBuilder *builder, const SipIndex *index, const guint8 *data)
{
  static const char *const kinds[] = { "bad", "request", "response" };
  const char *text = (const char *)data;

  lore_json_add_string (builder, "kind", kinds[index->start]);
  if (index->method_name.len > 0)
    lore_json_add_bytes (builder, "method", text + index->method_name.at,
                         index->method_name.len);
  else
    lore_json_add_string (builder, "method", NULL);
  if (index->start == SIP_START_RESPONSE)
    lore_json_add_int (builder, "status", index->status);
  else
    lore_json_add_string (builder, "status", NULL);
}

/* The first child of the message that is a start line, of whichever kind. */
static void
add_start_line (JsonBuilder *builder, SipTree *tree)
{
  const char *data = (const char *)sip_tree_get_data (tree, NULL);

  for (guint32 i = sip_tree_get_first (tree, 0); i != SIP_NODE_NONE;
       i = sip_tree_get_next (tree, i))
    {
      const SipNode *node = sip_tree_get_node (tree, i);
      SipSpan span = node->span;

      if (node->kind != SIP_KIND_REQUEST_LINE && node->kind != SIP_KIND_STATUS_LINE
          && node->kind != SIP_KIND_BAD_START_LINE)
        continue;
      while (span.len > 0
             && (data[sip_span_end (span) - 1] == '\n'
                 || data[sip_span_end (span) - 1] == '\r'))
        span.len--;
      lore_json_add_bytes (builder, "start_line", data + span.at, span.len);
      return;
    }
  lore_json_add_string (builder, "start_line", NULL);
}

static void
add_header (JsonBuilder *builder, SipTree *tree, guint32 field)
{
  const SipNode *node = sip_tree_get_node (tree, field);
  const char *data = (const char *)sip_tree_get_data (tree, NULL);
  guint32 name = sip_tree_find (tree, field, SIP_KIND_FIELD_NAME);
  guint32 value = sip_tree_find (tree, field, SIP_KIND_FIELD_VALUE);
  const SipHeader *header = sip_header_get (node->fact);
  SipSpan name_span = { node->span.at, 0 };
  SipSpan value_span = { node->span.at, 0 };

  if (name != SIP_NODE_NONE)
    name_span = sip_tree_get_node (tree, name)->span;
  if (value != SIP_NODE_NONE)
    value_span = sip_tree_get_node (tree, value)->span;
  json_builder_begin_object (builder);
  lore_json_add_bytes (builder, "name", data + name_span.at, name_span.len);
  if (header != NULL)
    lore_json_add_string (builder, "canonical", header->name);
  else
    lore_json_add_bytes (builder, "canonical", data + name_span.at, name_span.len);
  lore_json_add_string (builder, "category",
                        sip_category_get_nick (sip_tree_get_category (tree, field)));
  lore_json_add_bytes (builder, "value", data + value_span.at, value_span.len);
  lore_json_add_int (builder, "start", node->span.at);
  lore_json_add_int (builder, "end", sip_span_end (node->span));
  json_builder_end_object (builder);
}

static void
add_headers (JsonBuilder *builder, SipTree *tree)
{
  json_builder_set_member_name (builder, "headers");
  json_builder_begin_array (builder);
  for (guint32 i = sip_tree_get_first (tree, 0); i != SIP_NODE_NONE;
       i = sip_tree_get_next (tree, i))
    if (sip_tree_get_node (tree, i)->kind == SIP_KIND_FIELD)
      add_header (builder, tree, i);
  json_builder_end_array (builder);
}

static void
add_body (JsonBuilder *builder, SipTree *tree, const SipIndex *index, const guint8 *data)
{
  guint32 body = sip_tree_find (tree, 0, SIP_KIND_BODY);
  SipSpan span = index->body;

  if (body != SIP_NODE_NONE)
    span = sip_tree_get_node (tree, body)->span;
  if (span.len == 0)
    {
      lore_json_add_string (builder, "body", NULL);
      return;
    }
  json_builder_set_member_name (builder, "body");
  json_builder_begin_object (builder);
  lore_json_add_int (builder, "start", span.at);
  lore_json_add_int (builder, "end", sip_span_end (span));
  if (index->content_type.len > 0)
    lore_json_add_bytes (builder, "type", (const char *)data + index->content_type.at,
                         index->content_type.len);
  else
    lore_json_add_string (builder, "type", NULL);
  json_builder_end_object (builder);
}

static void
print_json (const LoreSource *source, guint32 message, SipTree *tree)
{
  const guint8 *data = sip_tree_get_data (tree, NULL);
  JsonBuilder *builder = lore_json_begin ();
  SipIndex index;

  lore_trace_get_index (source->trace, message, &index);
  lore_json_add_string (builder, "file", source->path);
  lore_json_add_int (builder, "index", message);
  add_start (builder, &index, data);
  add_start_line (builder, tree);
  add_headers (builder, tree);
  add_body (builder, tree, &index, data);
  lore_json_print (builder);
}

static LoreExit
show (const LoreCli *cli, LoreSource *source, guint32 message)
{
  g_autoptr (GBytes) bytes = lore_trace_dup_bytes (source->trace, message);
  g_autoptr (SipTree) tree = NULL;

  if (!lore_filter_option_has (filter, source->trace, message))
    return LORE_EXIT_FINE;
  tree = body_dissect (bytes);
  if (cli->json)
    print_json (source, message, tree);
  else
    {
      g_autofree char *heading = lore_message_dup_heading (cli, source, message);

      g_print ("%s\n", heading);
      lore_message_print (cli, tree);
      g_print ("\n");
    }
  return LORE_EXIT_FINE;
}

LoreExit
lore_command_show (const LoreCli *cli, int argc, char **argv)
{
  static const GOptionEntry entries[] = {
    LORE_FILTER_OPTION_ENTRY (expression),
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  LoreExit status;

  if (!lore_cli_parse (cli, &argc, &argv, entries, 1, -1, &status))
    return status;
  if (!lore_filter_option_parse (expression, &filter, &error))
    return lore_cli_fail (cli, error);
  status = lore_source_for_each (cli, argv + 1, FALSE, show);
  g_clear_pointer (&filter, lore_filter_unref);
  return status;
}
