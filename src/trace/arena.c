/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/arena.h"

#include "trace/pages.h"

#include <string.h>

#define BLOCK (64 * 1024)

/* What is larger than this has a block of its own, so that little of a block is wasted.
 */
#define LARGE (BLOCK / 16)

void
lore_arena_init (LoreArena *arena)
{
  arena->blocks = g_ptr_array_new_with_free_func (g_free);
  arena->pages = g_ptr_array_new_with_free_func (lore_page_free);
  arena->at = NULL;
  arena->left = 0;
  arena->memory = 0;
}

void
lore_arena_clear (LoreArena *arena)
{
  g_clear_pointer (&arena->blocks, g_ptr_array_unref);
  g_clear_pointer (&arena->pages, g_ptr_array_unref);
}

void
lore_arena_adopt (LoreArena *arena, LoreArena *other)
{
  g_ptr_array_extend_and_steal (arena->blocks, g_steal_pointer (&other->blocks));
  g_ptr_array_extend_and_steal (arena->pages, g_steal_pointer (&other->pages));
  arena->memory += other->memory;
  lore_arena_init (other);
}

static guint8 *
add_block (LoreArena *arena, gsize size)
{
  guint8 *block = g_malloc (size);

  g_ptr_array_add (arena->blocks, block);
  arena->memory += size;
  return block;
}

/* Begins another block, or a page once there are many. */
static void
begin_block (LoreArena *arena)
{
  if (arena->memory < LORE_PAGES_FROM)
    {
      arena->at = add_block (arena, BLOCK);
      arena->left = BLOCK;
      return;
    }
  arena->at = lore_page_new ();
  arena->left = LORE_PAGE_SIZE;
  arena->memory += LORE_PAGE_SIZE;
  g_ptr_array_add (arena->pages, arena->at);
}

const guint8 *
lore_arena_add (LoreArena *arena, gconstpointer data, gsize len)
{
  guint8 *copy;

  if (len == 0)
    return (const guint8 *)"";
  if (len > LARGE)
    copy = add_block (arena, len);
  else
    {
      if (len > arena->left)
        begin_block (arena);
      copy = arena->at;
      arena->at += len;
      arena->left -= len;
    }
  memcpy (copy, data, len);
  return copy;
}
