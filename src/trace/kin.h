/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which earlier messages one is worth holding against, line by line.
 */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

typedef enum
{
  LORE_KIN_ORIGINAL,    /* the one it repeats, byte for byte if all is well */
  LORE_KIN_HOP,         /* the same one before the element that sent this passed it on */
  LORE_KIN_PREDECESSOR, /* the last of its method (and kind) from the same to the same */
  LORE_KIN_PREVIOUS,    /* whatever came before it in its call */
  LORE_N_KINS
} LoreKin;

/* LORE_ID_NONE where there is none. */
void
lore_trace_find_kins (LoreTrace *trace, guint32 message, guint32 ret_kins[LORE_N_KINS]);

G_END_DECLS
