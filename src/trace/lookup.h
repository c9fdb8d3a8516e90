/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ids found by what they stand for: an open-addressing table that holds the ids and a
 * byte of each hash, and asks its owner for everything else, who has it in a table
 * anyway.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LORE_LOOKUP_NONE G_MAXUINT32

/* Whether the row of @id has the key that is looked for. */
typedef gboolean (*LoreLookupEqual) (gpointer owner, guint32 id, gconstpointer key);
/* The hash of the key of row @id: asked when the table grows. */
typedef guint32 (*LoreLookupHash) (gpointer owner, guint32 id);

typedef struct
{
  guint32 *slots; /* ids or LORE_LOOKUP_NONE; a power of two of them */
  guint8 *tags;   /* of the hash of each id: few owners are asked in vain */
  guint32 n_slots;
  guint32 n_used;
  LoreLookupEqual equal;
  LoreLookupHash hash;
  gpointer owner;
} LoreLookup;

void lore_lookup_init (LoreLookup *lookup, LoreLookupEqual equal, LoreLookupHash hash,
                       gpointer owner);
void lore_lookup_clear (LoreLookup *lookup);

guint32 lore_lookup_find (LoreLookup *lookup, guint32 hash, gconstpointer key);
/* @hash will be looked for soon: its place is fetched meanwhile. */
static inline void
lore_lookup_foresee (const LoreLookup *lookup, guint32 hash)
{
  __builtin_prefetch (&lookup->slots[hash & (lookup->n_slots - 1)]);
  __builtin_prefetch (&lookup->tags[hash & (lookup->n_slots - 1)]);
}

/* The caller has seen that the key is not there. */
void lore_lookup_add (LoreLookup *lookup, guint32 hash, guint32 id);
/* @old, which stands under @hash, makes room for @id, whose key is the same. */
void lore_lookup_replace (LoreLookup *lookup, guint32 hash, guint32 old, guint32 id);
gsize lore_lookup_get_memory (const LoreLookup *lookup);

/* A hash being made: words are mixed in one after the other, then it is finished. */
#define LORE_HASH_START G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)
guint64 lore_hash_bytes (guint64 hash, gconstpointer data, gsize len);
guint64 lore_hash_number (guint64 hash, guint64 number);
guint32 lore_hash_finish (guint64 hash);
/* All three for one run of bytes. */
guint32 lore_hash_whole (gconstpointer data, gsize len);

G_END_DECLS
