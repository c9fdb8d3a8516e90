/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows that never move. A table of any length is cut into chunks of LORE_CHUNK_ROWS rows,
 * found through two levels of pointers: no row is ever copied to grow, a pointer to one
 * stays good as long as the table, and 2³² rows fit. A chunk is what its owner makes of
 * it: an array of records, or a struct of arrays, one a column.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LORE_CHUNK_BITS 10
#define LORE_CHUNK_ROWS (1u << LORE_CHUNK_BITS)
#define LORE_CHUNK_MASK (LORE_CHUNK_ROWS - 1)
#define LORE_CHUNK_FAN 2048u /* 2048 × 2048 × 1024 = 2³² */

typedef struct
{
  gpointer **top; /* LORE_CHUNK_FAN pointers to LORE_CHUNK_FAN chunks each */
  GPtrArray
      *pages; /* owned: of the chunks behind the first n_small, which are their own */
  gsize chunk_size;
  gsize memory;
  guint n_chunks;
  guint n_small;
} LoreChunks;

/* @chunk_size: bytes of LORE_CHUNK_ROWS rows. */
void lore_chunks_init (LoreChunks *chunks, gsize chunk_size);
void lore_chunks_clear (LoreChunks *chunks);

/* The chunk that holds @row, zeroed when it is new; @row at most one chunk past the end.
 */
gpointer lore_chunks_ensure (LoreChunks *chunks, guint32 row);

/* The chunk that holds @row, which exists. */
static inline gpointer
lore_chunks_get (const LoreChunks *chunks, guint32 row)
{
  guint32 chunk = row >> LORE_CHUNK_BITS;

  return chunks->top[chunk / LORE_CHUNK_FAN][chunk % LORE_CHUNK_FAN];
}

/* Row @row of a table whose chunks are arrays of @Type. */
#define LORE_CHUNKS_ROW(chunks, Type, row)                                               \
  (&((Type *)lore_chunks_get ((chunks), (row)))[(row)&LORE_CHUNK_MASK])

G_END_DECLS
