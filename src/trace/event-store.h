/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The log itself, as columns: when, what kind, and a reference to either the message or
 * the details. A message event without details (all those of a file) costs 13 bytes.
 */
#pragma once

#include "trace/chunks.h"
#include "trace/event.h"
#include "trace/string-store.h"

G_BEGIN_DECLS

/* What an inner event says beyond its time; strings are the store's. */
typedef struct
{
  const char *element;
  const char *subject;
  const char *name;
  const char *from_state;
  const char *to_state;
  const char *rfc;
  gint64 duration_us;
  guint32 message; /* the message it is about or LORE_ID_NONE */
  guint32 source;  /* participants or LORE_ID_NONE */
  guint32 destination;
} LoreEventDetails;

typedef struct
{
  LoreChunks rows;
  LoreChunks details;
  LoreStringStore strings;
  GArray *epochs; /* owned, see event-store.c */
  guint n_details;
  guint n; /* published last: what is below it is complete */
} LoreEventStore;

void lore_event_store_init (LoreEventStore *store);
void lore_event_store_clear (LoreEventStore *store);

/* @message, @source, @destination: ids or LORE_ID_NONE. Returns the event's id. */
guint32 lore_event_store_add (LoreEventStore *store, const LoreEvent *event,
                              guint32 message, guint32 source, guint32 destination);

/* Ids of the next event, known before it is added. */
guint32 lore_event_store_get_next (const LoreEventStore *store);
LoreEventType lore_event_store_get_type (const LoreEventStore *store, guint32 event);
gint64 lore_event_store_get_lab_us (const LoreEventStore *store, guint32 event);
gint64 lore_event_store_get_unix_us (const LoreEventStore *store, guint32 event);
guint32 lore_event_store_get_message (const LoreEventStore *store, guint32 event);
/* NULL when there is nothing beyond the message. */
const LoreEventDetails *
lore_event_store_get_details (const LoreEventStore *store, guint32 event);
gsize lore_event_store_get_memory (const LoreEventStore *store);

G_END_DECLS
