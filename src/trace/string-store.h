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
} LoreStringStore;

void lore_string_store_init (LoreStringStore *strings);
void lore_string_store_clear (LoreStringStore *strings);
const char *
lore_string_store_keep (LoreStringStore *strings, const char *string); /* NULL stays */

G_END_DECLS
