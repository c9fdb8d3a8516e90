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
#include <math.h>
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
        || (argument[1] == entry->short_name && argument[2] == '\0'))
      return entry;
  return NULL;
}

static gboolean
takes (const GOptionEntry *entry, const char *value)
{
  g_autofree char *text = NULL;
  gint64 number;

  if (value == NULL)
    return FALSE;
  if (entry->arg == G_OPTION_ARG_STRING || entry->arg == G_OPTION_ARG_STRING_ARRAY)
    {
      text = g_locale_to_utf8 (value, -1, NULL, NULL, NULL);
      return text != NULL;
    }
  if (entry->arg == G_OPTION_ARG_INT)
    return g_ascii_string_to_signed (value, 10, G_MININT, G_MAXINT, &number, NULL);
  if (entry->arg == G_OPTION_ARG_DOUBLE)
    {
      char *end;

      return isfinite (g_ascii_strtod (value, &end)) && end != value && *end == '\0';
    }
  return TRUE;
}

/* The first option that the command does not have, or whose value it cannot take, and
 * which problem that is; NULL when all are well. What GOption says of it comes in one
 * language only. */
static const char *
find_fault (int argc, char **argv, const GOptionEntry *entries, const char **ret_problem)
{
  for (int i = 1; i < argc && !g_str_equal (argv[i], "--"); i++)
    {
      const char *option = argv[i];
      const char *value = strchr (option, '=');
      const GOptionEntry *entry;

      if (option[0] != '-' || option[1] == '\0')
        continue;
      entry = find_option (entries, option);
      if (entry == NULL || (entry->arg == G_OPTION_ARG_NONE && value != NULL))
        {
          *ret_problem = "usage-unknown-option";
          return option;
        }
      if (entry->arg == G_OPTION_ARG_NONE)
        continue;
      /* Its value is the next argument, whatever that looks like. */
      if (!takes (entry, value != NULL ? value + 1 : argv[++i]))
        {
          *ret_problem = "usage-value";
          return option;
        }
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
  const char *problem;
  const char *option = find_fault (*argc, *argv, entries, &problem);

  if (option != NULL)
    {
      g_autofree char *name = g_strndup (option, strcspn (option, "="));

      lore_problem_set (error, LORE_PROBLEM_USAGE, problem, "command", command->name,
                        "option", name, NULL);
      return FALSE;
    }
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
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
