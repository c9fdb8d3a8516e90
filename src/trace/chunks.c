/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/chunks.h"

void
lore_chunks_init (LoreChunks *chunks, gsize chunk_size)
{
  chunks->top = g_new0 (gpointer *, LORE_CHUNK_FAN);
  chunks->chunk_size = chunk_size;
  chunks->memory = LORE_CHUNK_FAN * sizeof (gpointer);
  chunks->n_chunks = 0;
}

void
lore_chunks_clear (LoreChunks *chunks)
{
  for (guint i = 0; i < chunks->n_chunks; i++)
    g_free (chunks->top[i / LORE_CHUNK_FAN][i % LORE_CHUNK_FAN]);
  for (guint i = 0; i < LORE_CHUNK_FAN && chunks->top[i] != NULL; i++)
    g_free (chunks->top[i]);
  g_clear_pointer (&chunks->top, g_free);
}

gpointer
lore_chunks_ensure (LoreChunks *chunks, guint32 row)
{
  guint32 chunk = row >> LORE_CHUNK_BITS;
  gpointer **middle = &chunks->top[chunk / LORE_CHUNK_FAN];

  if (chunk < chunks->n_chunks)
    return (*middle)[chunk % LORE_CHUNK_FAN];

  g_assert (chunk == chunks->n_chunks);
  if (*middle == NULL)
    {
      *middle = g_new0 (gpointer, LORE_CHUNK_FAN);
      chunks->memory += LORE_CHUNK_FAN * sizeof (gpointer);
    }
  (*middle)[chunk % LORE_CHUNK_FAN] = g_malloc0 (chunks->chunk_size);
  chunks->memory += chunks->chunk_size;
  chunks->n_chunks++;
  return (*middle)[chunk % LORE_CHUNK_FAN];
}
