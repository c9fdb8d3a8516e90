/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/string-store.h"

#include <string.h>

void
lore_string_store_init (LoreStringStore *strings)
{
  strings->known = g_hash_table_new (g_str_hash, g_str_equal);
  strings->chunk = g_string_chunk_new (1024);
  strings->memory = 0;
}

void
lore_string_store_clear (LoreStringStore *strings)
{
  g_clear_pointer (&strings->known, g_hash_table_unref);
  g_clear_pointer (&strings->chunk, g_string_chunk_free);
}

const char *
lore_string_store_keep (LoreStringStore *strings, const char *string)
{
  char *kept;

  if (string == NULL)
    return NULL;
  kept = g_hash_table_lookup (strings->known, string);
  if (kept == NULL)
    {
      kept = g_string_chunk_insert (strings->chunk, string);
      g_hash_table_add (strings->known, kept);
      strings->memory += strlen (string) + 1 + 3 * sizeof (gpointer);
    }
  return kept;
}
