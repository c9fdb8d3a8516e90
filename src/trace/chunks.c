/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/chunks.h"

#include "trace/pages.h"

void
lore_chunks_init (LoreChunks *chunks, gsize chunk_size)
{
  chunks->top = g_new0 (gpointer *, LORE_CHUNK_FAN);
  chunks->chunk_size = chunk_size;
  chunks->memory = LORE_CHUNK_FAN * sizeof (gpointer);
  chunks->pages = g_ptr_array_new_with_free_func (lore_page_free);
  chunks->n_chunks = 0;
  chunks->n_small = 0;
}

void
lore_chunks_clear (LoreChunks *chunks)
{
  g_clear_pointer (&chunks->pages, g_ptr_array_unref);
  for (guint i = 0; i < chunks->n_small; i++)
    g_free (chunks->top[i / LORE_CHUNK_FAN][i % LORE_CHUNK_FAN]);
  for (guint i = 0; i < LORE_CHUNK_FAN && chunks->top[i] != NULL; i++)
    g_free (chunks->top[i]);
  g_clear_pointer (&chunks->top, g_free);
}

/* Another chunk; as many as fit share a page once the table is large. */
static gpointer
add_chunk (LoreChunks *chunks)
{
  guint in_page = LORE_PAGE_SIZE / chunks->chunk_size;
  guint at;

  if (chunks->memory < LORE_PAGES_FROM || in_page < 2)
    {
      chunks->memory += chunks->chunk_size;
      chunks->n_small++;
      return g_malloc0 (chunks->chunk_size);
    }
  at = (chunks->n_chunks - chunks->n_small) % in_page;
  if (at == 0)
    {
      g_ptr_array_add (chunks->pages, lore_page_new ());
      chunks->memory += LORE_PAGE_SIZE;
    }
  return (guint8 *)g_ptr_array_index (chunks->pages, chunks->pages->len - 1)
         + at * chunks->chunk_size;
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
  (*middle)[chunk % LORE_CHUNK_FAN] = add_chunk (chunks);
  chunks->n_chunks++;
  return (*middle)[chunk % LORE_CHUNK_FAN];
}
