/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/message-list.h"

#include "trace/notes.h"

struct _LoreMessageList
{
  LoreIdList parent_instance;

  /* Owned */
  LoreLayout *layout;
  LoreFilter *filter; /* the one that ids were chosen by */

  /* Borrowed */
  GArray *ids; /* the parent's */

  guint32 call;    /* chosen by as well, the first of */
  guint n_calls;   /* so many */
  guint n_scanned; /* messages of the trace that were asked about */
};

G_DEFINE_FINAL_TYPE (LoreMessageList, lore_message_list, LORE_TYPE_ID_LIST)

static void
scan (LoreMessageList *self)
{
  guint n = lore_trace_get_n_messages (lore_layout_get_trace (self->layout));

  for (; self->n_scanned < n; self->n_scanned++)
    if (lore_layout_get_first_row (self->layout, self->n_scanned) != LORE_ID_NONE)
      g_array_append_val (self->ids, self->n_scanned);
}

/* Remembers what the layout shows now; FALSE when it is the same as before. */
static gboolean
take_choice (LoreMessageList *self)
{
  guint32 call = lore_layout_get_call (self->layout);
  guint n_calls;
  LoreFilter *filter = lore_layout_get_filter (self->layout);

  lore_layout_get_calls (self->layout, &n_calls);
  if (call == self->call && n_calls == self->n_calls && filter == self->filter)
    return FALSE;
  self->call = call;
  self->n_calls = n_calls;
  g_clear_pointer (&self->filter, lore_filter_unref);
  self->filter = filter != NULL ? lore_filter_ref (filter) : NULL;
  return TRUE;
}

static void
layout_changed_cb (LoreMessageList *self)
{
  guint before = self->ids->len;

  if (take_choice (self))
    {
      g_array_set_size (self->ids, 0);
      self->n_scanned = 0;
      scan (self);
      g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->ids->len);
      return;
    }
  scan (self);
  lore_id_list_grown (LORE_ID_LIST (self), before);
}

/* Its row is to be made again. */
static void
note_changed_cb (LoreMessageList *self, guint message)
{
  guint position = lore_message_list_get_position (self, message);

  if (position != G_MAXUINT)
    g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
}

static void
lore_message_list_dispose (GObject *object)
{
  LoreMessageList *self = LORE_MESSAGE_LIST (object);

  g_clear_object (&self->layout);
  g_clear_pointer (&self->filter, lore_filter_unref);
  G_OBJECT_CLASS (lore_message_list_parent_class)->dispose (object);
}

static void
lore_message_list_class_init (LoreMessageListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_message_list_dispose;
}

static void
lore_message_list_init (LoreMessageList *self)
{
  self->ids = lore_id_list_get_ids (LORE_ID_LIST (self));
}

LoreMessageList *
lore_message_list_new (LoreLayout *layout)
{
  LoreMessageList *self = g_object_new (LORE_TYPE_MESSAGE_LIST, NULL);

  self->layout = g_object_ref (layout);
  take_choice (self);
  scan (self);
  g_signal_connect_object (layout, "items-changed", G_CALLBACK (layout_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lore_trace_get_notes (lore_layout_get_trace (layout)),
                           "note-changed", G_CALLBACK (note_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

guint32
lore_message_list_get_message (LoreMessageList *self, guint position)
{
  return position < self->ids->len ? g_array_index (self->ids, guint32, position)
                                   : LORE_ID_NONE;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *)a, right = *(const guint32 *)b;

  return left < right ? -1 : left > right;
}

guint
lore_message_list_get_position (LoreMessageList *self, guint32 message)
{
  guint position;

  return g_array_binary_search (self->ids, &message, compare_ids, &position) ? position
                                                                             : G_MAXUINT;
}
