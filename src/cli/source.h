/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a command is given to look at: files of any format, "-" for standard input.
 */
#pragma once

#include "cli/cli.h"
#include "formats/format.h"
#include "trace/finding.h"

G_BEGIN_DECLS

typedef struct
{
  const char *path; /* as the user wrote it; borrowed */
  LoreTrace *trace;
  LoreImportReport *report; /* NULL for a datagram */
  GPtrArray *findings;      /* NULL until they are asked for */
} LoreSource;

/* NULL with a LORE_PROBLEM. */
LoreSource *lore_source_read (const char *path, GError **error);
void lore_source_free (LoreSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreSource, lore_source_free)

/* What the trace says about @message besides what it says itself: borrowed, @ret_n of
 * them. The trace is looked through once. */
LoreFinding **
lore_source_get_findings (LoreSource *source, guint32 message, guint *ret_n);

/* A sentence of the catalogue about the file @path, on standard error. */
void
lore_cli_print_remark (const LoreCli *cli, const char *path, const char *id, char **args);

/* What the importer has to say, there too. */
void lore_source_print_remarks (const LoreCli *cli, const LoreSource *source);

/* FALSE with a LORE_PROBLEM when writing @out would put something else in the place of
 * the file that was read, under whatever name. */
gboolean lore_source_check_output (const LoreSource *source, GFile *out, GError **error);

/* Calls @func for each message of each file; goes on with the next file when one cannot
 * be read. With @datagrams each file is one message, whatever it holds. Returns the worst
 * status. */
typedef LoreExit (*LoreMessageFunc) (const LoreCli *cli, LoreSource *source,
                                     guint32 message);
LoreExit lore_source_for_each (const LoreCli *cli, char **paths, gboolean datagrams,
                               LoreMessageFunc func);

G_END_DECLS
