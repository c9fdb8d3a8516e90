/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nonces.h"

#define SECOND G_USEC_PER_SEC

/* Rows follow each other: nonce "n" is given out at 0 and lives for 60 s. */
static void
test_use (void)
{
  static const struct
  {
    const char *nonce;
    guint32 count;
    gint64 now;
    LoreDigestVerdict verdict;
    const char *why;
  } rows[] = {
    { "m", 1, 0, LORE_DIGEST_STALE, "never given out" },
    { "n", 1, 0, LORE_DIGEST_FINE, "the first request" },
    { "n", 1, 1, LORE_DIGEST_REPLAYED, "again" },
    { "n", 2, 1, LORE_DIGEST_FINE, "the next" },
    { "n", 5, 2, LORE_DIGEST_FINE, "two are still on their way" },
    { "n", 3, 2, LORE_DIGEST_FINE, "one of them, overtaken" },
    { "n", 3, 2, LORE_DIGEST_REPLAYED, "and again" },
    { "n", 5, 2, LORE_DIGEST_REPLAYED, "the newest again" },
    { "n", 0, 3, LORE_DIGEST_FINE, "no qop, no count" },
    { "n", 68, 4, LORE_DIGEST_FINE, "63 ahead" },
    { "n", 5, 4, LORE_DIGEST_REPLAYED, "still remembered" },
    { "n", 6, 4, LORE_DIGEST_FINE, "still to be told from a replay" },
    { "n", 4, 4, LORE_DIGEST_REPLAYED, "too far behind to know" },
    { "n", 200, 5, LORE_DIGEST_FINE, "a leap forgets what was before" },
    { "n", 137, 5, LORE_DIGEST_FINE, "the oldest of the window" },
    { "n", 136, 5, LORE_DIGEST_REPLAYED, "one older" },
    { "n", G_MAXUINT32, 6, LORE_DIGEST_FINE, "the last count there is" },
    { "n", G_MAXUINT32, 6, LORE_DIGEST_REPLAYED, "is one too" },
    { "n", 201, 59, LORE_DIGEST_REPLAYED, "far behind, but not too old" },
    { "n", G_MAXUINT32 - 1, 60, LORE_DIGEST_STALE, "a minute is over" },
  };
  g_autoptr (LoreNonces) nonces = lore_nonces_new (60 * SECOND, 8);

  lore_nonces_add (nonces, "n", 0);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].why);
      g_assert_cmpint (
          lore_nonces_use (nonces, rows[i].nonce, rows[i].count, rows[i].now * SECOND),
          ==, rows[i].verdict);
    }
}

/* A flood of challenges pushes out the oldest; the newest always works. */
static void
test_limit (void)
{
  g_autoptr (LoreNonces) nonces = lore_nonces_new (60 * SECOND, 3);

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *nonce = g_strdup_printf ("%u", i);

      lore_nonces_add (nonces, nonce, i);
    }
  g_assert_cmpint (lore_nonces_use (nonces, "996", 1, 1000), ==, LORE_DIGEST_STALE);
  g_assert_cmpint (lore_nonces_use (nonces, "997", 1, 1000), ==, LORE_DIGEST_FINE);
  g_assert_cmpint (lore_nonces_use (nonces, "999", 1, 1000), ==, LORE_DIGEST_FINE);
}

/* What is too old makes room before what is not. */
static void
test_lifetime (void)
{
  g_autoptr (LoreNonces) nonces = lore_nonces_new (10 * SECOND, 2);

  lore_nonces_add (nonces, "a", 0);
  lore_nonces_add (nonces, "b", 5 * SECOND);
  lore_nonces_add (nonces, "c", 11 * SECOND);
  g_assert_cmpint (lore_nonces_use (nonces, "a", 1, 11 * SECOND), ==, LORE_DIGEST_STALE);
  g_assert_cmpint (lore_nonces_use (nonces, "b", 1, 11 * SECOND), ==, LORE_DIGEST_FINE);
  g_assert_cmpint (lore_nonces_use (nonces, "b", 2, 15 * SECOND), ==, LORE_DIGEST_STALE);
  g_assert_cmpint (lore_nonces_use (nonces, "c", 1, 20 * SECOND), ==, LORE_DIGEST_FINE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nonces/use", test_use);
  g_test_add_func ("/nonces/limit", test_limit);
  g_test_add_func ("/nonces/lifetime", test_lifetime);
  return g_test_run ();
}
