/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/language.h"
#include "base/problem.h"
#include "cli/cli.h"
#include "cli/terminal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The options that every command has, wherever they stand. */
typedef struct
{
  const char *language;
  const char *colour;
  gboolean json;
  gboolean version;
} Common;

/* "--lang zh_CN" and "--lang=zh_CN"; TRUE when @argument is the option @name. */
static gboolean
take_value (const char *name, char **argv, int argc, int *at, const char **ret_value)
{
  gsize len = strlen (name);
  const char *argument = argv[*at];

  if (!g_str_has_prefix (argument, name)
      || (argument[len] != '\0' && argument[len] != '='))
    return FALSE;
  if (argument[len] == '=')
    *ret_value = argument + len + 1;
  else if (*at + 1 < argc)
    *ret_value = argv[++*at];
  else
    *ret_value = "";
  return TRUE;
}

/* Takes the common options out of argv. */
static Common
take_common (int *argc, char **argv)
{
  Common common = { .language = lore_language_get (), .colour = "auto" };
  int kept = 1;

  for (int i = 1; i < *argc; i++)
    {
      if (g_str_equal (argv[i], "--"))
        {
          while (i < *argc)
            argv[kept++] = argv[i++];
          break;
        }
      if (g_str_equal (argv[i], "--json"))
        common.json = TRUE;
      else if (g_str_equal (argv[i], "--version"))
        common.version = TRUE;
      else if (!take_value ("--lang", argv, *argc, &i, &common.language)
               && !take_value ("--color", argv, *argc, &i, &common.colour))
        argv[kept++] = argv[i];
    }
  *argc = kept;
  argv[kept] = NULL;
  return common;
}

static void
print_overview (void)
{
  gsize n;
  const LoreCommand *commands = lore_commands_get (&n);

  g_print ("%s\n\n", _ ("Usage: siplore-cli COMMAND … [--lang en|zh_CN|both] [--json] "
                        "[--color auto|always|never]"));
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *left = g_strdup_printf (
          "%s %s", commands[i].name,
          *commands[i].arguments != '\0' ? _ (commands[i].arguments) : "");

      lore_terminal_print_pair (2, 28, left, _ (commands[i].summary));
    }
  g_print ("\n%s\n",
           _ ("“siplore-cli help COMMAND” tells the options of one. A file “-” is "
              "standard input.\nExit status: 0 fine, 1 something is wrong with "
              "what was looked at, 2 wrong usage, 3 a file or the network "
              "failed."));
}

static LoreExit
run_command (const LoreCli *cli, int argc, char **argv)
{
  const LoreCommand *command = lore_commands_find (argv[0]);
  g_autoptr (GError) error = NULL;

  if (command != NULL)
    return command->run (cli, argc, argv);
  lore_problem_set (&error, LORE_PROBLEM_USAGE, "usage-unknown-command", "command",
                    argv[0], NULL);
  return lore_cli_fail (cli, error);
}

static LoreExit
run (const LoreCli *cli, int argc, char **argv)
{
  gboolean help = argc > 1
                  && (g_str_equal (argv[1], "help") || g_str_equal (argv[1], "--help")
                      || g_str_equal (argv[1], "-h"));
  char *asked[] = { argc > 2 ? argv[2] : NULL, (char *)"--help", NULL };

  if (argc == 1 || (help && argc == 2))
    {
      print_overview ();
      return argc == 1 ? LORE_EXIT_USAGE : LORE_EXIT_FINE;
    }
  return help ? run_command (cli, 2, asked) : run_command (cli, argc - 1, argv + 1);
}

static gboolean
set_up (LoreCli *cli, const Common *common, GError **error)
{
  int colour = lore_terminal_wants_colour (common->colour);

  if (!lore_language_set (common->language))
    {
      lore_problem_set (error, LORE_PROBLEM_USAGE, "usage-language", "language",
                        common->language, NULL);
      return FALSE;
    }
  cli->language = lore_language_get ();
  cli->words = lore_language_get_words (cli->language);
  cli->json = common->json;
  if (colour < 0)
    {
      lore_problem_set (error, LORE_PROBLEM_USAGE, "usage-color", "value", common->colour,
                        NULL);
      return FALSE;
    }
  cli->colour = colour && !common->json;
  return TRUE;
}

int
main (int argc, char *argv[])
{
  g_auto (GStrv) arguments = NULL;
  g_autofree char **rest = NULL;
  g_autoptr (GError) error = NULL;
  LoreCli cli = { 0 };
  Common common;

  lore_language_init (LORE_LOCALEDIR);
  cli.language = lore_language_get ();
  cli.words = lore_language_get_words (cli.language);
  g_set_prgname ("siplore-cli");

  arguments = g_strdupv (argv);
  rest = g_memdup2 (arguments, (argc + 1) * sizeof (char *));
  common = take_common (&argc, rest);
  if (common.version)
    {
      g_print ("siplore-cli %s\n", LORE_VERSION);
      return LORE_EXIT_FINE;
    }
  if (!set_up (&cli, &common, &error))
    return lore_cli_fail (&cli, error);
  return run (&cli, argc, rest);
}
