/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * siplore-cli: one file a command, one row each in commands.c. A command reads its own
 * arguments, prints to standard output and returns the exit status.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  LORE_EXIT_FINE = 0,
  LORE_EXIT_FOUND = 1, /* something is wrong with what was looked at */
  LORE_EXIT_USAGE = 2,
  LORE_EXIT_FAILED = 3, /* a file or the network */
} LoreExit;

/* What the options common to all commands say. */
typedef struct
{
  const char *language;     /* "en", "zh_CN", "both" */
  const char *const *words; /* the catalogue's languages for it */
  gboolean json;
  gboolean colour;
} LoreCli;

typedef struct
{
  const char *name;
  const char *arguments; /* "FILE…" */
  const char *summary;   /* to be translated */
  LoreExit (*run) (const LoreCli *cli, int argc, char **argv);
} LoreCommand;

const LoreCommand *lore_commands_get (gsize *ret_n);
const LoreCommand *lore_commands_find (const char *name);

/* Parses the options of a command out of argv (argv[0] is its name), which then holds its
 * arguments only: at least @least and, unless that is -1, at most @most. FALSE when the
 * command is to return *ret_status: help was asked for and printed, or the usage was
 * wrong and was told. */
gboolean
lore_cli_parse (const LoreCli *cli, int *argc, char ***argv, const GOptionEntry *entries,
                int least, int most, LoreExit *ret_status);

/* Says on standard error what happened and what to do, in the languages chosen, and
 * returns the exit status for it. */
LoreExit lore_cli_fail (const LoreCli *cli, const GError *error);

/* "127.0.0.1:5060", "[::1]", "5060", ":0": what to bind. @ret_host is NULL where only a
 * port is named. LORE_PROBLEM "usage-address". */
gboolean lore_cli_parse_address (const char *text, char **ret_host, guint16 *ret_port,
                                 GError **error);

/* "tcp" as a Via names it, "TCP"; the caller's. LORE_PROBLEM "transport-unavailable". */
char *lore_cli_parse_transport (const char *text, GError **error);

#define LORE_COMMANDS                                                                    \
  LORE_COMMAND (show)                                                                    \
  LORE_COMMAND (check)                                                                   \
  LORE_COMMAND (explain)                                                                 \
  LORE_COMMAND (compare_uri)                                                             \
  LORE_COMMAND (topics)                                                                  \
  LORE_COMMAND (calls)                                                                   \
  LORE_COMMAND (ladder)                                                                  \
  LORE_COMMAND (stats)                                                                   \
  LORE_COMMAND (convert)                                                                 \
  LORE_COMMAND (templates)                                                               \
  LORE_COMMAND (environments)                                                            \
  LORE_COMMAND (send)                                                                    \
  LORE_COMMAND (history)                                                                 \
  LORE_COMMAND (peer)                                                                    \
  LORE_COMMAND (demo)

#define LORE_COMMAND(name)                                                               \
  LoreExit lore_command_##name (const LoreCli *cli, int argc, char **argv);
LORE_COMMANDS
#undef LORE_COMMAND

G_END_DECLS
