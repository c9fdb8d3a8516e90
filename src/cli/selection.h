/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The option --filter, of every command that looks at the messages of a file. A filter
 * that is NULL lets all pass.
 */
#pragma once

#include "cli/cli.h"
#include "trace/filter.h"

#include <glib/gi18n-lib.h>

G_BEGIN_DECLS

/* A row of a command's options; @expression is a char *. */
#define LORE_SELECTION_ENTRY(expression)                                                 \
  {                                                                                      \
    "filter", 'F', 0, G_OPTION_ARG_STRING, &(expression),                                \
        N_ ("Only messages for which this holds, as in “method == INVITE and not "     \
            "retransmission”, “status >= 400”, “from ~ alice”"),                         \
        N_ ("EXPRESSION")                                                                \
  }

/* @expression may be NULL. FALSE with a LORE_PROBLEM_USAGE. */
gboolean
lore_selection_parse (const char *expression, LoreFilter **ret_filter, GError **error);

gboolean lore_selection_has (LoreFilter *filter, LoreTrace *trace, guint32 message);

/* For each call whether one of its messages passes; the caller's. */
gboolean *lore_selection_dup_calls (LoreFilter *filter, LoreTrace *trace);

/* A trace of the messages that pass, the caller's. */
LoreTrace *lore_selection_dup_trace (LoreFilter *filter, LoreTrace *trace);

G_END_DECLS
