/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/args.h"
#include "cli/json-line.h"
#include "cli/filter-option.h"
#include "cli/source.h"
#include "formats/anonymise.h"

#include <glib/gi18n-lib.h>

static char *format;
static char *expression;
static gboolean anonymise;

static void
print_json (const LoreSource *source, LoreTrace *trace, const char *out, char **left_out)
{
  JsonBuilder *builder = lore_json_begin ();

  lore_json_add_string (builder, "file", source->path);
  lore_json_add_string (builder, "format", source->report->format);
  lore_json_add_string (builder, "out", out);
  lore_json_add_int (builder, "messages", lore_trace_get_n_messages (trace));
  if (left_out != NULL)
    lore_json_add_int (
        builder, "rtp_packets_left_out",
        g_ascii_strtoll (lore_args_get ((const char *const *)left_out, "packets"), NULL,
                         10));
  lore_json_print (builder);
}

/* The same trace where nothing else is asked for. */
static LoreTrace *
dup_wanted (LoreTrace *trace, LoreFilter *filter)
{
  g_autoptr (LoreTrace) selected = filter != NULL
                                       ? lore_filter_option_dup_trace (filter, trace)
                                       : g_object_ref (trace);

  return anonymise ? lore_anonymise (selected, g_random_int (), NULL)
                   : g_steal_pointer (&selected);
}

LoreExit
lore_command_convert (const LoreCli *cli, int argc, char **argv)
{
  static const GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format,
      N_ ("raw, sngrep, pcap, pcapng, session, json or sipp-scenario, whatever OUT is "
          "called"),
      N_ ("FORMAT") },
    { "anonymise", 'a', 0, G_OPTION_ARG_NONE, &anonymise,
      N_ ("Other names, numbers, hosts, addresses and Call-IDs, the same everywhere"),
      NULL },
    LORE_FILTER_OPTION_ENTRY (expression),
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (LoreSource) source = NULL;
  g_autoptr (LoreFilter) filter = NULL;
  g_autoptr (LoreTrace) trace = NULL;
  g_autoptr (GFile) out = NULL;
  g_auto (GStrv) left_out = NULL;
  LoreExit status;

  if (!lore_cli_parse (cli, &argc, &argv, entries, 2, 2, &status))
    return status;
  source = lore_filter_option_read (argv[1], expression, &filter, &error);
  if (source == NULL)
    return lore_cli_fail (cli, error);
  out = g_file_new_for_commandline_arg (argv[2]);
  if (!lore_source_check_output (source, out, &error))
    return lore_cli_fail (cli, error);
  trace = dup_wanted (source->trace, filter);
  if (!lore_format_write (trace, out, format, &error))
    return lore_cli_fail (cli, error);
  left_out = lore_format_dup_left_out (trace, out, format);
  if (cli->json)
    print_json (source, trace, argv[2], left_out);
  else
    {
      guint n = lore_trace_get_n_messages (trace);

      g_print (g_dngettext (GETTEXT_PACKAGE, "%s: %u message written\n",
                            "%s: %u messages written\n", n),
               argv[2], n);
      lore_source_print_remarks (cli, source);
      if (left_out != NULL)
        lore_cli_print_remark (cli, argv[2], "export:media-left-out", left_out);
    }
  return LORE_EXIT_FINE;
}
