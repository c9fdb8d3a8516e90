/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <glib/gi18n-lib.h>

/* In the order of the help. */
static const LoreCommand commands[] = {
  { "show", N_ ("FILE…"), N_ ("Print messages in colour, by category"),
    lore_command_show },
  { "check", N_ ("FILE…"), N_ ("Say what is wrong with messages"), lore_command_check },
  { "explain", N_ ("FILE…"), N_ ("Explain messages piece by piece"),
    lore_command_explain },
  { "compare-uri", N_ ("URI URI"), N_ ("Say whether two URIs are the same, or why not"),
    lore_command_compare_uri },
  { "topics", N_ ("[ID]"), N_ ("List the topics of the catalogue, or print one"),
    lore_command_topics },
  { "calls", N_ ("FILE"), N_ ("Tell the facts of each call"), lore_command_calls },
  { "ladder", N_ ("FILE"), N_ ("Draw the ladder, here or into a file"),
    lore_command_ladder },
  { "stats", N_ ("FILE"), N_ ("Count what is in a file"), lore_command_stats },
  { "convert", N_ ("IN OUT"), N_ ("Write a file in another format"),
    lore_command_convert },
  { "templates", N_ ("[NAME]"), N_ ("List the request templates, or print one"),
    lore_command_templates },
  { "environments", N_ ("[NAME [VARIABLE=VALUE…]]"),
    N_ ("List sets of variables, print one, or change it"), lore_command_environments },
  { "send", N_ ("TEMPLATE|FILE"), N_ ("Send a request and print what comes back"),
    lore_command_send },
  { "history", N_ ("[WORD]"), N_ ("List what was sent, the last first"),
    lore_command_history },
  { "peer", "", N_ ("Be the practice network for other programs to call"),
    lore_command_peer },
  { "demo", "", N_ ("Show a practice call from beginning to end"), lore_command_demo },
};

const LoreCommand *
lore_commands_get (gsize *ret_n)
{
  *ret_n = G_N_ELEMENTS (commands);
  return commands;
}

const LoreCommand *
lore_commands_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  return NULL;
}
