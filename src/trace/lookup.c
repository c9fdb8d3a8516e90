/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/lookup.h"

#include <string.h>

#define FIRST_SLOTS 64u

#define BLOCK 32
#define LONG 128 /* bytes that are worth being hashed in blocks */

/* Bits that have no say in where the search begins. */
static inline guint8
tag_of (guint32 hash)
{
  return hash >> 24;
}

static guint32 *
slots_new (guint32 n)
{
  guint32 *slots = g_new (guint32, n);

  for (guint32 i = 0; i < n; i++)
    slots[i] = LORE_LOOKUP_NONE;
  return slots;
}

void
lore_lookup_init (LoreLookup *lookup, LoreLookupEqual equal, LoreLookupHash hash,
                  gpointer owner)
{
  lookup->slots = slots_new (FIRST_SLOTS);
  lookup->tags = g_malloc (FIRST_SLOTS);
  lookup->n_slots = FIRST_SLOTS;
  lookup->n_used = 0;
  lookup->equal = equal;
  lookup->hash = hash;
  lookup->owner = owner;
}

void
lore_lookup_clear (LoreLookup *lookup)
{
  g_clear_pointer (&lookup->slots, g_free);
  g_clear_pointer (&lookup->tags, g_free);
}

guint32
lore_lookup_find (LoreLookup *lookup, guint32 hash, gconstpointer key)
{
  guint32 mask = lookup->n_slots - 1;

  for (guint32 i = hash & mask; lookup->slots[i] != LORE_LOOKUP_NONE; i = (i + 1) & mask)
    if (lookup->tags[i] == tag_of (hash)
        && lookup->equal (lookup->owner, lookup->slots[i], key))
      return lookup->slots[i];
  return LORE_LOOKUP_NONE;
}

static void
put (LoreLookup *lookup, guint32 hash, guint32 id)
{
  guint32 mask = lookup->n_slots - 1;
  guint32 i = hash & mask;

  while (lookup->slots[i] != LORE_LOOKUP_NONE)
    i = (i + 1) & mask;
  lookup->slots[i] = id;
  lookup->tags[i] = tag_of (hash);
}

static void
grow (LoreLookup *lookup)
{
  g_autofree guint32 *slots = g_steal_pointer (&lookup->slots);
  guint32 n_slots = lookup->n_slots;

  g_free (lookup->tags);
  lookup->n_slots = n_slots * 2;
  lookup->slots = slots_new (lookup->n_slots);
  lookup->tags = g_malloc (lookup->n_slots);
  for (guint32 i = 0; i < n_slots; i++)
    if (slots[i] != LORE_LOOKUP_NONE)
      put (lookup, lookup->hash (lookup->owner, slots[i]), slots[i]);
}

void
lore_lookup_add (LoreLookup *lookup, guint32 hash, guint32 id)
{
  if (lookup->n_used >= lookup->n_slots / 5 * 4)
    grow (lookup);
  put (lookup, hash, id);
  lookup->n_used++;
}

void
lore_lookup_replace (LoreLookup *lookup, guint32 hash, guint32 old, guint32 id)
{
  guint32 mask = lookup->n_slots - 1;

  for (guint32 i = hash & mask; lookup->slots[i] != LORE_LOOKUP_NONE; i = (i + 1) & mask)
    if (lookup->slots[i] == old)
      {
        lookup->slots[i] = id;
        return;
      }
  g_assert_not_reached ();
}

gsize
lore_lookup_get_memory (const LoreLookup *lookup)
{
  return lookup->n_slots * (sizeof (guint32) + 1);
}

static inline guint64
mix (guint64 hash, guint64 number)
{
  hash = (hash << 5 | hash >> 59) ^ number;
  return hash * G_GUINT64_CONSTANT (0x517cc1b727220a95);
}

guint64
lore_hash_number (guint64 hash, guint64 number)
{
  return mix (hash, number);
}

static inline guint64
word_at (const guint8 *bytes)
{
  guint64 word;

  memcpy (&word, bytes, sizeof word);
  return word;
}

/* A multiplication waits for the one before it, so four chains run side by side. */
static guint64
hash_blocks (guint64 hash, const guint8 *bytes, gsize len)
{
  guint64 a = hash, b = hash + 1, c = hash + 2, d = hash + 3;

  for (const guint8 *end = bytes + len; bytes < end; bytes += BLOCK)
    {
      a = mix (a, word_at (bytes));
      b = mix (b, word_at (bytes + 8));
      c = mix (c, word_at (bytes + 16));
      d = mix (d, word_at (bytes + 24));
    }
  return mix (mix (mix (mix (hash, a), b), c), d);
}

/* Eight bytes at a time, and more where there are many: whole messages are hashed, too.
 */
guint64
lore_hash_bytes (guint64 hash, gconstpointer data, gsize len)
{
  const guint8 *bytes = data;
  guint64 last = 0;
  gsize at = 0;

  if (len >= LONG)
    {
      at = len - len % BLOCK;
      hash = hash_blocks (hash, bytes, at);
    }
  for (; at + sizeof last < len; at += sizeof last)
    hash = mix (hash, word_at (bytes + at));
  /* Some of the word before once more, rather than byte after byte. */
  if (len >= sizeof last)
    last = word_at (bytes + len - sizeof last);
  else if (len > 0)
    memcpy (&last, bytes, len);
  return mix (mix (hash, last), len);
}

/* The table masks off the low bits, so all bits must have a say in them. */
guint32
lore_hash_finish (guint64 hash)
{
  hash ^= hash >> 32;
  hash *= G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  return (guint32)(hash ^ (hash >> 32));
}

guint32
lore_hash_whole (gconstpointer data, gsize len)
{
  return lore_hash_finish (lore_hash_bytes (LORE_HASH_START, data, len));
}
