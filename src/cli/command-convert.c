/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/json-line.h"
#include "cli/source.h"

#include <glib/gi18n-lib.h>

static char *format;

static void
print_json (const LoreSource *source, const char *out)
{
  JsonBuilder *builder = lore_json_begin ();

  lore_json_add_string (builder, "file", source->path);
  lore_json_add_string (builder, "format", source->report->format);
  lore_json_add_string (builder, "out", out);
  lore_json_add_int (builder, "messages", lore_trace_get_n_messages (source->trace));
  lore_json_print (builder);
}

LoreExit
lore_command_convert (const LoreCli *cli, int argc, char **argv)
{
  static const GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format,
      N_ ("raw, sngrep, pcap, pcapng or session, whatever OUT is called"),
      N_ ("FORMAT") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (LoreSource) source = NULL;
  g_autoptr (GFile) out = NULL;
  LoreExit status;

  if (!lore_cli_parse (cli, &argc, &argv, entries, 2, 2, &status))
    return status;
  source = lore_source_read (argv[1], &error);
  if (source == NULL)
    return lore_cli_fail (cli, error);
  out = g_file_new_for_commandline_arg (argv[2]);
  if (!lore_format_write (source->trace, out, format, &error))
    return lore_cli_fail (cli, error);
  if (cli->json)
    print_json (source, argv[2]);
  else
    {
      guint n = lore_trace_get_n_messages (source->trace);

      g_print (g_dngettext (GETTEXT_PACKAGE, "%s: %u message written\n",
                            "%s: %u messages written\n", n),
               argv[2], n);
      lore_source_print_remarks (cli, source);
    }
  return LORE_EXIT_FINE;
}
