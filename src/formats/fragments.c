/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fragments.h"

#include <string.h>

#define UNFINISHED_MAX 512
#define DATAGRAM_MAX 65535

typedef struct
{
  LoreFragmentKey key;
  GByteArray *data;
  GByteArray *here; /* 1 for each byte that came */
  gsize n_here;
  gsize total; /* 0 until the last piece came */
} Datagram;

struct _LoreFragments
{
  GHashTable *by_key; /* borrowed key of the value → owned Datagram */
  GQueue order;       /* of Datagram, borrowed, oldest first */
  guint n_dropped;
};

static guint
key_hash (gconstpointer data)
{
  const LoreFragmentKey *key = data;
  guint hash = key->id * 2654435761u + key->protocol;

  for (gsize i = 0; i < sizeof key->source; i++)
    hash = hash * 31 + (key->source[i] ^ (key->destination[i] << 8));
  return hash;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const LoreFragmentKey *x = a;
  const LoreFragmentKey *y = b;

  return x->id == y->id && x->version == y->version && x->protocol == y->protocol
         && memcmp (x->source, y->source, sizeof x->source) == 0
         && memcmp (x->destination, y->destination, sizeof x->destination) == 0;
}

static void
datagram_free (gpointer data)
{
  Datagram *datagram = data;

  g_byte_array_unref (datagram->data);
  g_byte_array_unref (datagram->here);
  g_free (datagram);
}

LoreFragments *
lore_fragments_new (void)
{
  LoreFragments *fragments = g_new0 (LoreFragments, 1);

  fragments->by_key = g_hash_table_new_full (key_hash, key_equal, NULL, datagram_free);
  g_queue_init (&fragments->order);
  return fragments;
}

void
lore_fragments_free (LoreFragments *fragments)
{
  g_queue_clear (&fragments->order);
  g_hash_table_unref (fragments->by_key);
  g_free (fragments);
}

static void
forget (LoreFragments *fragments, Datagram *datagram)
{
  g_queue_remove (&fragments->order, datagram);
  g_hash_table_remove (fragments->by_key, &datagram->key);
}

static Datagram *
find_or_begin (LoreFragments *fragments, const LoreFragmentKey *key)
{
  Datagram *datagram = g_hash_table_lookup (fragments->by_key, key);

  if (datagram != NULL)
    return datagram;
  if (g_queue_get_length (&fragments->order) >= UNFINISHED_MAX)
    {
      forget (fragments, g_queue_peek_head (&fragments->order));
      fragments->n_dropped++;
    }
  datagram = g_new0 (Datagram, 1);
  datagram->key = *key;
  datagram->data = g_byte_array_new ();
  datagram->here = g_byte_array_new ();
  g_hash_table_insert (fragments->by_key, &datagram->key, datagram);
  g_queue_push_tail (&fragments->order, datagram);
  return datagram;
}

static void
grow (GByteArray *array, gsize len)
{
  gsize before = array->len;

  if (before >= len)
    return;
  g_byte_array_set_size (array, len);
  memset (array->data + before, 0, len - before);
}

GBytes *
lore_fragments_add (LoreFragments *fragments, const LoreFragmentKey *key, guint32 offset,
                    gboolean more, const guint8 *data, gsize len)
{
  Datagram *datagram;
  GBytes *whole;

  if (len == 0 || offset + len > DATAGRAM_MAX)
    return NULL;
  datagram = find_or_begin (fragments, key);
  grow (datagram->data, offset + len);
  grow (datagram->here, offset + len);
  for (gsize i = 0; i < len; i++)
    if (!datagram->here->data[offset + i])
      {
        /* What came first counts: a later piece that overlaps is a repetition. */
        datagram->here->data[offset + i] = 1;
        datagram->data->data[offset + i] = data[i];
        datagram->n_here++;
      }
  if (!more)
    datagram->total = offset + len;
  if (datagram->total == 0 || datagram->n_here < datagram->total)
    return NULL;
  whole = g_bytes_new (datagram->data->data, datagram->total);
  forget (fragments, datagram);
  return whole;
}

guint
lore_fragments_get_n_unfinished (LoreFragments *fragments)
{
  return fragments->n_dropped + g_queue_get_length (&fragments->order);
}
