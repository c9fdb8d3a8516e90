/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/network-option.h"

#include "base/problem.h"
#include "base/reason.h"

#include <string.h>

static char *
read_file (const char *name, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (name);
  g_autoptr (GError) cause = NULL;
  g_auto (GStrv) names = NULL;
  g_autofree char *known = NULL;
  char *text = NULL;
  gsize len;

  if (g_file_load_contents (file, NULL, &text, &len, NULL, &cause))
    return text;
  if (strchr (name, G_DIR_SEPARATOR) != NULL
      || !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      lore_problem_set (error, LORE_PROBLEM_FILE, "file-unreadable", "file", name,
                        "@reason", lore_reason_get (cause), NULL);
      return NULL;
    }
  names = lore_network_plan_dup_names ();
  known = g_strjoinv (", ", names);
  lore_problem_set (error, LORE_PROBLEM_USAGE, "network-not-found", "name", name, "known",
                    known, NULL);
  return NULL;
}

LoreNetworkPlan *
lore_network_option_load (const char *name, GError **error)
{
  g_autofree char *text = lore_network_plan_dup_text (name);

  if (text == NULL)
    text = read_file (name, error);
  return text != NULL ? lore_network_plan_parse (text, error) : NULL;
}
