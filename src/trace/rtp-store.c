/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/rtp-store.h"

#include <string.h>

/* So few packets on ports that nobody announced may be anything. */
#define FEWEST 5

static const LoreRtpStream *
get_row (const LoreRtpStore *store, guint i)
{
  return g_ptr_array_index (store->rows, i);
}

void
lore_rtp_store_init (LoreRtpStore *store)
{
  store->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)lore_rtp_stream_free);
}

void
lore_rtp_store_clear (LoreRtpStore *store)
{
  g_clear_pointer (&store->rows, g_ptr_array_unref);
}

static int
compare_numbers (gint64 left, gint64 right)
{
  return (left > right) - (left < right);
}

static int
compare_streams (gconstpointer a, gconstpointer b)
{
  const LoreRtpStream *left = *(LoreRtpStream *const *)a;
  const LoreRtpStream *right = *(LoreRtpStream *const *)b;
  int order = compare_numbers (left->call, right->call);

  if (order == 0)
    order = compare_numbers (left->start_us, right->start_us);
  if (order == 0)
    order = compare_numbers (left->ssrc, right->ssrc);
  if (order == 0)
    order = strcmp (left->source, right->source);
  return order != 0 ? order : strcmp (left->destination, right->destination);
}

static gboolean
is_chance (const LoreRtpStream *stream)
{
  return stream->call == LORE_ID_NONE
         && (stream->n_packets < FEWEST || stream->n_lost > stream->n_packets);
}

void
lore_rtp_store_take (LoreRtpStore *store, GPtrArray *streams)
{
  gsize n;
  g_autofree gpointer *taken = g_ptr_array_steal (streams, &n);

  /* In their order, which sorting leaves to those that are alike. */
  for (gsize i = 0; i < n; i++)
    {
      LoreRtpStream *stream = taken[i];

      if (is_chance (stream))
        lore_rtp_stream_free (stream);
      else
        g_ptr_array_add (store->rows, stream);
    }
  g_ptr_array_sort (store->rows, compare_streams);
}

/* The first whose call is not below @call. */
static guint
find_first (const LoreRtpStore *store, guint32 call)
{
  guint low = 0;
  guint high = store->rows->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_row (store, middle)->call < call)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint
lore_rtp_store_find (const LoreRtpStore *store, guint32 call, guint *ret_n)
{
  guint first = find_first (store, call);
  guint n = 0;

  while (first + n < store->rows->len && get_row (store, first + n)->call == call)
    n++;
  *ret_n = n;
  return first;
}
