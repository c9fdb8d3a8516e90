/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/feed.h"

#include <string.h>

/* Small enough for a processor's second cache, large enough that reading costs little. */
#define STEP (128 * 1024)

struct _LoreFeed
{
  LoreIntake *intake; /* borrowed */

  guint8 *buffer; /* owned */
  gsize size;
  gsize at; /* the next byte */
  gsize end;
};

LoreFeed *
lore_feed_new (LoreIntake *intake)
{
  LoreFeed *feed = g_new0 (LoreFeed, 1);

  feed->intake = intake;
  feed->size = STEP;
  feed->buffer = g_malloc (feed->size);
  return feed;
}

void
lore_feed_free (LoreFeed *feed)
{
  g_free (feed->buffer);
  g_free (feed);
}

/* Moves what is left to the front and reads on. Room is made as bytes come: what a
 * damaged length asks for does not cost memory that the file cannot fill. */
static gboolean
read_on (LoreFeed *feed)
{
  gsize n;

  memmove (feed->buffer, feed->buffer + feed->at, feed->end - feed->at);
  feed->end -= feed->at;
  feed->at = 0;
  if (feed->end == feed->size)
    {
      feed->size *= 2;
      feed->buffer = g_realloc (feed->buffer, feed->size);
    }
  n = lore_intake_read (feed->intake, feed->buffer + feed->end, feed->size - feed->end);
  feed->end += n;
  return n > 0;
}

const guint8 *
lore_feed_peek (LoreFeed *feed, gsize n)
{
  while (feed->end - feed->at < n)
    if (!read_on (feed))
      return NULL;
  return feed->buffer + feed->at;
}

const guint8 *
lore_feed_take (LoreFeed *feed, gsize n)
{
  const guint8 *taken = lore_feed_peek (feed, n);

  if (taken != NULL)
    feed->at += n;
  return taken;
}

gboolean
lore_feed_at_end (LoreFeed *feed)
{
  return lore_feed_peek (feed, 1) == NULL;
}
