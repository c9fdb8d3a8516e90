/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/handover.h"

/* So many messages and what is known of them fit into a processor's second cache. */
#define BATCH_ROWS 64
#define N_BATCHES 16

struct _LoreBatch
{
  LoreHanded rows[BATCH_ROWS];
  guint n;
  gboolean indexed;
};

struct _LoreHandover
{
  LoreArena *arena; /* borrowed */
  LoreBatch batches[N_BATCHES];
  LoreBatch *open; /* being filled; NULL before the first message */

  /* Of pointers into @batches. */
  GAsyncQueue *full; /* the empty one ends them */
  GAsyncQueue *empty;
};

LoreHandover *
lore_handover_new (LoreArena *arena)
{
  LoreHandover *handover = g_new0 (LoreHandover, 1);

  handover->arena = arena;
  handover->full = g_async_queue_new ();
  handover->empty = g_async_queue_new ();
  for (guint i = 0; i < N_BATCHES; i++)
    g_async_queue_push (handover->empty, &handover->batches[i]);
  return handover;
}

void
lore_handover_free (LoreHandover *handover)
{
  g_async_queue_unref (handover->full);
  g_async_queue_unref (handover->empty);
  g_free (handover);
}

static void
index_batch (LoreBatch *batch)
{
  for (guint i = 0; i < batch->n; i++)
    {
      LoreReading *reading = &batch->rows[i].reading;

      lore_reading_init (reading, reading->data, reading->len);
      reading->lasts = TRUE;
    }
  batch->indexed = TRUE;
}

/* --- the reader's side ---------------------------------------------------------- */

static void
ensure_open (LoreHandover *handover)
{
  if (handover->open != NULL)
    return;
  handover->open = g_async_queue_pop (handover->empty);
  handover->open->n = 0;
  handover->open->indexed = FALSE;
}

/* Who has less to do indexes: the other side, unless a batch waits for it already. */
static void
pass_on (LoreHandover *handover)
{
  if (g_async_queue_length (handover->full) > 0)
    index_batch (handover->open);
  g_async_queue_push (handover->full, g_steal_pointer (&handover->open));
}

gboolean
lore_handover_add (LoreHandover *handover, const LoreEvent *event, gconstpointer data,
                   gsize len)
{
  LoreBatch *batch;
  LoreHanded *row;

  ensure_open (handover);
  batch = handover->open;
  row = &batch->rows[batch->n++];
  row->event = *event;
  row->reading.data = lore_arena_add (handover->arena, data, len);
  row->reading.len = len;
  if (batch->n < BATCH_ROWS)
    return FALSE;
  pass_on (handover);
  return TRUE;
}

void
lore_handover_finish (LoreHandover *handover)
{
  if (handover->open != NULL)
    pass_on (handover);
  ensure_open (handover);
  pass_on (handover);
}

/* --- the other side ------------------------------------------------------------- */

LoreBatch *
lore_handover_take (LoreHandover *handover)
{
  LoreBatch *batch = g_async_queue_pop (handover->full);

  if (!batch->indexed)
    index_batch (batch);
  return batch->n > 0 ? batch : NULL;
}

void
lore_handover_give_back (LoreHandover *handover, LoreBatch *batch)
{
  g_async_queue_push (handover->empty, batch);
}

guint
lore_batch_get_n (const LoreBatch *batch)
{
  return batch->n;
}

const LoreHanded *
lore_batch_get (const LoreBatch *batch, guint row)
{
  return &batch->rows[row];
}
