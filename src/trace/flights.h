/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One datagram, seen more than once. What left one element of ours is in the air until
 * the other has received it, a fault has taken it, or nobody turned out to be there; a
 * capture may hold the same packet twice. Both are one message, and neither is a
 * retransmission (that is a second datagram).
 */
#pragma once

#include "trace/event-store.h"
#include "trace/message-store.h"

G_BEGIN_DECLS

/* Captures that hold each packet twice (both ends of one wire, every interface of a
 * host) do so within this time; the fastest timer that repeats a message is a hundred
 * times slower (T1, RFC 3261 §17.1.1.1). */
#define LORE_DUPLICATE_US 5000

/* One datagram on one hop: what is looked for. */
typedef struct
{
  guint32 source;
  guint32 destination;
  guint32 content; /* of its LoreReading; 0 where only the hop counts */
  guint32 len;
} LoreFlightKey;

typedef struct
{
  LoreFlightKey key;
  guint32 message; /* LORE_ID_NONE: an empty slot */
} LoreCaptured;

typedef struct
{
  const LoreMessageStore *messages; /* borrowed */
  const LoreEventStore *events;     /* borrowed */
  GHashTable *open;                 /* owned: hop and content → GQueue of message ids */
  GHashTable *last_sent;            /* owned: hop → the last message sent over it */
  LoreCaptured *captured;           /* owned: one a slot, the last; or NULL */
} LoreFlights;

void lore_flights_init (LoreFlights *flights, const LoreMessageStore *messages,
                        const LoreEventStore *events);
void lore_flights_clear (LoreFlights *flights);

/* @message has left and is not there yet. */
void
lore_flights_depart (LoreFlights *flights, const LoreFlightKey *key, guint32 message);

/* The oldest message in the air that these bytes are; it is in the air no more.
 * LORE_ID_NONE when there is none. */
guint32
lore_flights_land (LoreFlights *flights, const LoreFlightKey *key, gconstpointer data);

/* The last message sent over this hop, if it is still in the air (it no longer is). */
guint32
lore_flights_land_last (LoreFlights *flights, guint32 source, guint32 destination);

/* The message captured a moment before @lab_us that these bytes are. */
guint32 lore_flights_find_captured (LoreFlights *flights, const LoreFlightKey *key,
                                    gint64 lab_us, gconstpointer data);
void lore_flights_note_captured (LoreFlights *flights, const LoreFlightKey *key,
                                 guint32 message);

gsize lore_flights_get_memory (const LoreFlights *flights);

G_END_DECLS
