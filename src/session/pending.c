/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/pending.h"

#include "session/dispatch.h"
#include "session/flaw.h"
#include "session/inspect.h"
#include "session/origin.h"
#include "session/reliable.h"
#include "sip/edit.h"

#define RING_AGAIN_US (60 * G_GINT64_CONSTANT (1000000)) /* §13.3.1.1 */

/* The core's own timers: they have no letter in the RFC. */
typedef enum
{
  NEXT_STEP, /* until the callee does what comes next */
  RING,      /* a 1xx each minute, so that no proxy gives up */
  REPEAT,    /* the 2xx, until the ACK comes (§13.3.1.4) */
  PATIENCE,  /* how long it waits for the ACK */
  N_TIMERS
} Which;

typedef struct
{
  LorePending *pending; /* borrowed */
  Which which;
  guint id; /* 0: not running */
  gint64 interval_us;
} Running;

struct _LorePending
{
  /* Owned */
  LoreElement *element;
  GHashTable *dialogs;
  LoreTransaction *transaction; /* NULL once it has ended */
  LoreWire *wire;
  GBytes *request;
  GBytes *accepted;    /* the 2xx, for repeating */
  GBytes *provisional; /* the last one above 100 */
  char *peer;          /* where its responses go */
  char *contact;
  char *user;
  char *tag;
  char *subject; /* what the trace calls it: the INVITE's branch */
  char *dialog_key;
  char *sdp;
  LoreReliable *reliable; /* NULL: no response had to be */

  /* Borrowed */
  const LoreBehaviour *behaviour;
  LoreSessionTimers *session_timers; /* or NULL */
  void (*done) (LorePending *, gpointer);
  gpointer user_data;

  SipIndex index;          /* of @request */
  LoreDescription session; /* until there is a dialog to keep it */
  gint64 answer_after_us;
  gint64 begun_us;
  guint step;
  gboolean answered; /* a final response has gone out */
  gboolean again;    /* the dialog stood before this INVITE */
  gboolean settled;  /* a reliable response has had the description */
  Running timers[N_TIMERS];
};

/* --- timers ------------------------------------------------------------------------ */

static void
record_timer (LorePending *self, LoreEventType type, Which which)
{
  static const struct
  {
    const char *topic, *rfc;
  } rows[] = { [NEXT_STEP] = { "timer:callee", "3261 §13.3.1" },
               [RING] = { "timer:ringing", "3261 §13.3.1.1" },
               [REPEAT] = { "timer:2xx", "3261 §13.3.1.4" },
               [PATIENCE] = { "timer:ack", "3261 §13.3.1.4" } };

  lore_recorder_timer (lore_element_get_recorder (self->element), type, rows[which].topic,
                       self->subject, self->timers[which].interval_us, rows[which].rfc);
}

static void on_timer (gpointer data);

static void
start_timer (LorePending *self, Which which, gint64 interval_us)
{
  Running *running = &self->timers[which];

  running->interval_us = interval_us;
  running->id = lore_clock_add (lore_element_get_clock (self->element), interval_us,
                                on_timer, running);
  record_timer (self, LORE_EVENT_TIMER_SET, which);
}

static void
stop_timer (LorePending *self, Which which)
{
  if (self->timers[which].id == 0)
    return;
  lore_clock_remove (lore_element_get_clock (self->element), self->timers[which].id);
  self->timers[which].id = 0;
  record_timer (self, LORE_EVENT_TIMER_CANCELLED, which);
}

/* --- responses --------------------------------------------------------------------- */

static LoreDialog *
lore_pending_get_dialog (LorePending *self)
{
  return self->dialog_key != NULL ? g_hash_table_lookup (self->dialogs, self->dialog_key)
                                  : NULL;
}

static void
end_dialog (LorePending *self, LoreDialogInput input)
{
  LoreDialog *dialog = lore_pending_get_dialog (self);

  if (dialog != NULL
      && lore_dialog_feed (dialog, input, lore_element_get_recorder (self->element)))
    g_hash_table_remove (self->dialogs, self->dialog_key);
}

/* The dialog that this response makes, confirms or ends (§12.1.1, §12.3). */
static void
follow_dialog (LorePending *self, guint status, GBytes *response)
{
  LoreRecorder *recorder = lore_element_get_recorder (self->element);
  LoreDialog *dialog = lore_pending_get_dialog (self);

  if (status == 100 || self->again)
    return;
  if (status >= 300)
    {
      end_dialog (self, LORE_DIALOG_REFUSED);
      return;
    }
  if (dialog == NULL)
    {
      dialog = lore_dialog_new_uas (self->request, response);
      dialog->session = self->session;
      lore_dialog_describe (dialog, self->sdp);
      self->dialog_key = lore_dialog_dup_key (dialog);
      g_hash_table_replace (self->dialogs, g_strdup (self->dialog_key), dialog);
    }
  lore_dialog_feed (
      dialog, status >= 200 ? LORE_DIALOG_ACCEPTED : LORE_DIALOG_PROVISIONAL, recorder);
}

static void
remember (LorePending *self, guint status, GBytes *response)
{
  GBytes **kept = status >= 200 ? &self->accepted : &self->provisional;

  if (status == 100 || status >= 300)
    return;
  g_clear_pointer (kept, g_bytes_unref);
  *kept = g_bytes_ref (response);
}

static GBytes *
compose (LorePending *self, guint status, gboolean sdp, const char *contact)
{
  g_autofree char *allow = lore_abilities_dup_allow (&lore_abilities_of_user_agent);
  g_autofree char *supported =
      lore_abilities_dup_supported (&lore_abilities_of_user_agent);
  const char *fields[] = { "Contact",   contact,   "Allow", allow,
                           "Supported", supported, NULL };
  LoreReply reply = { .status = status,
                      .to_tag = self->tag,
                      .fields = contact != NULL && status != 100 ? fields : NULL,
                      .type = "application/sdp",
                      .body = sdp ? self->sdp : NULL };

  return lore_compose_response (self->request, &reply);
}

/* What the response says of the session's time (RFC 4028 §9). */
static GBytes *
add_interval (LorePending *self, guint status, GBytes *response)
{
  g_auto (GStrv) fields = NULL;

  if (self->session_timers == NULL || status < 200 || status >= 300)
    return response;
  fields = lore_session_timers_dup_fields (self->session_timers, self->request);
  for (gsize i = 0; fields[i] != NULL; i += 2)
    {
      g_autoptr (GBytes) shorter = g_steal_pointer (&response);

      response = sip_edit_set (shorter, fields[i], fields[i + 1]);
    }
  return response;
}

static void
respond (LorePending *self, guint status, gboolean sdp, const char *contact)
{
  g_autoptr (GBytes) right =
      add_interval (self, status, compose (self, status, sdp, contact));
  g_autoptr (GBytes) response = self->behaviour != NULL && status > 100
                                    ? lore_flaw_spoil (self->behaviour->flaw, right)
                                    : g_bytes_ref (right);

  self->answered = status >= 200;
  if (self->answered && self->reliable != NULL)
    lore_reliable_stop (self->reliable);
  remember (self, status, response);
  follow_dialog (self, status, right);
  /* Before the transaction, which may end with a 2xx: with nothing left to wait for, so
   * would this call. */
  if (status >= 200 && status < 300)
    {
      start_timer (self, REPEAT, LORE_T1_US);
      start_timer (self, PATIENCE, 64 * LORE_T1_US);
      if (self->session_timers != NULL)
        lore_session_timers_accept (self->session_timers, self->request, right,
                                    self->wire, self->peer);
    }
  if (self->transaction != NULL)
    lore_transaction_feed_response (self->transaction, response);
}

/* --- reliable provisional responses, RFC 3262 -------------------------------------- */

static gboolean
has_option (LorePending *self, const char *field, const char *option)
{
  g_auto (GStrv) options = sip_edit_dup_values (self->request, field);

  return g_strv_contains ((const char *const *)options, option);
}

/* Where the caller insists; and where it can, for what carries a description. */
static gboolean
is_reliable (LorePending *self, const LoreBehaviourStep *step)
{
  return step->status > 100 && step->status < 200 && !self->again
         && (has_option (self, "Require", "100rel")
             || (step->sdp && has_option (self, "Supported", "100rel")));
}

static void plan_next_step (LorePending *self);

static void
on_unacknowledged (gpointer user_data)
{
  lore_pending_refuse (user_data, 504, "3262 §3");
}

static void
respond_reliably (LorePending *self, guint status, gboolean sdp)
{
  g_autofree char *rseq = NULL;
  g_autoptr (GBytes) plain = compose (self, status, sdp, self->contact);
  g_autoptr (GBytes) required = sip_edit_set (plain, "Require", "100rel");
  g_autoptr (GBytes) response = NULL;

  if (self->reliable == NULL)
    self->reliable = lore_reliable_new (self->element, self->transaction, self->subject,
                                        on_unacknowledged, self);
  rseq = g_strdup_printf ("%u", lore_reliable_next (self->reliable));
  response = sip_edit_set (required, "RSeq", rseq);
  self->settled |= sdp;
  follow_dialog (self, status, response);
  lore_reliable_send (self->reliable, response);
}

gboolean
lore_pending_awaits (LorePending *self, const char *dialog_key, GBytes *prack)
{
  return self->reliable != NULL && g_strcmp0 (dialog_key, self->dialog_key) == 0
         && lore_reliable_awaits (self->reliable, prack);
}

void
lore_pending_prack (LorePending *self)
{
  lore_reliable_stop (self->reliable);
  plan_next_step (self);
}

/* The answer to the offer, made once: 183 and 200 carry the same (§13.2.1). */
static gboolean
make_sdp (LorePending *self)
{
  LoreDialog *dialog = lore_pending_get_dialog (self);
  g_autofree char *offer = NULL;

  if (self->sdp != NULL)
    return TRUE;
  offer = lore_message_dup_span (self->request, self->index.body);
  self->sdp = lore_origin_dup_answer (
      self->element, self->wire, lore_transaction_get_peer (self->transaction),
      self->user, offer, dialog != NULL ? &dialog->session : &self->session);
  if (dialog != NULL)
    lore_dialog_describe (dialog, self->sdp);
  return self->sdp != NULL;
}

/* The first reliable response has the description where the INVITE had none (§5), and
 * what one has carried the 2xx does not repeat. */
static void
lore_pending_take_step (LorePending *self)
{
  const LoreBehaviourStep *step = &self->behaviour->steps[self->step++];
  gboolean reliable = is_reliable (self, step);
  gboolean sdp = !self->settled && (step->sdp || (reliable && self->index.body.len == 0));

  if (sdp && !make_sdp (self))
    {
      lore_pending_refuse (self, 488, "3261 §13.3.1.3");
      return;
    }
  if (reliable)
    respond_reliably (self, step->status, sdp);
  else
    respond (self, step->status, sdp,
             step->status >= 300 ? self->behaviour->contact : self->contact);
}

static gboolean
is_waiting (LorePending *self)
{
  return self->reliable != NULL && lore_reliable_is_waiting (self->reliable);
}

/* Sets the timer for the next step; without one the callee just goes on ringing. */
static void
plan_next_step (LorePending *self)
{
  while (!self->answered && !is_waiting (self)
         && self->step < G_N_ELEMENTS (self->behaviour->steps)
         && self->behaviour->steps[self->step].status != 0)
    {
      const LoreBehaviourStep *step = &self->behaviour->steps[self->step];
      gint64 after = step->after_us == LORE_BEHAVIOUR_ANSWER_AFTER ? self->answer_after_us
                                                                   : step->after_us;
      gint64 now = lore_clock_get_time (lore_element_get_clock (self->element));

      if (after > 0)
        {
          start_timer (self, NEXT_STEP, MAX (0, self->begun_us + after - now));
          break;
        }
      lore_pending_take_step (self);
    }
  if (!self->answered && self->provisional != NULL && self->timers[RING].id == 0)
    start_timer (self, RING, RING_AGAIN_US);
}

/* --- waiting for the ACK ----------------------------------------------------------- */

static void
check_done (LorePending *self)
{
  if (self->transaction == NULL && self->timers[PATIENCE].id == 0)
    self->done (self, self->user_data);
}

static void
hang_up_unacknowledged (LorePending *self)
{
  LoreDialog *dialog = lore_pending_get_dialog (self);
  g_autoptr (GBytes) bye = NULL;

  stop_timer (self, REPEAT);
  if (dialog == NULL)
    return;
  bye = lore_dispatch_inside (self->element, self->wire, dialog,
                              &(LoreInside){ .method = "BYE" });
  end_dialog (self, LORE_DIALOG_NO_ACK);
}

/* By its transaction, or, where that ended with the 2xx (RFC 3261 §13.3.1.4 as of 2002),
 * straight to the transport. */
static void
repeat_accepted (LorePending *self)
{
  if (self->transaction != NULL)
    lore_transaction_feed_response (self->transaction, self->accepted);
  else if (lore_element_get_edition (self->element) == LORE_EDITION_2002)
    lore_element_send (self->element, self->wire, self->accepted, self->peer, NULL, NULL);
}

static void
on_timer (gpointer data)
{
  Running *running = data;
  LorePending *self = running->pending;

  running->id = 0;
  record_timer (self, LORE_EVENT_TIMER_FIRED, running->which);
  switch (running->which)
    {
    case NEXT_STEP:
      stop_timer (self, RING);
      lore_pending_take_step (self);
      plan_next_step (self);
      break;
    case RING:
      lore_transaction_feed_response (self->transaction, self->provisional);
      start_timer (self, RING, RING_AGAIN_US);
      break;
    case REPEAT:
      repeat_accepted (self);
      start_timer (self, REPEAT, MIN (2 * running->interval_us, LORE_T2_US));
      break;
    case PATIENCE:
    default:
      hang_up_unacknowledged (self);
      check_done (self);
    }
}

gboolean
lore_pending_acknowledge (LorePending *self, const LoreArrival *ack)
{
  g_autofree char *key = lore_dialog_dup_key_of_request (ack->message);

  if (self->accepted == NULL || self->index.cseq != ack->index.cseq
      || g_strcmp0 (key, self->dialog_key) != 0)
    return FALSE;
  stop_timer (self, REPEAT);
  stop_timer (self, PATIENCE);
  check_done (self);
  return TRUE;
}

/* A BYE in the early dialog leaves the INVITE to be answered (§15.1.2). */
gboolean
lore_pending_hang_up (LorePending *self, const char *dialog_key)
{
  if (g_strcmp0 (dialog_key, self->dialog_key) != 0)
    return FALSE;
  if (!self->answered)
    lore_pending_refuse (self, 487, "3261 §15.1.2");
  stop_timer (self, REPEAT);
  stop_timer (self, PATIENCE);
  check_done (self);
  return TRUE;
}

/* --- its life ---------------------------------------------------------------------- */

LorePending *
lore_pending_new (const LoreAsked *asked, GHashTable *dialogs, const char *tag,
                  void (*done) (LorePending *, gpointer), gpointer user_data)
{
  LorePending *self = g_new0 (LorePending, 1);

  self->element = g_object_ref (asked->element);
  self->dialogs = g_hash_table_ref (dialogs);
  self->transaction = lore_transaction_ref (asked->transaction);
  self->wire = g_object_ref (lore_transaction_get_wire (asked->transaction));
  self->request = g_bytes_ref (lore_transaction_get_request (asked->transaction));
  self->contact = lore_asked_dup_contact (asked);
  self->user = g_strdup (asked->user);
  self->peer = g_strdup (lore_transaction_get_peer (asked->transaction));
  self->tag = g_strdup (tag);
  self->done = done;
  self->user_data = user_data;
  self->begun_us = lore_clock_get_time (lore_element_get_clock (self->element));
  lore_message_index (self->request, &self->index);
  self->subject = lore_message_dup_span (self->request, self->index.branch);
  self->again = self->index.to_tag.len > 0;
  if (self->again)
    self->dialog_key = lore_dialog_dup_key_of_request (self->request);
  for (guint i = 0; i < N_TIMERS; i++)
    self->timers[i] = (Running){ .pending = self, .which = i };
  return self;
}

void
lore_pending_free (LorePending *self)
{
  for (guint i = 0; i < N_TIMERS; i++)
    if (self->timers[i].id != 0)
      lore_clock_remove (lore_element_get_clock (self->element), self->timers[i].id);
  g_clear_pointer (&self->transaction, lore_transaction_unref);
  g_object_unref (self->element);
  g_hash_table_unref (self->dialogs);
  g_object_unref (self->wire);
  g_bytes_unref (self->request);
  g_clear_pointer (&self->accepted, g_bytes_unref);
  g_clear_pointer (&self->provisional, g_bytes_unref);
  g_clear_pointer (&self->reliable, lore_reliable_free);
  g_free (self->contact);
  g_free (self->user);
  g_free (self->peer);
  g_free (self->tag);
  g_free (self->subject);
  g_free (self->dialog_key);
  g_free (self->sdp);
  g_free (self);
}

void
lore_pending_set_timers (LorePending *self, LoreSessionTimers *timers)
{
  self->session_timers = timers;
}

void
lore_pending_follow (LorePending *self, const LoreBehaviour *behaviour,
                     gint64 answer_after_us)
{
  self->behaviour = behaviour;
  self->answer_after_us = answer_after_us;
  if (behaviour->flaw == LORE_FLAW_WRONG_PORT)
    {
      g_autofree char *wrong =
          lore_flaw_dup_wrong_port (lore_transaction_get_peer (self->transaction));

      lore_transaction_set_peer (self->transaction, wrong);
    }
  plan_next_step (self);
}

gboolean
lore_pending_refuse (LorePending *self, guint status, const char *rfc)
{
  g_autofree char *topic = g_strdup_printf ("note:answers-%u", status);

  if (self->answered)
    return FALSE;
  stop_timer (self, NEXT_STEP);
  stop_timer (self, RING);
  lore_recorder_note (lore_element_get_recorder (self->element), topic, self->subject,
                      rfc);
  respond (self, status, FALSE, NULL);
  return TRUE;
}

LoreTransaction *
lore_pending_get_transaction (LorePending *self)
{
  return self->transaction;
}

const char *
lore_pending_get_tag (LorePending *self)
{
  return self->tag;
}

GBytes *
lore_pending_get_request (LorePending *self)
{
  return self->request;
}

gboolean
lore_pending_is_answered (LorePending *self)
{
  return self->answered;
}

gboolean
lore_pending_owes_answer (LorePending *self, const char *dialog_key)
{
  return !self->answered && !self->settled
         && g_strcmp0 (self->dialog_key, dialog_key) == 0;
}

void
lore_pending_ended (LorePending *self, LoreTransaction *transaction)
{
  if (transaction != self->transaction)
    return;
  g_clear_pointer (&self->transaction, lore_transaction_unref);
  check_done (self);
}
