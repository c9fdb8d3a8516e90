/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/reliable.h"

#include "plan/machine.h"
#include "session/compose.h"
#include "sip/edit.h"

struct _LoreReliable
{
  /* Owned */
  LoreElement *element;
  LoreTransaction *transaction;
  char *subject;
  GBytes *waiting; /* for its PRACK; NULL: none is */

  /* Borrowed */
  void (*given_up) (gpointer user_data);
  gpointer user_data;

  guint32 rseq; /* of the last one; from 1 to 2**31 - 1 (§7.1) */
  guint timer;  /* 0: not running */
  gint64 interval_us;
  gint64 since_us;
};

LoreReliable *
lore_reliable_new (LoreElement *element, LoreTransaction *transaction,
                   const char *subject, void (*given_up) (gpointer user_data),
                   gpointer user_data)
{
  LoreReliable *self = g_new0 (LoreReliable, 1);

  self->element = g_object_ref (element);
  self->transaction = lore_transaction_ref (transaction);
  self->subject = g_strdup (subject);
  self->given_up = given_up;
  self->user_data = user_data;
  self->rseq = lore_chance_range (lore_element_get_chance (element), 0, 1 << 16);
  return self;
}

void
lore_reliable_free (LoreReliable *self)
{
  if (self->timer != 0)
    lore_clock_remove (lore_element_get_clock (self->element), self->timer);
  g_clear_pointer (&self->waiting, g_bytes_unref);
  lore_transaction_unref (self->transaction);
  g_object_unref (self->element);
  g_free (self->subject);
  g_free (self);
}

static void
record_timer (LoreReliable *self, LoreEventType type)
{
  lore_recorder_timer (lore_element_get_recorder (self->element), type, "timer:reliable",
                       self->subject, self->interval_us, "3262 §3");
}

static void on_timer (gpointer data);

static void
start_timer (LoreReliable *self, gint64 interval_us)
{
  self->interval_us = interval_us;
  self->timer = lore_clock_add (lore_element_get_clock (self->element), interval_us,
                                on_timer, self);
  record_timer (self, LORE_EVENT_TIMER_SET);
}

static void
on_timer (gpointer data)
{
  LoreReliable *self = data;
  gint64 now = lore_clock_get_time (lore_element_get_clock (self->element));

  self->timer = 0;
  record_timer (self, LORE_EVENT_TIMER_FIRED);
  if (now - self->since_us >= 64 * LORE_T1_US)
    {
      g_clear_pointer (&self->waiting, g_bytes_unref);
      self->given_up (self->user_data);
      return;
    }
  lore_transaction_feed_response (self->transaction, self->waiting);
  /* Doubling meets 64*T1 only roughly; it is then that patience ends. */
  start_timer (self, MIN (2 * self->interval_us, self->since_us + 64 * LORE_T1_US - now));
}

guint32
lore_reliable_next (LoreReliable *self)
{
  return self->rseq + 1;
}

void
lore_reliable_send (LoreReliable *self, GBytes *response)
{
  lore_reliable_stop (self);
  self->rseq++;
  self->waiting = g_bytes_ref (response);
  self->since_us = lore_clock_get_time (lore_element_get_clock (self->element));
  lore_transaction_feed_response (self->transaction, response);
  start_timer (self, LORE_T1_US);
}

gboolean
lore_reliable_is_waiting (LoreReliable *self)
{
  return self->waiting != NULL;
}

gboolean
lore_reliable_awaits (LoreReliable *self, GBytes *prack)
{
  g_autofree char *rack = sip_edit_dup_value (prack, "RAck");
  g_autofree char *expected = NULL;
  g_auto (GStrv) words = NULL;
  g_autofree char *said = NULL;
  SipIndex index;

  if (rack == NULL || self->waiting == NULL)
    return FALSE;
  lore_message_index (self->waiting, &index);
  expected = g_strdup_printf ("%u %u INVITE", self->rseq, index.cseq);
  words = g_strsplit_set (rack, " \t", -1);
  said = g_strjoinv (" ", words);
  return g_str_equal (said, expected);
}

void
lore_reliable_stop (LoreReliable *self)
{
  g_clear_pointer (&self->waiting, g_bytes_unref);
  if (self->timer == 0)
    return;
  lore_clock_remove (lore_element_get_clock (self->element), self->timer);
  self->timer = 0;
  record_timer (self, LORE_EVENT_TIMER_CANCELLED);
}
