/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/arena.h"
#include "trace/chunks.h"
#include "trace/lookup.h"
#include "trace/pages.h"

#include <string.h>

/* A row keeps its address while a hundred thousand others come. */
static void
test_rows_never_move (void)
{
  LoreChunks chunks;
  guint64 *first;

  lore_chunks_init (&chunks, LORE_CHUNK_ROWS * sizeof (guint64));
  lore_chunks_ensure (&chunks, 0);
  first = LORE_CHUNKS_ROW (&chunks, guint64, 0);
  for (guint32 i = 0; i < 100000; i++)
    {
      lore_chunks_ensure (&chunks, i);
      g_assert_cmpuint (*LORE_CHUNKS_ROW (&chunks, guint64, i), ==, 0);
      *LORE_CHUNKS_ROW (&chunks, guint64, i) = i;
    }
  g_assert_true (first == LORE_CHUNKS_ROW (&chunks, guint64, 0));
  for (guint32 i = 0; i < 100000; i++)
    g_assert_cmpuint (*LORE_CHUNKS_ROW (&chunks, guint64, i), ==, i);
  g_assert_cmpuint (chunks.memory, <, 2 * 100000 * sizeof (guint64));
  lore_chunks_clear (&chunks);
}

static void
test_bytes_never_move (void)
{
  g_autofree guint8 *large = g_malloc0 (70000);
  const guint8 *small, *big;
  LoreArena arena;

  lore_arena_init (&arena);
  small = lore_arena_add (&arena, "small", 5);
  big = lore_arena_add (&arena, large, 70000);
  for (guint i = 0; i < 100000; i++)
    lore_arena_add (&arena, "another", 7);
  g_assert_cmpmem (small, 5, "small", 5);
  g_assert_cmpmem (big, 70000, large, 70000);
  g_assert_nonnull (lore_arena_add (&arena, NULL, 0));
  lore_arena_clear (&arena);
}

/* What is behind the first small blocks lies in large pages, and can change hands. */
static void
test_large (void)
{
  const guint n = 3 * LORE_PAGES_FROM / 4096;
  g_autofree const guint8 **copies = g_new (const guint8 *, n);
  guint8 piece[4096];
  LoreArena from, arena;
  LoreChunks chunks;

  lore_arena_init (&arena);
  lore_arena_init (&from);
  for (guint i = 0; i < n; i++)
    {
      memset (piece, i, sizeof piece);
      copies[i] = lore_arena_add (&from, piece, sizeof piece);
    }
  lore_arena_adopt (&arena, &from);
  g_assert_cmpuint (from.memory, ==, 0);
  lore_arena_clear (&from);
  for (guint i = 0; i < n; i++)
    {
      memset (piece, i, sizeof piece);
      g_assert_cmpmem (copies[i], sizeof piece, piece, sizeof piece);
    }
  g_assert_cmpuint (arena.memory, <, n * sizeof piece + 2 * LORE_PAGE_SIZE);
  lore_arena_clear (&arena);

  lore_chunks_init (&chunks, LORE_CHUNK_ROWS * sizeof piece / 64);
  for (guint32 i = 0; i < 64 * n; i++)
    {
      guint32 *row;

      lore_chunks_ensure (&chunks, i);
      row = (guint32 *)lore_chunks_get (&chunks, i) + (i & LORE_CHUNK_MASK) * 16;
      g_assert_cmpuint (*row, ==, 0);
      *row = i;
    }
  for (guint32 i = 0; i < 64 * n; i++)
    g_assert_cmpuint (
        ((guint32 *)lore_chunks_get (&chunks, i))[(i & LORE_CHUNK_MASK) * 16], ==, i);
  lore_chunks_clear (&chunks);
}

typedef struct
{
  guint32 keys[2000];
} Owner;

static gboolean
owner_equal (gpointer data, guint32 id, gconstpointer key)
{
  return ((Owner *)data)->keys[id] == *(const guint32 *)key;
}

/* A poor hash on purpose: ids of different keys meet in one slot. */
static guint32
owner_hash (gpointer data, guint32 id)
{
  return ((Owner *)data)->keys[id] / 4;
}

static void
test_lookup (void)
{
  g_autofree Owner *owner = g_new0 (Owner, 1);
  LoreLookup lookup;
  guint32 key;

  lore_lookup_init (&lookup, owner_equal, owner_hash, owner);
  for (guint32 i = 0; i < 1000; i++)
    {
      owner->keys[i] = i * 7;
      g_assert_cmpuint (lore_lookup_find (&lookup, owner->keys[i] / 4, &owner->keys[i]),
                        ==, LORE_LOOKUP_NONE);
      lore_lookup_add (&lookup, owner->keys[i] / 4, i);
    }
  for (guint32 i = 0; i < 1000; i++)
    g_assert_cmpuint (lore_lookup_find (&lookup, owner->keys[i] / 4, &owner->keys[i]), ==,
                      i);
  owner->keys[1000] = owner->keys[500];
  key = owner->keys[500];
  lore_lookup_replace (&lookup, key / 4, 500, 1000);
  g_assert_cmpuint (lore_lookup_find (&lookup, key / 4, &key), ==, 1000);
  lore_lookup_clear (&lookup);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chunks/rows-never-move", test_rows_never_move);
  g_test_add_func ("/chunks/bytes-never-move", test_bytes_never_move);
  g_test_add_func ("/chunks/large", test_large);
  g_test_add_func ("/chunks/lookup", test_lookup);
  return g_test_run ();
}
