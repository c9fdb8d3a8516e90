/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/trying.h"

#include "session/compose.h"

/* 0.5 + 1 + 2 s: so long until timer E is set to T2. */
#define OWED_AFTER_US (7 * LORE_T1_US)

struct _LoreTrying
{
  LoreElement *element;    /* borrowed */
  LoreTransaction *server; /* owned */
  guint timer;             /* 0: not running */
};

static void
record (LoreTrying *self, LoreEventType type)
{
  lore_recorder_timer (lore_element_get_recorder (self->element), type, "timer:trying",
                       lore_transaction_get_subject (self->server), OWED_AFTER_US,
                       "4320 §4.1");
}

static void
on_time (gpointer data)
{
  LoreTrying *self = data;
  LoreReply trying = { .status = 100 };
  g_autoptr (GBytes) response =
      lore_compose_response (lore_transaction_get_request (self->server), &trying);

  self->timer = 0;
  record (self, LORE_EVENT_TIMER_FIRED);
  lore_transaction_feed_response (self->server, response);
}

LoreTrying *
lore_trying_new (LoreElement *element, LoreTransaction *server)
{
  LoreTrying *self = g_new0 (LoreTrying, 1);

  self->element = element;
  self->server = lore_transaction_ref (server);
  self->timer =
      lore_clock_add (lore_element_get_clock (element), OWED_AFTER_US, on_time, self);
  record (self, LORE_EVENT_TIMER_SET);
  return self;
}

void
lore_trying_free (LoreTrying *self)
{
  if (self->timer != 0)
    {
      lore_clock_remove (lore_element_get_clock (self->element), self->timer);
      record (self, LORE_EVENT_TIMER_CANCELLED);
    }
  lore_transaction_unref (self->server);
  g_free (self);
}
