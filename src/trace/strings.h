/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Strings kept once each, for as long as the trace.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GHashTable *known;   /* owned: a set of the strings */
  GStringChunk *chunk; /* owned: their bytes */
  gsize memory;
} LoreStrings;

void lore_strings_init (LoreStrings *strings);
void lore_strings_clear (LoreStrings *strings);
const char *lore_strings_keep (LoreStrings *strings, const char *string); /* NULL stays */

G_END_DECLS
