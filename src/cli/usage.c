/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The options of commands, their help, and failures in words.
 */
#include "cli/cli.h"

#include "base/problem.h"
#include "catalogue/catalogue.h"
#include "cli/terminal.h"
#include "wire/endpoint.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_help (const char *argument)
{
  return g_str_equal (argument, "--help") || g_str_equal (argument, "-h");
}

static const GOptionEntry *
find_option (const GOptionEntry *entries, const char *argument)
{
  gsize len = strcspn (argument, "=");

  for (const GOptionEntry *entry = entries; entry != NULL && entry->long_name != NULL;
       entry++)
    if ((g_str_has_prefix (argument, "--") && strlen (entry->long_name) == len - 2
         && strncmp (entry->long_name, argument + 2, len - 2) == 0)
        || (argument[1] == entry->short_name && entry->short_name != '\0'))
      return entry;
  return NULL;
}

/* The first option that the command does not have; NULL when all are its own. */
static const char *
find_unknown_option (int argc, char **argv, const GOptionEntry *entries)
{
  for (int i = 1; i < argc; i++)
    {
      const GOptionEntry *entry;

      if (g_str_equal (argv[i], "--"))
        return NULL;
      if (argv[i][0] != '-' || argv[i][1] == '\0')
        continue;
      entry = find_option (entries, argv[i]);
      if (entry == NULL)
        return argv[i];
      /* Its value is the next argument, whatever that looks like. */
      if (entry->arg != G_OPTION_ARG_NONE && strchr (argv[i], '=') == NULL
          && (argv[i][1] == '-' || argv[i][2] == '\0'))
        i++;
    }
  return NULL;
}

static GOptionContext *
make_context (const LoreCommand *command, const GOptionEntry *entries)
{
  GOptionContext *context =
      g_option_context_new (*command->arguments != '\0' ? _ (command->arguments) : NULL);

  g_option_context_set_summary (context, _ (command->summary));
  g_option_context_set_description (
      context, _ ("Every command also takes\n"
                  "  --lang en|zh_CN|both        language of explanations\n"
                  "  --json                      one JSON object a line\n"
                  "  --color auto|always|never   colours"));
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return context;
}

static void
print_help (const LoreCommand *command, const GOptionEntry *entries)
{
  g_autoptr (GOptionContext) context = make_context (command, entries);
  g_autofree char *name = g_strconcat ("siplore-cli ", command->name, NULL);
  g_autofree char *help = NULL;

  g_set_prgname (name);
  help = g_option_context_get_help (context, TRUE, NULL);
  g_print ("%s", help);
}

static gboolean
check_count (const char *command, int argc, char **argv, int least, int most,
             GError **error)
{
  if (argc - 1 < least)
    lore_problem_set (error, LORE_PROBLEM_USAGE, "usage-too-few", "command", command,
                      NULL);
  else if (most >= 0 && argc - 1 > most)
    lore_problem_set (error, LORE_PROBLEM_USAGE, "usage-too-many", "command", command,
                      "argument", argv[most + 1], NULL);
  else
    return TRUE;
  return FALSE;
}

static gboolean
parse (int *argc, char ***argv, const GOptionEntry *entries, int least, int most,
       GError **error)
{
  const LoreCommand *command = lore_commands_find ((*argv)[0]);
  g_autoptr (GOptionContext) context = make_context (command, entries);
  const char *unknown = find_unknown_option (*argc, *argv, entries);
  g_autoptr (GError) cause = NULL;

  if (unknown != NULL)
    {
      lore_problem_set (error, LORE_PROBLEM_USAGE, "usage-unknown-option", "command",
                        command->name, "option", unknown, NULL);
      return FALSE;
    }
  if (!g_option_context_parse (context, argc, argv, &cause))
    {
      lore_problem_set (error, LORE_PROBLEM_USAGE, "usage-value", "command",
                        command->name, "reason", cause->message, NULL);
      return FALSE;
    }
  /* What stood behind "--". */
  for (int i = 1; i < *argc; i++)
    if (g_str_equal ((*argv)[i], "--"))
      {
        memmove (&(*argv)[i], &(*argv)[i + 1], (*argc - i) * sizeof (char *));
        (*argc)--;
        break;
      }
  return check_count (command->name, *argc, *argv, least, most, error);
}

gboolean
lore_cli_parse (const LoreCli *cli, int *argc, char ***argv, const GOptionEntry *entries,
                int least, int most, LoreExit *ret_status)
{
  g_autoptr (GError) error = NULL;

  for (int i = 1; i < *argc && !g_str_equal ((*argv)[i], "--"); i++)
    if (is_help ((*argv)[i]))
      {
        print_help (lore_commands_find ((*argv)[0]), entries);
        *ret_status = LORE_EXIT_FINE;
        return FALSE;
      }
  if (parse (argc, argv, entries, least, most, &error))
    return TRUE;
  *ret_status = lore_cli_fail (cli, error);
  return FALSE;
}

gboolean
lore_cli_parse_address (const char *text, char **ret_host, guint16 *ret_port,
                        GError **error)
{
  g_autofree char *host = NULL;
  guint16 wire_port;
  guint64 port;
  const char *number = *text == ':' ? text + 1 : text;

  if (g_ascii_string_to_unsigned (number, 10, 0, 65535, &port, NULL))
    {
      *ret_host = NULL;
      *ret_port = port;
      return TRUE;
    }
  if (lore_endpoint_parse (text, &host, &wire_port, NULL)
      && (lore_host_is_address (host) || g_str_equal (host, "localhost")))
    {
      *ret_host = lore_host_is_address (host) ? g_steal_pointer (&host) : NULL;
      *ret_port = wire_port;
      return TRUE;
    }
  lore_problem_set (error, LORE_PROBLEM_USAGE, "usage-address", "address", text, NULL);
  return FALSE;
}

LoreExit
lore_cli_fail (const LoreCli *cli, const GError *error)
{
  for (gsize i = 0; cli->words[i] != NULL; i++)
    {
      g_autofree char *problem = lore_catalogue_dup_problem (
          lore_catalogue_get_default (), error, cli->words[i]);
      g_autofree char *words = lore_terminal_dup_words (cli, problem);

      g_printerr ("siplore-cli: %s\n", words);
      if (lore_problem_get_id (error) == NULL)
        break; /* the system's own words, in one language */
    }
  return g_error_matches (error, LORE_PROBLEM, LORE_PROBLEM_USAGE) ? LORE_EXIT_USAGE
                                                                   : LORE_EXIT_FAILED;
}

char *
lore_cli_parse_transport (const char *text, GError **error)
{
  g_autofree char *example = g_strconcat ("127.0.0.1;transport=", text, NULL);
  g_autofree char *host = NULL;
  guint16 port;

  return lore_endpoint_parse (example, &host, &port, error) ? g_ascii_strup (text, -1)
                                                            : NULL;
}
