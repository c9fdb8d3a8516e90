/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes that never move: the messages of a trace, one behind the other in large blocks.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *blocks; /* owned, from g_malloc() */
  GPtrArray *pages;  /* owned, large ones */
  guint8 *at;        /* the free rest of the last ordinary block */
  gsize left;
  gsize memory;
} LoreArena;

void lore_arena_init (LoreArena *arena);
void lore_arena_clear (LoreArena *arena);

/* What is in @other lives as long as @arena from now on; @other is empty. */
void lore_arena_adopt (LoreArena *arena, LoreArena *other);

/* A copy of @len bytes that lives as long as the arena; never NULL. */
const guint8 *lore_arena_add (LoreArena *arena, gconstpointer data, gsize len);

G_END_DECLS
