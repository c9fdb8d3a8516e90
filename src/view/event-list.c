/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/event-list.h"

struct _LoreEventList
{
  LoreIdList parent_instance;

  /* Owned */
  LoreTrace *trace;
  char *branch;  /* of the message that all is about; NULL: about everything */
  char *call_id; /* likewise */

  /* Borrowed */
  GArray *ids; /* the parent's */

  guint32 transaction; /* of that message, or LORE_ID_NONE */
  guint n_scanned;     /* events that were asked about */
};

G_DEFINE_FINAL_TYPE (LoreEventList, lore_event_list, LORE_TYPE_ID_LIST)

/* --- which events ---------------------------------------------------------------- */

static gboolean
is_wanted (LoreEventList *self, guint32 id)
{
  guint32 about = lore_trace_get_event_message (self->trace, id);
  LoreMessage message;
  LoreEvent event;

  if (self->call_id == NULL)
    return TRUE;
  if (about != LORE_ID_NONE)
    {
      lore_trace_get_message (self->trace, about, &message);
      return message.transaction == self->transaction;
    }
  lore_trace_get_event (self->trace, id, &event);
  return event.subject != NULL
         && (g_strcmp0 (event.subject, self->branch) == 0
             || g_str_equal (event.subject, self->call_id));
}

static void
scan (LoreEventList *self)
{
  guint n = lore_trace_get_n_events (self->trace);

  for (; self->n_scanned < n; self->n_scanned++)
    if (is_wanted (self, self->n_scanned))
      g_array_append_val (self->ids, self->n_scanned);
}

static void
event_added_cb (LoreEventList *self)
{
  guint before = self->ids->len;

  scan (self);
  lore_id_list_grown (LORE_ID_LIST (self), before);
}

/* --- the object ------------------------------------------------------------------ */

static void
lore_event_list_dispose (GObject *object)
{
  g_clear_object (&LORE_EVENT_LIST (object)->trace);
  G_OBJECT_CLASS (lore_event_list_parent_class)->dispose (object);
}

static void
lore_event_list_finalize (GObject *object)
{
  LoreEventList *self = LORE_EVENT_LIST (object);

  g_free (self->branch);
  g_free (self->call_id);
  G_OBJECT_CLASS (lore_event_list_parent_class)->finalize (object);
}

static void
lore_event_list_class_init (LoreEventListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_event_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = lore_event_list_finalize;
}

static void
lore_event_list_init (LoreEventList *self)
{
  self->ids = lore_id_list_get_ids (LORE_ID_LIST (self));
}

LoreEventList *
lore_event_list_new (LoreTrace *trace)
{
  LoreEventList *self = g_object_new (LORE_TYPE_EVENT_LIST, NULL);

  self->trace = g_object_ref (trace);
  scan (self);
  g_signal_connect_object (trace, "event-added", G_CALLBACK (event_added_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

static char *
dup_text (LoreEventList *self, guint32 message, SipSpan span)
{
  gsize len;
  const char *data = (const char *)lore_trace_get_data (self->trace, message, &len);

  return g_strndup (data + span.at, span.len);
}

static void
remember (LoreEventList *self, guint32 id)
{
  LoreMessage message;
  SipIndex index;

  g_clear_pointer (&self->branch, g_free);
  g_clear_pointer (&self->call_id, g_free);
  if (id == LORE_ID_NONE)
    return;
  lore_trace_get_message (self->trace, id, &message);
  lore_trace_get_index (self->trace, id, &index);
  self->transaction = message.transaction;
  self->branch = dup_text (self, id, index.branch);
  self->call_id = dup_text (self, id, index.call_id);
}

void
lore_event_list_set_about (LoreEventList *self, guint32 message)
{
  guint before = self->ids->len;

  if (message == LORE_ID_NONE && self->call_id == NULL)
    return;
  remember (self, message);
  g_array_set_size (self->ids, 0);
  self->n_scanned = 0;
  scan (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->ids->len);
}

gboolean
lore_event_list_has_inner (LoreTrace *trace)
{
  guint n = lore_trace_get_n_events (trace);

  /* What happens inside begins with the first message. */
  for (guint i = 0; i < MIN (n, 16); i++)
    {
      LoreEvent event;

      lore_trace_get_event (trace, i, &event);
      if (event.type >= LORE_EVENT_TIMER_SET)
        return TRUE;
    }
  return FALSE;
}
