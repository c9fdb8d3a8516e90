/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/session-timers.h"

#include "session/dispatch.h"
#include "session/inspect.h"
#include "session/origin.h"
#include "sip/edit.h"
#include "sip/facts.h"
#include "wire/endpoint.h"

#include <string.h>

#define EXPIRY_MARGIN_S 32 /* §10 */

typedef enum
{
  REFRESH,
  EXPIRY,
  N_TIMERS
} Which;

typedef struct _Watch Watch;

typedef struct
{
  Watch *watch; /* borrowed */
  Which which;
  guint id; /* 0: not running */
  gint64 interval_us;
} Running;

/* One call whose session has an interval. */
struct _Watch
{
  LoreSessionTimers *timers; /* borrowed */
  char *key;
  char *call_id;
  char *peer;
  LoreWire *wire;
  LoreSessionInterval interval; /* its refresher is not used */
  gboolean refreshes;           /* this side does */
  gboolean updates;             /* the peer takes UPDATE */
  Running running[N_TIMERS];
};

struct _LoreSessionTimers
{
  /* Owned */
  GHashTable *dialogs;
  GHashTable *watches; /* dialog key → Watch */
  char *user;

  /* Borrowed */
  LoreElement *element;
  void (*sent) (GBytes *, const char *, gpointer);
  gpointer user_data;

  LoreSessionPolicy policy;
};

/* --- the clock --------------------------------------------------------------------- */

static void
record (const Running *running, LoreEventType type)
{
  static const struct
  {
    const char *topic, *rfc;
  } rows[] = { [REFRESH] = { "timer:session-refresh", "4028 §7.2" },
               [EXPIRY] = { "timer:session-expiry", "4028 §10" } };
  const Watch *watch = running->watch;

  lore_recorder_timer (lore_element_get_recorder (watch->timers->element), type,
                       rows[running->which].topic, watch->call_id, running->interval_us,
                       rows[running->which].rfc);
}

static void on_time (gpointer data);

static void
start (Running *running, gint64 interval_us)
{
  running->interval_us = interval_us;
  running->id = lore_clock_add (lore_element_get_clock (running->watch->timers->element),
                                interval_us, on_time, running);
  record (running, LORE_EVENT_TIMER_SET);
}

static void
stop (Running *running)
{
  if (running->id == 0)
    return;
  lore_clock_remove (lore_element_get_clock (running->watch->timers->element),
                     running->id);
  running->id = 0;
  record (running, LORE_EVENT_TIMER_CANCELLED);
}

/* The time begins anew: half of it until the refresh; for who waits for that all but a
 * margin until the call is given up (§7.2, §10). */
static void
wind (Watch *watch)
{
  guint interval_s = watch->interval.expires_s;
  guint margin_s = watch->refreshes ? 0 : MIN (EXPIRY_MARGIN_S, interval_s / 3);

  for (Which i = 0; i < N_TIMERS; i++)
    stop (&watch->running[i]);
  if (watch->refreshes)
    start (&watch->running[REFRESH], interval_s * (gint64)G_USEC_PER_SEC / 2);
  start (&watch->running[EXPIRY], (interval_s - margin_s) * (gint64)G_USEC_PER_SEC);
}

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  for (Which i = 0; i < N_TIMERS; i++)
    if (watch->running[i].id != 0)
      lore_clock_remove (lore_element_get_clock (watch->timers->element),
                         watch->running[i].id);
  g_object_unref (watch->wire);
  g_free (watch->key);
  g_free (watch->call_id);
  g_free (watch->peer);
  g_free (watch);
}

static Watch *
ensure_watch (LoreSessionTimers *self, const char *key, LoreWire *wire, const char *peer)
{
  Watch *watch = g_hash_table_lookup (self->watches, key);

  if (watch != NULL)
    return watch;
  watch = g_new0 (Watch, 1);
  watch->timers = self;
  watch->key = g_strdup (key);
  watch->call_id = g_strndup (key, strcspn (key, "\n"));
  watch->peer = g_strdup (peer);
  watch->wire = g_object_ref (wire);
  for (Which i = 0; i < N_TIMERS; i++)
    watch->running[i] = (Running){ .watch = watch, .which = i };
  g_hash_table_replace (self->watches, watch->key, watch);
  return watch;
}

void
lore_session_timers_stop (LoreSessionTimers *self, const char *dialog_key)
{
  Watch *watch = g_hash_table_lookup (self->watches, dialog_key);

  if (watch == NULL)
    return;
  for (Which i = 0; i < N_TIMERS; i++)
    stop (&watch->running[i]);
  g_hash_table_remove (self->watches, dialog_key);
}

static void
note (LoreSessionTimers *self, const char *topic, const char *subject, const char *rfc)
{
  lore_recorder_note (lore_element_get_recorder (self->element), topic, subject, rfc);
}

/* --- refreshing, §7.4 -------------------------------------------------------------- */

static void
tell_sent (LoreSessionTimers *self, GBytes *request, const char *destination)
{
  if (request != NULL && self->sent != NULL)
    self->sent (request, destination, self->user_data);
}

char **
lore_session_timers_dup_inside (LoreSessionTimers *self, const char *dialog_key)
{
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();
  const Watch *watch = g_hash_table_lookup (self->watches, dialog_key);
  g_autofree char *supported = NULL, *expires = NULL, *least = NULL;
  LoreSessionInterval interval;

  if (watch == NULL)
    return g_strv_builder_end (fields);
  interval = watch->interval;
  interval.expires_s = MAX (interval.expires_s, interval.least_s);
  interval.refresher = watch->refreshes ? LORE_REFRESHER_UAC : LORE_REFRESHER_UAS;
  supported = lore_abilities_dup_supported (&lore_abilities_of_user_agent);
  expires = lore_session_interval_put (&interval);
  g_strv_builder_add_many (fields, "Supported", supported, "Session-Expires", expires,
                           NULL);
  if (interval.least_s != 0)
    {
      least = g_strdup_printf ("%u", interval.least_s);
      g_strv_builder_add_many (fields, "Min-SE", least, NULL);
    }
  return g_strv_builder_end (fields);
}

/* By UPDATE, which needs no description, where the peer takes it; else by an INVITE with
 * the one it has. */
static void
refresh (Watch *watch, LoreDialog *dialog)
{
  LoreSessionTimers *self = watch->timers;
  g_autofree char *next_hop = lore_dialog_dup_next_hop (dialog);
  g_autofree char *contact =
      lore_origin_dup_contact (self->element, watch->wire, watch->peer, self->user);
  g_auto (GStrv) fields = lore_session_timers_dup_inside (self, watch->key);
  g_autoptr (GBytes) request = NULL;

  note (self, "note:session-refresh", watch->call_id, "4028 §7.4");
  request = lore_dispatch_inside (
      self->element, watch->wire, dialog,
      &(LoreInside){ .method = watch->updates ? "UPDATE" : "INVITE",
                     .contact = contact,
                     .fields = (const char *const *)fields,
                     .type = "application/sdp",
                     .body = watch->updates ? NULL : dialog->described });
  if (!watch->updates)
    dialog->invite_cseq = dialog->local_cseq;
  tell_sent (self, request, next_hop);
}

/* The other side is taken to be gone; @watch goes with the call. */
static void
hang_up (Watch *watch, LoreDialog *dialog, const char *topic)
{
  LoreSessionTimers *self = watch->timers;
  g_autofree char *next_hop = lore_dialog_dup_next_hop (dialog);
  g_autofree char *key = g_strdup (watch->key);
  g_autoptr (GBytes) bye = NULL;

  note (self, topic, watch->call_id, "4028 §10");
  bye = lore_dispatch_inside (self->element, watch->wire, dialog,
                              &(LoreInside){ .method = "BYE" });
  lore_session_timers_stop (self, key);
  if (lore_dialog_feed (dialog, LORE_DIALOG_BYE,
                        lore_element_get_recorder (self->element)))
    g_hash_table_remove (self->dialogs, key);
  tell_sent (self, bye, next_hop);
}

static void
on_time (gpointer data)
{
  Running *running = data;
  Watch *watch = running->watch;
  LoreSessionTimers *self = watch->timers;
  LoreDialog *dialog = g_hash_table_lookup (self->dialogs, watch->key);

  running->id = 0;
  if (dialog == NULL)
    {
      lore_session_timers_stop (self, watch->key);
      return;
    }
  record (running, LORE_EVENT_TIMER_FIRED);
  if (lore_element_is_mute (self->element))
    note (self, "note:raw-no-refresh", watch->call_id, NULL);
  else if (running->which == EXPIRY)
    hang_up (watch, dialog, "note:session-expired");
  else if (!lore_element_has_offer_inside (self->element, watch->key))
    refresh (watch, dialog); /* else what is under way does it (§7.2) */
}

/* --- as the server, §9 ------------------------------------------------------------- */

gboolean
lore_session_timers_refuse (LoreSessionTimers *self, const LoreAsked *asked)
{
  g_autofree char *least = NULL;
  LoreSessionInterval interval;

  lore_session_interval_read (&interval, asked->arrival->message);
  if (!lore_session_interval_is_small (&interval, &self->policy))
    return FALSE;
  least = g_strdup_printf ("%u", MAX (self->policy.least_s, LORE_SESSION_LEAST_S));
  lore_asked_refuse (asked, 422, NULL, (const char *[]){ "Min-SE", least, NULL },
                     "4028 §9");
  return TRUE;
}

char **
lore_session_timers_dup_fields (LoreSessionTimers *self, GBytes *request)
{
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();
  g_autofree char *expires = NULL;
  LoreSessionInterval asked, answer;

  lore_session_interval_read (&asked, request);
  lore_session_interval_answer (&asked, &self->policy, &answer);
  if (answer.expires_s == 0)
    return g_strv_builder_end (fields);
  expires = lore_session_interval_put (&answer);
  g_strv_builder_add_many (fields, "Session-Expires", expires, NULL);
  if (asked.supported)
    g_strv_builder_add_many (fields, "Require", "timer", NULL);
  return g_strv_builder_end (fields);
}

/* What the peer's message says of UPDATE; nothing, when it has no Allow. */
static void
learn_methods (Watch *watch, GBytes *message)
{
  g_auto (GStrv) allowed = sip_edit_dup_values (message, "Allow");

  if (allowed[0] != NULL)
    watch->updates = g_strv_contains ((const char *const *)allowed, "UPDATE");
}

void
lore_session_timers_accept (LoreSessionTimers *self, GBytes *request, GBytes *response,
                            LoreWire *wire, const char *peer)
{
  g_autofree char *key = NULL;
  LoreSessionInterval asked, answer;
  Watch *watch;

  lore_session_interval_read (&answer, response);
  {
    g_autofree char *call_id = NULL, *local = NULL, *remote = NULL;
    SipIndex index;

    lore_message_index (response, &index);
    call_id = lore_message_dup_span (response, index.call_id);
    local = lore_message_dup_span (response, index.to_tag);
    remote = lore_message_dup_span (response, index.from_tag);
    key = g_strjoin ("\n", call_id, local, remote, NULL);
  }
  if (answer.expires_s == 0)
    {
      lore_session_timers_stop (self, key);
      return;
    }
  lore_session_interval_read (&asked, request);
  watch = ensure_watch (self, key, wire, peer);
  watch->interval.expires_s = answer.expires_s;
  watch->interval.least_s = MAX (watch->interval.least_s, asked.least_s);
  watch->refreshes = answer.refresher == LORE_REFRESHER_UAS;
  learn_methods (watch, request);
  wind (watch);
}

/* --- as the client, §7 ------------------------------------------------------------- */

/* Of a response to a request of this side. */
static char *
dup_key (GBytes *message, const SipIndex *index)
{
  g_autofree char *call_id = lore_message_dup_span (message, index->call_id);
  g_autofree char *local = lore_message_dup_span (message, index->from_tag);
  g_autofree char *remote = lore_message_dup_span (message, index->to_tag);

  return g_strjoin ("\n", call_id, local, remote, NULL);
}

/* §7.2: with one who does not know the option this side refreshes alone, if it asked for
 * a timer at all. */
static void
begin (LoreSessionTimers *self, GBytes *request, const LoreArrival *arrival,
       const char *key)
{
  LoreSessionInterval asked, answer;
  gboolean known = g_hash_table_contains (self->watches, key);
  Watch *watch;

  lore_session_interval_read (&asked, request);
  lore_session_interval_read (&answer, arrival->message);
  if (!asked.supported || (answer.expires_s == 0 && asked.expires_s == 0))
    {
      if (known)
        note (self, "note:session-timer-off", NULL, "4028 §7.2");
      lore_session_timers_stop (self, key);
      return;
    }
  if (answer.expires_s == 0)
    note (self, "note:session-alone", NULL, "4028 §7.2");
  watch = ensure_watch (self, key, arrival->wire, arrival->source);
  watch->interval.expires_s = answer.expires_s != 0 ? answer.expires_s : asked.expires_s;
  watch->interval.least_s = MAX (watch->interval.least_s, asked.least_s);
  watch->refreshes = answer.expires_s == 0 || answer.refresher != LORE_REFRESHER_UAS;
  learn_methods (watch, arrival->message);
  wind (watch);
}

/* §7.3 */
static void
retry (LoreSessionTimers *self, LoreTransaction *transaction, const LoreArrival *arrival,
       const char *key)
{
  LoreDialog *dialog = g_hash_table_lookup (self->dialogs, key);
  g_autofree char *branch = lore_origin_dup_branch (self->element);
  g_autofree char *peer = lore_endpoint_with_transport (
      lore_transaction_get_peer (transaction), lore_wire_get_transport (arrival->wire));
  g_autoptr (GBytes) again = lore_session_interval_raise (
      lore_transaction_get_request (transaction), arrival->message, branch);

  if (again == NULL)
    return;
  note (self, "note:interval-retry", branch, "4028 §7.3");
  if (dialog != NULL)
    {
      dialog->local_cseq++;
      if (arrival->index.method == SIP_METHOD_INVITE)
        dialog->invite_cseq = dialog->local_cseq;
    }
  lore_dispatch (self->element, arrival->wire, again, peer);
  tell_sent (self, again, peer);
}

static void
give_up (LoreSessionTimers *self, const char *key)
{
  Watch *watch = g_hash_table_lookup (self->watches, key);
  LoreDialog *dialog = g_hash_table_lookup (self->dialogs, key);

  if (watch != NULL && dialog != NULL)
    hang_up (watch, dialog, "note:refresh-failed");
}

static gboolean
is_refresh (const SipIndex *index)
{
  return index->method == SIP_METHOD_INVITE || index->method == SIP_METHOD_UPDATE;
}

void
lore_session_timers_answered (LoreSessionTimers *self, LoreTransaction *transaction,
                              const LoreArrival *arrival)
{
  g_autofree char *key = dup_key (arrival->message, &arrival->index);
  guint16 status = arrival->index.status;

  if (transaction == NULL || status < 200 || lore_element_is_mute (self->element))
    return;
  if (arrival->index.method == SIP_METHOD_BYE)
    lore_session_timers_stop (self, key);
  if (!is_refresh (&arrival->index))
    return;
  if (status < 300)
    begin (self, lore_transaction_get_request (transaction), arrival, key);
  else if (status == 422)
    retry (self, transaction, arrival, key);
  else if (status == 408 || status == 481)
    give_up (self, key);
}

void
lore_session_timers_failed (LoreSessionTimers *self, LoreTransaction *transaction)
{
  GBytes *request = lore_transaction_get_request (transaction);
  g_autofree char *key = NULL;
  SipIndex index;

  lore_message_index (request, &index);
  key = dup_key (request, &index);
  if (is_refresh (&index) && !lore_element_is_mute (self->element))
    give_up (self, key);
}

/* --- its life ---------------------------------------------------------------------- */

LoreSessionTimers *
lore_session_timers_new (LoreElement *element, GHashTable *dialogs, const char *user)
{
  LoreSessionTimers *self = g_new0 (LoreSessionTimers, 1);

  self->element = element;
  self->dialogs = g_hash_table_ref (dialogs);
  self->user = g_strdup (user);
  self->watches = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, watch_free);
  return self;
}

void
lore_session_timers_free (LoreSessionTimers *self)
{
  g_hash_table_unref (self->watches);
  g_hash_table_unref (self->dialogs);
  g_free (self->user);
  g_free (self);
}

void
lore_session_timers_set_policy (LoreSessionTimers *self, const LoreSessionPolicy *policy)
{
  self->policy = *policy;
}

void
lore_session_timers_set_sent (LoreSessionTimers *self,
                              void (*sent) (GBytes *, const char *, gpointer),
                              gpointer user_data)
{
  self->sent = sent;
  self->user_data = user_data;
}

void
lore_session_timers_reset (LoreSessionTimers *self)
{
  g_hash_table_remove_all (self->watches);
}
