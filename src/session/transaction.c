/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/transaction.h"

#include "session/compose.h"

/* A running timer: the clock calls back with it. */
typedef struct
{
  LoreTransaction *transaction; /* borrowed */
  LoreTimer timer;
  guint id; /* 0: not running */
  gint64 interval_us;
} Running;

struct _LoreTransaction
{
  /* Owned */
  LoreClock *clock;
  LoreWire *wire;
  char *peer;
  char *key;
  char *subject; /* what the trace calls it: its branch, or its Call-ID */
  GBytes *request;
  GBytes *last; /* what RESEND sends again */
  GError *error;

  /* Borrowed */
  LoreRecorder *recorder;
  const LoreTransactionHooks *hooks;
  gpointer user_data;

  LoreMachine machine;
  LoreEdition edition;
  LoreState state;
  Running timers[LORE_N_TIMERS];
  guint32 sent;
};

static char *
dup_subject (GBytes *request)
{
  SipIndex index;

  lore_message_index (request, &index);
  return lore_message_dup_span (request,
                                index.branch.len > 0 ? index.branch : index.call_id);
}

LoreTransaction *
lore_transaction_new (LoreMachine machine, LoreRecorder *recorder, LoreClock *clock,
                      LoreWire *wire, const char *peer, const char *key, GBytes *request,
                      const LoreTransactionHooks *hooks, gpointer user_data)
{
  LoreTransaction *self = g_rc_box_new0 (LoreTransaction);

  self->machine = machine;
  self->recorder = recorder;
  self->clock = g_object_ref (clock);
  self->wire = g_object_ref (wire);
  self->peer = g_strdup (peer);
  self->key = g_strdup (key);
  self->subject = dup_subject (request);
  self->request = g_bytes_ref (request);
  self->hooks = hooks;
  self->user_data = user_data;
  self->sent = LORE_ID_NONE;
  for (guint i = 0; i < LORE_N_TIMERS; i++)
    self->timers[i] = (Running){ .transaction = self, .timer = i };
  return self;
}

LoreTransaction *
lore_transaction_ref (LoreTransaction *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  LoreTransaction *self = data;

  lore_transaction_abandon (self);
  g_object_unref (self->clock);
  g_object_unref (self->wire);
  g_free (self->peer);
  g_free (self->key);
  g_free (self->subject);
  g_bytes_unref (self->request);
  g_clear_pointer (&self->last, g_bytes_unref);
  g_clear_error (&self->error);
}

void
lore_transaction_unref (LoreTransaction *self)
{
  g_rc_box_release_full (self, clear);
}

/* --- timers ------------------------------------------------------------------------ */

static void
record_timer (LoreTransaction *self, LoreEventType type, LoreTimer timer)
{
  const LoreTimerRow *row = lore_timer_get_row (timer);

  lore_recorder_timer (self->recorder, type, row->topic, self->subject,
                       self->timers[timer].interval_us, row->rfc);
}

static void
on_timer (gpointer data)
{
  Running *running = data;
  LoreTransaction *self = running->transaction;

  running->id = 0;
  record_timer (self, LORE_EVENT_TIMER_FIRED, running->timer);
  lore_transaction_feed (self, LORE_INPUT_TIMER_A + running->timer, NULL);
}

static void
start_timer (LoreTransaction *self, LoreTimer timer, gint64 interval_us)
{
  Running *running = &self->timers[timer];

  running->interval_us = interval_us;
  running->id = lore_clock_add (self->clock, interval_us, on_timer, running);
  record_timer (self, LORE_EVENT_TIMER_SET, timer);
}

static void
set_timers (LoreTransaction *self, guint timers)
{
  for (guint i = 0; i < LORE_N_TIMERS; i++)
    {
      const LoreTimerRow *row = lore_timer_get_row (i);
      gint64 interval_us =
          lore_wire_is_reliable (self->wire) ? row->reliable_us : row->unreliable_us;

      if ((timers & (1u << i)) && interval_us != LORE_TIMER_NEVER)
        start_timer (self, i, interval_us);
    }
}

static void
set_timers_again (LoreTransaction *self, guint timers, gboolean at_t2)
{
  for (guint i = 0; i < LORE_N_TIMERS; i++)
    if (timers & (1u << i))
      start_timer (self, i,
                   at_t2 ? LORE_T2_US : lore_timer_grow (i, self->timers[i].interval_us));
}

static void
stop_timers (LoreTransaction *self, guint timers)
{
  for (guint i = 0; i < LORE_N_TIMERS; i++)
    if ((timers & (1u << i)) && self->timers[i].id != 0)
      {
        lore_clock_remove (self->clock, self->timers[i].id);
        self->timers[i].id = 0;
        record_timer (self, LORE_EVENT_TIMER_CANCELLED, i);
      }
}

/* --- steps ------------------------------------------------------------------------- */

static void
send (LoreTransaction *self, GBytes *message)
{
  g_clear_error (&self->error);
  if (lore_wire_send (self->wire, message, self->peer, &self->error))
    self->sent = lore_recorder_sent (self->recorder, self->wire, message, self->peer);
}

static void
send_what_is_due (LoreTransaction *self, const LoreStep *step, GBytes *message)
{
  if (step->does & LORE_DO_SEND)
    {
      g_clear_pointer (&self->last, g_bytes_unref);
      self->last = g_bytes_ref (message);
      send (self, message);
    }
  if ((step->does & LORE_DO_RESEND) && self->last != NULL)
    send (self, self->last);
  if (step->does & LORE_DO_SEND_ACK)
    {
      g_autoptr (GBytes) ack = lore_compose_ack (self->request, message);

      send (self, ack);
    }
}

static void
tell (LoreTransaction *self, const LoreStep *step, GBytes *message)
{
  if (step->does & LORE_DO_PASS)
    self->hooks->pass (self, message, self->user_data);
  if (step->does & (LORE_DO_TELL_TIMEOUT | LORE_DO_TELL_ERROR))
    self->hooks->failed (self, step->does & (LORE_DO_TELL_TIMEOUT | LORE_DO_TELL_ERROR),
                         self->user_data);
}

static void
enter (LoreTransaction *self, const LoreStep *step)
{
  if (step->next == self->state)
    return;
  lore_recorder_state (self->recorder, lore_machine_get_topic (self->machine),
                       self->subject, lore_state_get_topic (self->state),
                       lore_state_get_topic (step->next), step->rfc);
  self->state = step->next;
}

static void
run (LoreTransaction *self, const LoreStep *step, GBytes *message)
{
  gboolean ends = step->next == LORE_STATE_TERMINATED;

  enter (self, step);
  stop_timers (self, ends ? G_MAXUINT : step->stops);
  send_what_is_due (self, step, message);
  set_timers (self, step->sets);
  set_timers_again (self, step->sets_again, step->does & LORE_DO_AT_T2);
  tell (self, step, message);
  if (ends)
    self->hooks->ended (self, self->user_data);
  else if (self->error != NULL
           && (step->does & (LORE_DO_SEND | LORE_DO_RESEND | LORE_DO_SEND_ACK)))
    lore_transaction_feed (self, LORE_INPUT_ERROR, NULL);
}

gboolean
lore_transaction_feed (LoreTransaction *self, LoreInput input, GBytes *message)
{
  const LoreStep *step =
      lore_machine_find_step_of (self->edition, self->machine, self->state, input);
  g_autoptr (LoreTransaction) held = NULL;

  if (step == NULL)
    return FALSE;
  held = lore_transaction_ref (self);
  run (self, step, message);
  return TRUE;
}

gboolean
lore_transaction_feed_response (LoreTransaction *self, GBytes *response)
{
  SipIndex index;

  lore_message_index (response, &index);
  return lore_transaction_feed (self, lore_input_from_status (index.status), response);
}

void
lore_transaction_abandon (LoreTransaction *self)
{
  for (guint i = 0; i < LORE_N_TIMERS; i++)
    if (self->timers[i].id != 0)
      {
        lore_clock_remove (self->clock, self->timers[i].id);
        self->timers[i].id = 0;
      }
  self->state = LORE_STATE_TERMINATED;
}

/* --- what it knows ----------------------------------------------------------------- */

void
lore_transaction_set_edition (LoreTransaction *self, LoreEdition edition)
{
  self->edition = edition;
}

LoreState
lore_transaction_get_state (LoreTransaction *self)
{
  return self->state;
}

GBytes *
lore_transaction_get_request (LoreTransaction *self)
{
  return self->request;
}

LoreWire *
lore_transaction_get_wire (LoreTransaction *self)
{
  return self->wire;
}

void
lore_transaction_set_peer (LoreTransaction *self, const char *peer)
{
  g_free (self->peer);
  self->peer = g_strdup (peer);
}

const char *
lore_transaction_get_peer (LoreTransaction *self)
{
  return self->peer;
}

const char *
lore_transaction_get_key (LoreTransaction *self)
{
  return self->key;
}

const char *
lore_transaction_get_subject (LoreTransaction *self)
{
  return self->subject;
}

gboolean
lore_transaction_is_client (LoreTransaction *self)
{
  return self->machine == LORE_MACHINE_INVITE_CLIENT
         || self->machine == LORE_MACHINE_NON_INVITE_CLIENT;
}

gboolean
lore_transaction_is_invite (LoreTransaction *self)
{
  return self->machine == LORE_MACHINE_INVITE_CLIENT
         || self->machine == LORE_MACHINE_INVITE_SERVER;
}

guint32
lore_transaction_get_sent (LoreTransaction *self)
{
  return self->sent;
}

const GError *
lore_transaction_get_error (LoreTransaction *self)
{
  return self->error;
}
