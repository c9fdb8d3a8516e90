/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nonces.h"

#define WINDOW 64 /* bits of Nonce.seen */

typedef struct
{
  char *text;
  gint64 added_us;
  guint32 highest; /* count used so far */
  guint64 seen;    /* bit n: highest - n was used */
} Nonce;

/* Every nonce stands in both; the queue is in the order of age, oldest first. */
struct _LoreNonces
{
  GHashTable *by_text; /* borrows from the queue */
  GQueue by_age;
  gint64 lifetime_us;
  guint limit;
};

static void
nonce_free (Nonce *nonce)
{
  g_free (nonce->text);
  g_free (nonce);
}

LoreNonces *
lore_nonces_new (gint64 lifetime_us, guint limit)
{
  LoreNonces *nonces = g_new0 (LoreNonces, 1);

  g_return_val_if_fail (limit > 0, NULL);
  nonces->by_text = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&nonces->by_age);
  nonces->lifetime_us = lifetime_us;
  nonces->limit = limit;
  return nonces;
}

static gboolean
is_expired (LoreNonces *nonces, const Nonce *nonce, gint64 now_us)
{
  return now_us - nonce->added_us >= nonces->lifetime_us;
}

void
lore_nonces_add (LoreNonces *nonces, const char *text, gint64 now_us)
{
  Nonce *oldest, *nonce;

  g_return_if_fail (!g_hash_table_contains (nonces->by_text, text));
  while (
      (oldest = g_queue_peek_head (&nonces->by_age)) != NULL
      && (nonces->by_age.length >= nonces->limit || is_expired (nonces, oldest, now_us)))
    {
      g_hash_table_remove (nonces->by_text, oldest->text);
      nonce_free (g_queue_pop_head (&nonces->by_age));
    }
  nonce = g_new0 (Nonce, 1);
  nonce->text = g_strdup (text);
  nonce->added_us = now_us;
  g_queue_push_tail (&nonces->by_age, nonce);
  g_hash_table_insert (nonces->by_text, nonce->text, nonce);
}

LoreDigestVerdict
lore_nonces_use (LoreNonces *nonces, const char *text, guint32 count, gint64 now_us)
{
  Nonce *nonce = g_hash_table_lookup (nonces->by_text, text);
  guint32 behind;

  if (nonce == NULL || is_expired (nonces, nonce, now_us))
    return LORE_DIGEST_STALE;
  if (count == 0)
    return LORE_DIGEST_FINE;
  if (count > nonce->highest)
    {
      guint32 ahead = count - nonce->highest;

      nonce->seen = (ahead < WINDOW ? nonce->seen << ahead : 0) | 1;
      nonce->highest = count;
      return LORE_DIGEST_FINE;
    }
  behind = nonce->highest - count;
  if (behind >= WINDOW || (nonce->seen >> behind & 1))
    return LORE_DIGEST_REPLAYED;
  nonce->seen |= G_GUINT64_CONSTANT (1) << behind;
  return LORE_DIGEST_FINE;
}

void
lore_nonces_free (LoreNonces *nonces)
{
  g_hash_table_unref (nonces->by_text);
  g_queue_clear_full (&nonces->by_age, (GDestroyNotify)nonce_free);
  g_free (nonces);
}
