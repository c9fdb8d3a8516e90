/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two texts line by line: which lines only the first has, which only the second, which
 * both. Spans point into the text they come from, without the line's end.
 */
#pragma once

#include "sip/cursor.h"

G_BEGIN_DECLS

typedef enum
{
  LORE_DIFF_BOTH,
  LORE_DIFF_REMOVED, /* only the first has it */
  LORE_DIFF_ADDED,   /* only the second has it */
} LoreDiffKind;

typedef struct
{
  LoreDiffKind kind;
  SipSpan line;    /* in the first text if REMOVED, else in the second */
  SipSpan changed; /* of a line that replaces or is replaced by one that begins alike: the
                    * bytes that differ; otherwise the whole line */
} LoreDiffLine;

/* Of LoreDiffLine; the caller's. Lines end with LF or CRLF. */
GArray *lore_line_diff (const guint8 *before, gsize before_len, const guint8 *after,
                        gsize after_len);

G_END_DECLS
