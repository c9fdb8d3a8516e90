/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "formats/feed.h"

#include <string.h>

#define SIZE (1000 * 1000)

static LoreIntake *
make_input (guint8 **ret_data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (GBytes) bytes = NULL;
  guint8 *data = g_malloc (SIZE);

  for (gsize i = 0; i < SIZE; i++)
    data[i] = g_rand_int (rand);
  bytes = g_bytes_new_take (data, SIZE);
  *ret_data = g_memdup2 (data, SIZE);
  return lore_intake_new (bytes, NULL);
}

/* Pieces of all sizes, larger ones than the window too, are what stands in the file. */
static void
test_pieces (void)
{
  g_autofree guint8 *data = NULL;
  g_autoptr (LoreIntake) intake = make_input (&data);
  g_autoptr (LoreFeed) feed = lore_feed_new (intake);
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  gsize at = 0;

  while (at < SIZE)
    {
      gsize n = 1u << g_rand_int_range (rand, 0, 19);

      n = MIN (n, SIZE - at);
      g_assert_cmpmem (lore_feed_peek (feed, n), n, data + at, n);
      g_assert_cmpmem (lore_feed_take (feed, n), n, data + at, n);
      at += n;
    }
  g_assert_true (lore_feed_at_end (feed));
  g_assert_cmpuint (intake->n_read, ==, SIZE);
}

/* What is not all there is not taken. */
static void
test_end (void)
{
  g_autofree guint8 *data = NULL;
  g_autoptr (LoreIntake) intake = make_input (&data);
  g_autoptr (LoreFeed) feed = lore_feed_new (intake);

  g_assert_nonnull (lore_feed_take (feed, SIZE - 3));
  g_assert_null (lore_feed_take (feed, 4));
  g_assert_null (lore_feed_peek (feed, G_MAXUINT32));
  g_assert_false (lore_feed_at_end (feed));
  g_assert_cmpmem (lore_feed_take (feed, 3), 3, data + SIZE - 3, 3);
  g_assert_true (lore_feed_at_end (feed));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed/pieces", test_pieces);
  g_test_add_func ("/feed/end", test_end);
  return g_test_run ();
}
