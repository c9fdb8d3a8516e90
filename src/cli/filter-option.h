/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The option --filter, of every command that looks at the messages of a file. A filter
 * that is NULL lets all pass.
 */
#pragma once

#include "cli/source.h"
#include "trace/filter.h"

#include <glib/gi18n-lib.h>

G_BEGIN_DECLS

/* A row of a command's options; @expression is a char *. */
#define LORE_FILTER_OPTION_ENTRY(expression)                                             \
  {                                                                                      \
    "filter", 'F', 0, G_OPTION_ARG_STRING, &(expression),                                \
        N_ ("Only messages for which this holds, as in “method == INVITE and not "     \
            "retransmission”, “status >= 400”, “from ~ alice”"),                         \
        N_ ("EXPRESSION")                                                                \
  }

/* @expression may be NULL. FALSE with a LORE_PROBLEM_USAGE. */
gboolean lore_filter_option_parse (const char *expression, LoreFilter **ret_filter,
                                   GError **error);

/* The same, and then the file it is for. NULL with a LORE_PROBLEM. */
LoreSource *lore_filter_option_read (const char *path, const char *expression,
                                     LoreFilter **ret_filter, GError **error);

gboolean lore_filter_option_has (LoreFilter *filter, LoreTrace *trace, guint32 message);

/* For each call whether one of its messages passes; the caller's. */
gboolean *lore_filter_option_dup_calls (LoreFilter *filter, LoreTrace *trace);

/* A trace of the messages that pass, the caller's. */
LoreTrace *lore_filter_option_dup_trace (LoreFilter *filter, LoreTrace *trace);

G_END_DECLS
