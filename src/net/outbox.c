/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/outbox.h"

#include "net/bounds.h"

void
lore_outbox_init (LoreOutbox *self)
{
  g_queue_init (&self->messages);
  self->size = 0;
}

void
lore_outbox_clear (LoreOutbox *self)
{
  g_queue_clear_full (&self->messages, (GDestroyNotify)g_bytes_unref);
  self->size = 0;
}

gboolean
lore_outbox_put (LoreOutbox *self, GBytes *message)
{
  gsize len = g_bytes_get_size (message);

  if (self->size > 0 && self->size + len > LORE_BOUND_WAITING)
    return FALSE;
  g_queue_push_tail (&self->messages, g_bytes_ref (message));
  self->size += len;
  return TRUE;
}

GBytes *
lore_outbox_take (LoreOutbox *self)
{
  GBytes *message = g_queue_pop_head (&self->messages);

  if (message != NULL)
    self->size -= g_bytes_get_size (message);
  return message;
}
