/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"
#include "cli/json-line.h"
#include "cli/terminal.h"
#include "plan/environment.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean delete_it;

static const GOptionEntry entries[] = {
  { "delete", 0, 0, G_OPTION_ARG_NONE, &delete_it, N_ ("Delete that environment"), NULL },
  { NULL },
};

static void
print_json (LoreEnvironment *environment)
{
  JsonBuilder *builder = lore_json_begin ();
  GHashTableIter iter;
  gpointer name, value;

  lore_json_add_string (builder, "name", lore_environment_get_name (environment));
  json_builder_set_member_name (builder, "variables");
  json_builder_begin_object (builder);
  g_hash_table_iter_init (&iter, lore_environment_get_variables (environment));
  while (g_hash_table_iter_next (&iter, &name, &value))
    lore_json_add_string (builder, name, value);
  json_builder_end_object (builder);
  lore_json_print (builder);
}

static void
print_text (const LoreCli *cli, LoreEnvironment *environment)
{
  g_autofree char *bold =
      lore_terminal_dup_bold (cli, lore_environment_get_name (environment));
  g_autofree char *settings = lore_environment_dup_settings (environment);
  g_auto (GStrv) lines = g_strsplit (settings, "\n", -1);

  g_print ("%s\n", bold);
  for (gsize i = 0; *lines[i] != '\0'; i++)
    g_print ("  %s\n", lines[i]);
}

static void
print_environment (const LoreCli *cli, LoreEnvironment *environment)
{
  if (cli->json)
    print_json (environment);
  else
    print_text (cli, environment);
}

/* Adds to what the environment has, or begins one. */
static gboolean
set_variables (LoreEnvironments *all, const char *name, char **settings, GError **error)
{
  LoreEnvironment *known = lore_environments_lookup (all, name, NULL);
  g_autoptr (GHashTable) variables =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (LoreEnvironment) changed = NULL;

  if (known != NULL)
    lore_environment_apply (known, variables);
  for (gsize i = 0; settings[i] != NULL; i++)
    if (!lore_environment_parse_setting (settings[i], variables, error))
      return FALSE;
  changed = lore_environment_new (name, variables);
  return lore_environments_save (all, changed, error);
}

static gboolean
work_on_one (const LoreCli *cli, LoreEnvironments *all, char **argv, GError **error)
{
  LoreEnvironment *environment;

  if (delete_it)
    return lore_environments_delete (all, argv[1], error);
  if (argv[2] != NULL && !set_variables (all, argv[1], argv + 2, error))
    return FALSE;
  environment = lore_environments_lookup (all, argv[1], error);
  if (environment != NULL)
    print_environment (cli, environment);
  return environment != NULL;
}

LoreExit
lore_command_environments (const LoreCli *cli, int argc, char **argv)
{
  g_autoptr (LoreEnvironments) all = NULL;
  g_autoptr (GError) error = NULL;
  LoreExit status;

  if (!lore_cli_parse (cli, &argc, &argv, entries, 0, -1, &status))
    return status;
  all = lore_environments_new (NULL);
  if (argc > 1)
    return work_on_one (cli, all, argv, &error) ? LORE_EXIT_FINE
                                                : lore_cli_fail (cli, error);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (all)); i++)
    {
      g_autoptr (LoreEnvironment) environment =
          g_list_model_get_item (G_LIST_MODEL (all), i);

      print_environment (cli, environment);
    }
  return LORE_EXIT_FINE;
}
