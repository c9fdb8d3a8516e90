/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/event-store.h"

#include "trace/trace.h"

/* A bit of the type column: the reference leads to details, not to a message. */
#define HAS_DETAILS 0x80

typedef struct
{
  gint64 lab_us[LORE_CHUNK_ROWS];
  guint32 ref[LORE_CHUNK_ROWS];
  guint8 type[LORE_CHUNK_ROWS];
} EventChunk;

#define COLUMN(store, id, column)                                                        \
  (((EventChunk *)lore_chunks_get (&(store)->rows, (id)))->column[(id)&LORE_CHUNK_MASK])

/* From event @first on, UNIX time is lab time plus @offset_us. In a file that never
 * changes and in a live trace seldom, so the column of UNIX times is these few rows. */
typedef struct
{
  gint64 offset_us; /* LORE_TIME_UNKNOWN: not known */
  guint32 first;
} Epoch;

void
lore_event_store_init (LoreEventStore *store)
{
  lore_chunks_init (&store->rows, sizeof (EventChunk));
  lore_chunks_init (&store->details, LORE_CHUNK_ROWS * sizeof (LoreEventDetails));
  lore_string_store_init (&store->strings);
  store->epochs = g_array_new (FALSE, FALSE, sizeof (Epoch));
  store->n_details = 0;
  store->n = 0;
}

void
lore_event_store_clear (LoreEventStore *store)
{
  lore_chunks_clear (&store->rows);
  lore_chunks_clear (&store->details);
  lore_string_store_clear (&store->strings);
  g_clear_pointer (&store->epochs, g_array_unref);
}

static gboolean
has_details (const LoreEvent *event)
{
  return event->type > LORE_EVENT_DROPPED || event->element != NULL
         || event->subject != NULL || event->name != NULL || event->rfc != NULL;
}

static guint32
add_details (LoreEventStore *store, const LoreEvent *event, guint32 message,
             guint32 source, guint32 destination)
{
  guint32 id = store->n_details++;
  LoreEventDetails *details;

  lore_chunks_ensure (&store->details, id);
  details = LORE_CHUNKS_ROW (&store->details, LoreEventDetails, id);
  details->element = lore_string_store_keep (&store->strings, event->element);
  details->subject = lore_string_store_keep (&store->strings, event->subject);
  details->name = lore_string_store_keep (&store->strings, event->name);
  details->from_state = lore_string_store_keep (&store->strings, event->from_state);
  details->to_state = lore_string_store_keep (&store->strings, event->to_state);
  details->rfc = lore_string_store_keep (&store->strings, event->rfc);
  details->duration_us = event->duration_us;
  details->message = message;
  details->source = source;
  details->destination = destination;
  return id;
}

static void
note_epoch (LoreEventStore *store, guint32 id, const LoreEvent *event)
{
  Epoch epoch = { LORE_TIME_UNKNOWN, id };
  Epoch *last = store->epochs->len > 0
                    ? &g_array_index (store->epochs, Epoch, store->epochs->len - 1)
                    : NULL;

  if (event->unix_us != LORE_TIME_UNKNOWN)
    epoch.offset_us = event->unix_us - event->lab_us;
  if (last == NULL || last->offset_us != epoch.offset_us)
    g_array_append_val (store->epochs, epoch);
}

guint32
lore_event_store_add (LoreEventStore *store, const LoreEvent *event, guint32 message,
                      guint32 source, guint32 destination)
{
  guint32 id = store->n;

  lore_chunks_ensure (&store->rows, id);
  COLUMN (store, id, lab_us) = event->lab_us;
  COLUMN (store, id, type) = event->type;
  COLUMN (store, id, ref) = message;
  if (has_details (event))
    {
      COLUMN (store, id, type) |= HAS_DETAILS;
      COLUMN (store, id, ref) = add_details (store, event, message, source, destination);
    }
  note_epoch (store, id, event);
  g_atomic_int_set (&store->n, id + 1);
  return id;
}

guint32
lore_event_store_get_next (const LoreEventStore *store)
{
  return store->n;
}

LoreEventType
lore_event_store_get_type (const LoreEventStore *store, guint32 event)
{
  return COLUMN (store, event, type) & ~HAS_DETAILS;
}

gint64
lore_event_store_get_lab_us (const LoreEventStore *store, guint32 event)
{
  return COLUMN (store, event, lab_us);
}

gint64
lore_event_store_get_unix_us (const LoreEventStore *store, guint32 event)
{
  guint low = 0;
  guint high = store->epochs->len;
  const Epoch *epoch;

  /* The last epoch that begins at or before the event; the first begins at 0. */
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (store->epochs, Epoch, middle).first <= event)
        low = middle;
      else
        high = middle;
    }
  epoch = &g_array_index (store->epochs, Epoch, low);
  if (epoch->offset_us == LORE_TIME_UNKNOWN)
    return LORE_TIME_UNKNOWN;
  return lore_event_store_get_lab_us (store, event) + epoch->offset_us;
}

const LoreEventDetails *
lore_event_store_get_details (const LoreEventStore *store, guint32 event)
{
  if ((COLUMN (store, event, type) & HAS_DETAILS) == 0)
    return NULL;
  return LORE_CHUNKS_ROW (&store->details, LoreEventDetails, COLUMN (store, event, ref));
}

guint32
lore_event_store_get_message (const LoreEventStore *store, guint32 event)
{
  const LoreEventDetails *details = lore_event_store_get_details (store, event);

  return details != NULL ? details->message : COLUMN (store, event, ref);
}

gsize
lore_event_store_get_memory (const LoreEventStore *store)
{
  return store->rows.memory + store->details.memory + store->strings.memory
         + store->epochs->len * sizeof (Epoch);
}
