/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/ladder.h"

#include "base/problem.h"
#include "cli/coloured-ladder.h"
#include "cli/filter-option.h"
#include "cli/source.h"
#include "trace/call.h"
#include "trace/legs.h"
#include "trace/notes.h"

#include <glib/gi18n-lib.h>

static char *out;
static gboolean dark;
static int call_number;
static int width;
static gboolean joined;
static gboolean merged;
static char *expression;

static LoreExit
export_ladder (const LoreCli *cli, const LoreSource *source, LoreLayout *layout)
{
  LoreLadderStyle style;
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (out);
  g_autoptr (GError) error = NULL;

  lore_ladder_style_init (&style, lore_layout_get_n_columns (layout), 1, dark,
                          cli->language);
  lore_ladder_style_fit (&style, layout, width);
  if (!lore_source_check_output (source, file, &error)
      || !lore_ladder_export (layout, file, &style, NULL, &error))
    return lore_cli_fail (cli, error);
  return LORE_EXIT_FINE;
}

static gboolean
choose_call (LoreTrace *trace, LoreLayout *layout, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%d", call_number);

  if (call_number == 0)
    return TRUE;
  if (call_number < 0 || (guint)call_number > lore_trace_get_n_calls (trace))
    {
      lore_problem_set (error, LORE_PROBLEM_USAGE, "call-unknown", "number", number,
                        NULL);
      return FALSE;
    }
  if (joined)
    {
      g_autoptr (LoreLegs) legs = lore_legs_new (trace, NULL);
      guint n;
      const guint32 *calls = lore_legs_get_calls (legs, call_number - 1, &n);

      lore_layout_set_calls (layout, calls, n);
    }
  else
    lore_layout_set_call (layout, call_number - 1);
  return TRUE;
}

LoreExit
lore_command_ladder (const LoreCli *cli, int argc, char **argv)
{
  static const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &out,
      N_ ("Write a file instead: .txt .svg .png .pdf .html .mmd"), N_ ("OUT") },
    { "call", 'c', 0, G_OPTION_ARG_INT, &call_number,
      N_ ("Only this call, by its number in “calls”"), N_ ("N") },
    { "join", 'j', 0, G_OPTION_ARG_NONE, &joined,
      N_ ("With --call: all legs of it, as “calls --join” finds them"), NULL },
    { "merge", 'm', 0, G_OPTION_ARG_NONE, &merged,
      N_ ("One column for the ports of one host that Via or Contact say are one element"),
      NULL },
    { "width", 'w', 0, G_OPTION_ARG_INT, &width, N_ ("Width of a picture in pixels"),
      N_ ("PIXELS") },
    LORE_FILTER_OPTION_ENTRY (expression),
    { "dark", 'd', 0, G_OPTION_ARG_NONE, &dark, N_ ("Light on dark"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (LoreSource) source = NULL;
  g_autoptr (LoreLayout) layout = NULL;
  g_autoptr (LoreFilter) filter = NULL;
  LoreExit status;

  if (!lore_cli_parse (cli, &argc, &argv, entries, 1, 1, &status))
    return status;
  source = lore_filter_option_read (argv[1], expression, &filter, &error);
  if (source == NULL)
    return lore_cli_fail (cli, error);
  if (merged)
    lore_notes_join_by_messages (lore_trace_get_notes (source->trace));
  layout = lore_layout_new (source->trace);
  lore_layout_set_filter (layout, filter);
  if (!choose_call (source->trace, layout, &error))
    return lore_cli_fail (cli, error);
  if (out != NULL)
    return export_ladder (cli, source, layout);
  if (cli->json)
    lore_ladder_print_json (layout);
  else
    {
      lore_coloured_ladder_print (cli, layout);
      lore_source_print_remarks (cli, source);
    }
  return LORE_EXIT_FINE;
}
