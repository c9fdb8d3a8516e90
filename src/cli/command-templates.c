/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/template.h"

#include "base/problem.h"
#include "catalogue/catalogue.h"
#include "cli/json-line.h"
#include "cli/terminal.h"

#include <glib/gi18n-lib.h>

static const LoreTopic *
find_topic (LoreTemplate *template)
{
  const char *id = lore_template_get_topic (template);

  return id != NULL ? lore_catalogue_lookup (lore_catalogue_get_default (), id) : NULL;
}

static const char *
get_title (gconstpointer topic, const char *language)
{
  return topic != NULL ? lore_topic_get_title (topic, language) : NULL;
}

static void
print_json (LoreTemplate *template, gboolean with_text)
{
  JsonBuilder *builder = lore_json_begin ();

  lore_json_add_string (builder, "name", lore_template_get_name (template));
  lore_json_add_string (builder, "method", lore_template_get_method (template));
  json_builder_set_member_name (builder, "shipped");
  json_builder_add_boolean_value (builder, lore_template_get_shipped (template));
  lore_json_add_words (builder, "title", get_title, find_topic (template));
  if (with_text)
    lore_json_add_string (builder, "text", lore_template_get_text (template));
  lore_json_print (builder);
}

static void
print_line (const LoreCli *cli, LoreTemplate *template)
{
  const LoreTopic *topic = find_topic (template);
  const char *name = lore_template_get_name (template);
  g_autofree char *bold = lore_terminal_dup_bold (cli, name);

  g_print ("%s%*s%-10s", bold, (int)MAX (20 - (int)lore_terminal_measure (name), 1), "",
           lore_template_get_method (template));
  for (gsize i = 0; topic != NULL && cli->words[i] != NULL; i++)
    g_print ("%s%s", i > 0 ? " · " : "", lore_topic_get_title (topic, cli->words[i]));
  if (!lore_template_get_shipped (template))
    g_print ("%s", _ ("(your own)"));
  g_print ("\n");
}

static LoreExit
print_one (const LoreCli *cli, LoreTemplates *templates, const char *name)
{
  LoreTemplate *template = lore_templates_lookup (templates, name);
  g_autoptr (GError) error = NULL;

  if (template == NULL)
    {
      lore_problem_set (&error, LORE_PROBLEM_USAGE, "template-unknown", "name", name,
                        NULL);
      return lore_cli_fail (cli, error);
    }
  if (cli->json)
    print_json (template, TRUE);
  else
    g_print ("%s", lore_template_get_text (template));
  return LORE_EXIT_FINE;
}

LoreExit
lore_command_templates (const LoreCli *cli, int argc, char **argv)
{
  g_autoptr (LoreTemplates) templates = NULL;
  LoreExit status;
  guint n;

  if (!lore_cli_parse (cli, &argc, &argv, NULL, 0, 1, &status))
    return status;
  templates = lore_templates_new (NULL);
  if (argc == 2)
    return print_one (cli, templates, argv[1]);
  n = g_list_model_get_n_items (G_LIST_MODEL (templates));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LoreTemplate) template =
          g_list_model_get_item (G_LIST_MODEL (templates), i);

      if (cli->json)
        print_json (template, FALSE);
      else
        print_line (cli, template);
    }
  return LORE_EXIT_FINE;
}
