/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/event-list.h"

struct _LoreEventItem
{
  GObject parent_instance;

  guint32 event;
};

G_DEFINE_FINAL_TYPE (LoreEventItem, lore_event_item, G_TYPE_OBJECT)

static void
lore_event_item_class_init (LoreEventItemClass *klass)
{
}

static void
lore_event_item_init (LoreEventItem *self)
{
}

guint32
lore_event_item_get_event (LoreEventItem *self)
{
  return self->event;
}

/* --- the list -------------------------------------------------------------------- */

struct _LoreEventList
{
  GObject parent_instance;

  /* Owned */
  LoreTrace *trace;
  GArray *ids;   /* of guint32, rising */
  char *branch;  /* of the message that all is about; NULL: about everything */
  char *call_id; /* likewise */

  guint32 transaction; /* likewise, or LORE_ID_NONE */
  guint n_scanned;     /* events that were asked about */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoreEventList, lore_event_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return LORE_TYPE_EVENT_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return LORE_EVENT_LIST (model)->ids->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  LoreEventList *self = LORE_EVENT_LIST (model);
  LoreEventItem *item;

  if (position >= self->ids->len)
    return NULL;
  item = g_object_new (LORE_TYPE_EVENT_ITEM, NULL);
  item->event = g_array_index (self->ids, guint32, position);
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

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
  if (self->ids->len > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->ids->len - before);
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

  g_array_unref (self->ids);
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
  self->ids = g_array_new (FALSE, FALSE, sizeof (guint32));
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
