/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"
#include "cli/json-line.h"
#include "cli/terminal.h"
#include "formats/history.h"

static void
print_json (LoreSent *sent, guint number)
{
  JsonBuilder *builder = lore_json_begin ();
  gsize len;
  const char *data = g_bytes_get_data (lore_sent_get_message (sent), &len);

  lore_json_add_int (builder, "number", number);
  lore_json_add_int (builder, "unix_us", lore_sent_get_unix_us (sent));
  lore_json_add_string (builder, "to", lore_sent_get_destination (sent));
  lore_json_add_string (builder, "start_line", lore_sent_get_line (sent));
  lore_json_add_bytes (builder, "message", data, len);
  lore_json_print (builder);
}

static void
print_line (const LoreCli *cli, LoreSent *sent, guint number)
{
  g_autoptr (GDateTime) time =
      g_date_time_new_from_unix_local (lore_sent_get_unix_us (sent) / G_USEC_PER_SEC);
  g_autofree char *when =
      time != NULL ? g_date_time_format (time, "%F %T") : g_strdup ("");
  g_autofree char *line = lore_terminal_dup_bold (cli, lore_sent_get_line (sent));

  g_print ("%4u  %s  %-28s  %s\n", number, when, lore_sent_get_destination (sent), line);
}

LoreExit
lore_command_history (const LoreCli *cli, int argc, char **argv)
{
  g_autoptr (LoreHistory) history = NULL;
  gboolean found = FALSE;
  LoreExit status;

  if (!lore_cli_parse (cli, &argc, &argv, NULL, 0, 1, &status))
    return status;
  history = lore_history_new (NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (history)); i++)
    {
      g_autoptr (LoreSent) sent = g_list_model_get_item (G_LIST_MODEL (history), i);

      if (!lore_sent_has (sent, argc > 1 ? argv[1] : NULL))
        continue;
      found = TRUE;
      if (cli->json)
        print_json (sent, i + 1);
      else
        print_line (cli, sent, i + 1);
    }
  return found || argc < 2 ? LORE_EXIT_FINE : LORE_EXIT_FOUND;
}
