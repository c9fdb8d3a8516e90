/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The time that stands beside a row or a message.
 */
#pragma once

#include "trace/layout.h"

G_BEGIN_DECLS

typedef enum
{
  LORE_STAMP_SINCE_FIRST,    /* seconds since the first row shown */
  LORE_STAMP_SINCE_PREVIOUS, /* since the row before */
  LORE_STAMP_ABSOLUTE,       /* local time of day; since the first where none is known */
  LORE_N_STAMPS
} LoreStamp;

/* @us is lab time, @previous_us that of what came before, @message whose time of day is
 * meant (or LORE_ID_NONE); the caller's. */
char *lore_stamp_dup (LoreLayout *layout, LoreStamp stamp, gint64 us, gint64 previous_us,
                      guint32 message);

/* The same for row @row. */
char *lore_stamp_dup_for_row (LoreLayout *layout, LoreStamp stamp, LoreRow *row);

G_END_DECLS
