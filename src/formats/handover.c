/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/handover.h"

#include <string.h>

#define N_BATCHES 4
#define BATCH_ROWS 256
#define NOWHERE G_MAXUINT32

/* Places, not pointers: the bytes move while a batch is being filled. */
typedef struct
{
  LoreEvent event;
  SipIndex index;
  guint32 source;
  guint32 destination;
  guint32 data;
  guint32 len;
} Row;

struct _LoreBatch
{
  Row rows[BATCH_ROWS];
  GByteArray *bytes; /* owned: messages, and addresses with their NUL */
  guint n;
};

struct _LoreHandover
{
  LoreBatch batches[N_BATCHES];
  LoreBatch *open; /* being filled; NULL before the first message */

  /* Of pointers into @batches. */
  GAsyncQueue *full; /* the empty one ends them */
  GAsyncQueue *empty;
};

LoreHandover *
lore_handover_new (void)
{
  LoreHandover *handover = g_new0 (LoreHandover, 1);

  handover->full = g_async_queue_new ();
  handover->empty = g_async_queue_new ();
  for (guint i = 0; i < N_BATCHES; i++)
    {
      handover->batches[i].bytes = g_byte_array_new ();
      g_async_queue_push (handover->empty, &handover->batches[i]);
    }
  return handover;
}

void
lore_handover_free (LoreHandover *handover)
{
  for (guint i = 0; i < N_BATCHES; i++)
    g_byte_array_unref (handover->batches[i].bytes);
  g_async_queue_unref (handover->full);
  g_async_queue_unref (handover->empty);
  g_free (handover);
}

/* --- the reader's side ---------------------------------------------------------- */

static void
ensure_open (LoreHandover *handover)
{
  if (handover->open != NULL)
    return;
  handover->open = g_async_queue_pop (handover->empty);
  handover->open->n = 0;
  g_byte_array_set_size (handover->open->bytes, 0);
}

static void
pass_on (LoreHandover *handover)
{
  g_async_queue_push (handover->full, g_steal_pointer (&handover->open));
}

static guint32
keep (LoreBatch *batch, gconstpointer data, gsize len)
{
  guint32 at = batch->bytes->len;

  g_byte_array_append (batch->bytes, data, len);
  return at;
}

static guint32
keep_text (LoreBatch *batch, const char *text)
{
  return text != NULL ? keep (batch, text, strlen (text) + 1) : NOWHERE;
}

void
lore_handover_add (LoreHandover *handover, const LoreEvent *event, const guint8 *data,
                   gsize len, const SipIndex *index)
{
  LoreBatch *batch;

  ensure_open (handover);
  batch = handover->open;
  batch->rows[batch->n++] = (Row){ .event = *event,
                                   .index = *index,
                                   .source = keep_text (batch, event->source),
                                   .destination = keep_text (batch, event->destination),
                                   .data = keep (batch, data, len),
                                   .len = len };
  if (batch->n == BATCH_ROWS)
    pass_on (handover);
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

static gpointer
find (const LoreBatch *batch, guint32 at)
{
  return at != NOWHERE ? batch->bytes->data + at : NULL;
}

void
lore_batch_get (const LoreBatch *batch, guint row, LoreHanded *ret_handed)
{
  const Row *handed = &batch->rows[row];

  ret_handed->event = handed->event;
  ret_handed->event.source = find (batch, handed->source);
  ret_handed->event.destination = find (batch, handed->destination);
  ret_handed->index = handed->index;
  ret_handed->data = find (batch, handed->data);
  ret_handed->len = handed->len;
}
