/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/json-line.h"
#include "cli/filter-option.h"
#include "cli/source.h"
#include "cli/terminal.h"
#include "catalogue/catalogue.h"
#include "trace/call.h"

#include <glib/gi18n-lib.h>

static char *expression;

typedef struct
{
  guint messages;
  guint calls;
  guint transactions;
  guint retransmissions;
} Counts;

static Counts
count (LoreTrace *trace)
{
  Counts counts = { .messages = lore_trace_get_n_messages (trace),
                    .transactions = lore_trace_get_n_transactions (trace),
                    .retransmissions = lore_trace_get_n_retransmissions (trace) };

  for (guint i = 0; i < lore_trace_get_n_calls (trace); i++)
    counts.calls += lore_trace_is_call (trace, i);
  return counts;
}

/* Calls and transactions count when a message of theirs passes. */
static Counts
count_filtered (LoreTrace *trace, LoreFilter *filter)
{
  g_autoptr (GHashTable) transactions = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) found = lore_filter_run (filter, trace, NULL);
  g_autofree gboolean *chosen = lore_filter_option_dup_calls (filter, trace);
  Counts counts = { .messages = found->len };

  for (guint i = 0; i < found->len; i++)
    {
      LoreMessage message;

      lore_trace_get_message (trace, g_array_index (found, guint32, i), &message);
      if (message.transaction != LORE_ID_NONE)
        g_hash_table_add (transactions, GUINT_TO_POINTER (message.transaction + 1));
      if (message.flags & LORE_MESSAGE_RETRANSMISSION)
        counts.retransmissions++;
    }
  counts.transactions = g_hash_table_size (transactions);
  for (guint i = 0; i < lore_trace_get_n_calls (trace); i++)
    counts.calls += chosen[i] && lore_trace_is_call (trace, i);
  return counts;
}

static void
add_remarks (JsonBuilder *builder, const LoreSource *source)
{
  json_builder_set_member_name (builder, "remarks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < source->report->remarks->len; i++)
    {
      LoreRemark *remark = g_ptr_array_index (source->report->remarks, i);

      json_builder_add_string_value (builder, remark->id);
    }
  json_builder_end_array (builder);
}

static void
print_json (const LoreSource *source, const Counts *counts, gint64 load_us)
{
  JsonBuilder *builder = lore_json_begin ();

  lore_json_add_string (builder, "file", source->path);
  lore_json_add_string (builder, "format", source->report->format);
  lore_json_add_int (builder, "messages", counts->messages);
  lore_json_add_int (builder, "calls", counts->calls);
  lore_json_add_int (builder, "transactions", counts->transactions);
  lore_json_add_int (builder, "retransmissions", counts->retransmissions);
  lore_json_add_int (builder, "skipped", source->report->n_skipped);
  lore_json_add_int (builder, "repaired", source->report->n_repaired);
  lore_json_add_int (builder, "bytes", source->report->n_bytes);
  lore_json_add_int (builder, "memory", lore_trace_get_memory (source->trace));
  lore_json_add_ms (builder, "load_ms", load_us);
  add_remarks (builder, source);
  lore_json_print (builder);
}

/* Labels in two languages are longer. */
static void
print_count (const LoreCli *cli, const char *label, guint64 value)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, value);

  lore_terminal_print_pair (2, cli->words[1] != NULL ? 42 : 26, label, number);
}

static void
print_text (const LoreCli *cli, const LoreSource *source, const Counts *counts,
            gint64 load_us)
{
  g_autofree char *topic = g_strconcat ("format:", source->report->format, NULL);
  const LoreTopic *format = lore_catalogue_lookup (lore_catalogue_get_default (), topic);
  g_autofree char *bold = lore_terminal_dup_bold (cli, source->path);

  g_print ("%s:", bold);
  for (gsize i = 0; format != NULL && cli->words[i] != NULL; i++)
    g_print ("%s %s", i > 0 ? " ·" : "", lore_topic_get_title (format, cli->words[i]));
  g_print ("\n");
  print_count (cli, _ ("messages"), counts->messages);
  print_count (cli, _ ("calls"), counts->calls);
  print_count (cli, _ ("transactions"), counts->transactions);
  print_count (cli, _ ("retransmissions"), counts->retransmissions);
  print_count (cli, _ ("records without SIP"), source->report->n_skipped);
  print_count (cli, _ ("messages mended"), source->report->n_repaired);
  print_count (cli, _ ("bytes"), source->report->n_bytes);
  print_count (cli, _ ("ms to load"), load_us / 1000);
}

LoreExit
lore_command_stats (const LoreCli *cli, int argc, char **argv)
{
  static const GOptionEntry entries[] = {
    LORE_FILTER_OPTION_ENTRY (expression),
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (LoreSource) source = NULL;
  g_autoptr (LoreFilter) filter = NULL;
  gint64 begun = g_get_monotonic_time ();
  gint64 load_us;
  Counts counts;
  LoreExit status;

  if (!lore_cli_parse (cli, &argc, &argv, entries, 1, 1, &status))
    return status;
  source = lore_filter_option_read (argv[1], expression, &filter, &error);
  if (source == NULL)
    return lore_cli_fail (cli, error);
  load_us = g_get_monotonic_time () - begun;
  counts =
      filter != NULL ? count_filtered (source->trace, filter) : count (source->trace);
  if (cli->json)
    print_json (source, &counts, load_us);
  else
    {
      print_text (cli, source, &counts, load_us);
      lore_source_print_remarks (cli, source);
    }
  return LORE_EXIT_FINE;
}
