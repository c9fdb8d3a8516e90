/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/flights.h"

#include "trace/lookup.h"

#define CAPTURED_SLOTS 4096u

static guint
key_hash (gconstpointer data)
{
  const LoreFlightKey *key = data;
  guint64 hop = (guint64)key->source << 32 | key->destination;

  return lore_hash_finish (lore_hash_number (key->content, hop));
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const LoreFlightKey *left = a;
  const LoreFlightKey *right = b;

  return left->source == right->source && left->destination == right->destination
         && left->content == right->content && left->len == right->len;
}

static LoreFlightKey
key_of_message (LoreFlights *flights, guint32 message)
{
  const LoreMessageRow *row = lore_message_row (flights->messages, message);

  return (LoreFlightKey){ row->source, row->destination,
                          lore_hash_whole (row->data, row->len), row->len };
}

void
lore_flights_init (LoreFlights *flights, const LoreMessageStore *messages,
                   const LoreEventStore *events)
{
  flights->messages = messages;
  flights->events = events;
  flights->open =
      g_hash_table_new_full (key_hash, key_equal, g_free, (GDestroyNotify)g_queue_free);
  flights->last_sent = g_hash_table_new_full (key_hash, key_equal, g_free, NULL);
  flights->captured = NULL;
}

void
lore_flights_clear (LoreFlights *flights)
{
  g_clear_pointer (&flights->open, g_hash_table_unref);
  g_clear_pointer (&flights->last_sent, g_hash_table_unref);
  g_clear_pointer (&flights->captured, g_free);
}

void
lore_flights_depart (LoreFlights *flights, const LoreFlightKey *key, guint32 message)
{
  LoreFlightKey hop = { key->source, key->destination, 0, 0 };
  GQueue *queue = g_hash_table_lookup (flights->open, key);

  if (queue == NULL)
    {
      queue = g_queue_new ();
      g_hash_table_insert (flights->open, g_memdup2 (key, sizeof *key), queue);
    }
  g_queue_push_tail (queue, GUINT_TO_POINTER (message));
  g_hash_table_insert (flights->last_sent, g_memdup2 (&hop, sizeof hop),
                       GUINT_TO_POINTER (message));
}

static guint32
take (LoreFlights *flights, const LoreFlightKey *key, GQueue *queue, GList *link)
{
  guint32 message = GPOINTER_TO_UINT (link->data);

  g_queue_delete_link (queue, link);
  if (queue->length == 0)
    g_hash_table_remove (flights->open, key);
  return message;
}

guint32
lore_flights_land (LoreFlights *flights, const LoreFlightKey *key, gconstpointer data)
{
  GQueue *queue = g_hash_table_lookup (flights->open, key);

  /* All in one queue have the same hash; all but never the first has the same bytes. */
  for (GList *at = queue != NULL ? queue->head : NULL; at != NULL; at = at->next)
    if (lore_message_store_has_bytes (flights->messages, GPOINTER_TO_UINT (at->data),
                                      data, key->len))
      return take (flights, key, queue, at);
  return LORE_ID_NONE;
}

guint32
lore_flights_land_last (LoreFlights *flights, guint32 source, guint32 destination)
{
  LoreFlightKey hop = { source, destination, 0, 0 };
  gpointer found;
  GQueue *queue;
  GList *link;
  LoreFlightKey key;

  if (!g_hash_table_lookup_extended (flights->last_sent, &hop, NULL, &found))
    return LORE_ID_NONE;
  key = key_of_message (flights, GPOINTER_TO_UINT (found));
  queue = g_hash_table_lookup (flights->open, &key);
  link = queue != NULL ? queue->tail : NULL;
  if (link == NULL || link->data != found)
    return LORE_ID_NONE;
  return take (flights, &key, queue, link);
}

guint32
lore_flights_find_captured (LoreFlights *flights, const LoreFlightKey *key, gint64 lab_us,
                            gconstpointer data)
{
  const LoreCaptured *found;
  gint64 before_us;

  if (flights->captured == NULL)
    return LORE_ID_NONE;
  found = &flights->captured[key_hash (key) % CAPTURED_SLOTS];
  if (found->message == LORE_ID_NONE || !key_equal (&found->key, key)
      || !lore_message_store_has_bytes (flights->messages, found->message, data,
                                        key->len))
    return LORE_ID_NONE;
  before_us = lore_event_store_get_lab_us (
      flights->events, lore_message_row (flights->messages, found->message)->departure);
  return ABS (lab_us - before_us) <= LORE_DUPLICATE_US ? found->message : LORE_ID_NONE;
}

void
lore_flights_note_captured (LoreFlights *flights, const LoreFlightKey *key,
                            guint32 message)
{
  if (flights->captured == NULL)
    {
      flights->captured = g_new (LoreCaptured, CAPTURED_SLOTS);
      for (guint i = 0; i < CAPTURED_SLOTS; i++)
        flights->captured[i].message = LORE_ID_NONE;
    }
  flights->captured[key_hash (key) % CAPTURED_SLOTS] = (LoreCaptured){ *key, message };
}

gsize
lore_flights_get_memory (const LoreFlights *flights)
{
  const gsize entry = sizeof (LoreFlightKey) + 3 * sizeof (gpointer);

  return g_hash_table_size (flights->open) * (entry + sizeof (GQueue) + sizeof (GList))
         + g_hash_table_size (flights->last_sent) * entry
         + (flights->captured != NULL ? CAPTURED_SLOTS * sizeof (LoreCaptured) : 0);
}
