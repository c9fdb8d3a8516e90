/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/callee.h"

#include "session/dispatch.h"
#include "session/inspect.h"
#include "session/later.h"
#include "session/notifier.h"
#include "session/pending.h"
#include "sip/edit.h"
#include "sip/facts.h"

#include <string.h>

#define DEFAULT_ANSWER_AFTER_US (3 * G_GINT64_CONSTANT (1000000))

/* An INVITE in a dialog changes the session that is up: nobody needs to be rung. */
static const LoreBehaviour at_once = { "at-once", { { 0, 200, TRUE } }, NULL };

struct _LoreCallee
{
  /* Owned */
  char *user;
  GHashTable *dialogs;
  GHashTable *pending; /* Call-ID → GPtrArray of LorePending: thousands may be alive */
  GPtrArray *later;    /* of LoreLater */
  LoreNotifier *notifier;

  /* Borrowed */
  LoreElement *element;
  const LoreBehaviour *behaviour;
  LoreGuard *guard;          /* or NULL */
  LoreSessionTimers *timers; /* or NULL */

  gint64 answer_after_us;
  gint64 later_us; /* of its behaviour */
};

/* What is being answered, and by whom. */
typedef struct
{
  LoreCallee *callee;
  LoreAsked asked;
} Asked;

GHashTable *
lore_dialogs_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify)lore_dialog_free);
}

/* --- answering --------------------------------------------------------------------- */

static void
refuse (Asked *asked, guint status, const char *reason, const char *const *fields,
        const char *rfc)
{
  lore_asked_refuse (&asked->asked, status, reason, fields, rfc);
}

static char *
dup_call_id (GBytes *message)
{
  SipIndex index;

  lore_message_index (message, &index);
  return lore_message_dup_span (message, index.call_id);
}

/* The INVITEs of the call that @message belongs to, as they are now; the caller's. */
static GPtrArray *
dup_pending (LoreCallee *self, GBytes *message)
{
  g_autofree char *call_id = dup_call_id (message);
  GPtrArray *pending = g_hash_table_lookup (self->pending, call_id);

  return pending != NULL ? g_ptr_array_ref (pending) : g_ptr_array_new ();
}

static void
add_pending (LoreCallee *self, LorePending *pending)
{
  char *call_id = dup_call_id (lore_pending_get_request (pending));
  GPtrArray *others = g_hash_table_lookup (self->pending, call_id);

  if (others != NULL)
    g_free (call_id);
  else
    {
      others = g_ptr_array_new_with_free_func ((GDestroyNotify)lore_pending_free);
      g_hash_table_replace (self->pending, call_id, others);
    }
  g_ptr_array_add (others, pending);
}

static void
on_pending_done (LorePending *pending, gpointer user_data)
{
  LoreCallee *self = user_data;
  g_autofree char *call_id = dup_call_id (lore_pending_get_request (pending));
  GPtrArray *others = g_hash_table_lookup (self->pending, call_id);

  g_ptr_array_remove (others, pending);
  if (others->len == 0)
    g_hash_table_remove (self->pending, call_id);
}

static void
answer_invite (Asked *asked, const char *tag, const LoreBehaviour *behaviour)
{
  LoreCallee *self = asked->callee;
  LorePending *pending =
      lore_pending_new (&asked->asked, self->dialogs, tag, on_pending_done, self);

  add_pending (self, pending);
  lore_pending_set_timers (pending, self->timers);
  lore_pending_follow (pending, behaviour, self->answer_after_us);
}

/* What it would say to an INVITE now (§11.2). */
static void
answer_options (Asked *asked)
{
  LoreCallee *self = asked->callee;
  guint final = lore_behaviour_get_final (self->behaviour);
  g_autofree char *tag =
      lore_chance_dup_token (lore_element_get_chance (self->element), 8);
  g_autofree char *allow = lore_abilities_dup_allow (&lore_abilities_of_user_agent);
  g_autofree char *supported =
      lore_abilities_dup_supported (&lore_abilities_of_user_agent);
  const char *contact[] = { "Contact", self->behaviour->contact, NULL };
  const char *fields[] = { "Allow",
                           allow,
                           "Accept",
                           lore_inspect_get_accept (SIP_METHOD_INVITE),
                           "Accept-Encoding",
                           "identity",
                           "Accept-Language",
                           "en, zh",
                           "Supported",
                           supported,
                           "Allow-Events",
                           "presence, message-summary",
                           NULL };
  LoreReply words = { .status = 200, .to_tag = tag, .fields = fields };

  if (final >= 300)
    refuse (asked, final, NULL, contact[1] != NULL ? contact : NULL, "3261 §11.2");
  else
    lore_asked_reply (&asked->asked, &words);
}

/* --- CANCEL, §9.2 ------------------------------------------------------------------ */

static LorePending *
find_pending (LoreCallee *self, LoreTransaction *transaction)
{
  g_autoptr (GPtrArray) pending =
      dup_pending (self, lore_transaction_get_request (transaction));

  for (guint i = 0; i < pending->len; i++)
    if (lore_pending_get_transaction (pending->pdata[i]) == transaction)
      return pending->pdata[i];
  return NULL;
}

static void
answer_cancel (Asked *asked)
{
  LoreTransaction *invite =
      lore_element_find_invite (asked->callee->element, asked->asked.arrival);
  LorePending *pending = invite != NULL ? find_pending (asked->callee, invite) : NULL;

  if (pending == NULL)
    {
      refuse (asked, 481, NULL, NULL, "3261 §9.2");
      return;
    }
  lore_asked_accept (&asked->asked, lore_pending_get_tag (pending));
  lore_pending_refuse (pending, 487, "3261 §9.2");
}

/* --- in a dialog, §12.2.2 ---------------------------------------------------------- */

static gboolean
has_unanswered_invite (LoreCallee *self, GBytes *request, const char *key)
{
  g_autoptr (GPtrArray) all = dup_pending (self, request);

  for (guint i = 0; i < all->len; i++)
    {
      LorePending *pending = all->pdata[i];
      LoreTransaction *transaction = lore_pending_get_transaction (pending);
      g_autofree char *other = NULL;

      if (transaction == NULL || lore_pending_is_answered (pending))
        continue;
      other = lore_dialog_dup_key_of_request (lore_transaction_get_request (transaction));
      if (g_str_equal (other, key))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_too_brief (Asked *asked)
{
  return asked->callee->timers != NULL
         && lore_session_timers_refuse (asked->callee->timers, &asked->asked);
}

static void
answer_reinvite (Asked *asked, LoreDialog *dialog, const char *key)
{
  static const char *const retry[] = { "Retry-After", "3", NULL };

  if (has_unanswered_invite (asked->callee, asked->asked.arrival->message, key))
    {
      refuse (asked, 500, NULL, retry, "3261 §14.2");
      return;
    }
  if (lore_element_has_offer_inside (asked->callee->element, key))
    {
      refuse (asked, 491, NULL, NULL, "3261 §14.2");
      return;
    }
  if (is_too_brief (asked))
    return;
  lore_dialog_refresh (dialog, asked->asked.arrival->message,
                       lore_element_get_recorder (asked->callee->element));
  answer_invite (asked, dialog->local_tag, &at_once);
}

static void
answer_bye (Asked *asked, LoreDialog *dialog, const char *key)
{
  LoreCallee *self = asked->callee;
  g_autoptr (GPtrArray) pending = dup_pending (self, asked->asked.arrival->message);

  lore_asked_accept (&asked->asked, NULL);
  if (self->timers != NULL)
    lore_session_timers_stop (self->timers, key);
  for (guint i = pending->len; i > 0; i--)
    lore_pending_hang_up (pending->pdata[i - 1], key);
  lore_notifier_forget (self->notifier, key);
  dialog = g_hash_table_lookup (self->dialogs, key);
  if (dialog != NULL /* the 487 has ended an early one */
      && lore_dialog_feed (dialog, LORE_DIALOG_BYE,
                           lore_element_get_recorder (self->element)))
    g_hash_table_remove (self->dialogs, key);
}

static gboolean
owes_answer (LoreCallee *self, GBytes *request, const char *key)
{
  g_autoptr (GPtrArray) pending = dup_pending (self, request);

  for (guint i = 0; i < pending->len; i++)
    if (lore_pending_owes_answer (pending->pdata[i], key))
      return TRUE;
  return FALSE;
}

/* @answer: the description, NULL when there was no offer. It refreshes the session as
 * well (RFC 4028 §9). */
static void
accept_update (Asked *asked, const char *answer)
{
  LoreSessionTimers *timers = asked->callee->timers;
  const LoreArrival *arrival = asked->asked.arrival;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *contact = lore_asked_dup_contact (&asked->asked);
  g_auto (GStrv) fields = NULL, interval = NULL;
  g_autoptr (GBytes) response = NULL;

  g_strv_builder_add_many (builder, "Contact", contact, NULL);
  if (timers != NULL)
    {
      interval = lore_session_timers_dup_fields (timers, arrival->message);
      g_strv_builder_addv (builder, (const char **)interval);
    }
  fields = g_strv_builder_end (builder);
  response = lore_compose_response (arrival->message,
                                    &(LoreReply){ .status = 200,
                                                  .fields = (const char *const *)fields,
                                                  .type = "application/sdp",
                                                  .body = answer });
  if (timers != NULL)
    lore_session_timers_accept (timers, arrival->message, response, arrival->wire,
                                arrival->source);
  lore_transaction_feed_response (asked->asked.transaction, response);
}

/* A description changes without an INVITE, also before the first is answered (RFC 3311
 * §5.2): at once, or not at all. */
static void
answer_update (Asked *asked, LoreDialog *dialog, const char *key)
{
  static const char *const retry[] = { "Retry-After", "3", NULL };
  LoreCallee *self = asked->callee;
  const LoreArrival *arrival = asked->asked.arrival;
  g_autofree char *offer = lore_message_dup_span (arrival->message, arrival->index.body);
  g_autofree char *answer = NULL;

  if (is_too_brief (asked))
    return;
  if (*offer != '\0')
    {
      if (lore_element_has_offer_inside (self->element, key))
        {
          refuse (asked, 491, NULL, NULL, "3311 §5.2");
          return;
        }
      if (owes_answer (self, arrival->message, key))
        {
          refuse (asked, 500, NULL, retry, "3311 §5.2");
          return;
        }
      answer = lore_asked_dup_answer (&asked->asked, offer, &dialog->session);
      if (answer == NULL)
        {
          refuse (asked, 488, NULL, NULL, "3311 §5.2");
          return;
        }
      lore_dialog_describe (dialog, answer);
    }
  lore_dialog_refresh (dialog, arrival->message,
                       lore_element_get_recorder (self->element));
  accept_update (asked, answer);
}

/* Acknowledges a reliable provisional response, which is then repeated no more. */
static void
answer_prack (Asked *asked, const char *key)
{
  GBytes *request = asked->asked.arrival->message;
  g_autoptr (GPtrArray) pending = dup_pending (asked->callee, request);

  for (guint i = 0; i < pending->len; i++)
    if (lore_pending_awaits (pending->pdata[i], key, request))
      {
        lore_asked_accept (&asked->asked, NULL);
        lore_pending_prack (pending->pdata[i]);
        return;
      }
  refuse (asked, 481, NULL, NULL, "3262 §3");
}

/* "presence;id=4" → "presence" */
static char *
dup_package (const char *event)
{
  return g_strstrip (g_strndup (event, strcspn (event, ";")));
}

/* What this side has subscribed to (RFC 6665 §4.1.3). */
static void
answer_notify (Asked *asked, LoreDialog *dialog, const char *key)
{
  GBytes *request = asked->asked.arrival->message;
  LoreRecorder *recorder = lore_element_get_recorder (asked->callee->element);
  g_autofree char *event = sip_edit_dup_value (request, "Event");
  g_autofree char *state = sip_edit_dup_value (request, "Subscription-State");
  g_autofree char *package = event != NULL ? dup_package (event) : NULL;

  if (dialog->event == NULL || g_strcmp0 (package, dialog->event) != 0)
    {
      refuse (asked, 481, NULL, NULL, "6665 §4.1.3");
      return;
    }
  lore_asked_accept (&asked->asked, NULL);
  if (state == NULL || !g_str_has_prefix (state, "terminated"))
    return;
  lore_recorder_state (recorder, "term:subscription", dialog->call_id,
                       "subscription-state:active", "subscription-state:terminated",
                       "6665 §4.1.3");
  g_clear_pointer (&dialog->event, g_free);
  if (!dialog->call && lore_dialog_feed (dialog, LORE_DIALOG_UNUSED, recorder))
    g_hash_table_remove (asked->callee->dialogs, key);
}

static void
answer_inside (Asked *asked, LoreDialog *dialog, const char *key)
{
  LoreNotifier *notifier = asked->callee->notifier;

  switch (asked->asked.arrival->index.method)
    {
    case SIP_METHOD_INVITE:
      answer_reinvite (asked, dialog, key);
      break;
    case SIP_METHOD_BYE:
      answer_bye (asked, dialog, key);
      break;
    case SIP_METHOD_OPTIONS:
      answer_options (asked);
      break;
    case SIP_METHOD_UPDATE:
      answer_update (asked, dialog, key);
      break;
    case SIP_METHOD_PRACK:
      answer_prack (asked, key);
      break;
    case SIP_METHOD_NOTIFY:
      answer_notify (asked, dialog, key);
      break;
    case SIP_METHOD_SUBSCRIBE:
      lore_notifier_subscribe (notifier, &asked->asked, key);
      break;
    case SIP_METHOD_REFER:
      lore_notifier_refer (notifier, &asked->asked, key);
      break;
    case SIP_METHOD_PUBLISH:
      lore_notifier_publish (notifier, &asked->asked);
      break;
    default: /* INFO and MESSAGE */
      lore_asked_accept (&asked->asked, NULL);
    }
}

static void
answer_in_dialog (Asked *asked)
{
  const SipIndex *index = &asked->asked.arrival->index;
  g_autofree char *key = lore_dialog_dup_key_of_request (asked->asked.arrival->message);
  LoreDialog *dialog = g_hash_table_lookup (asked->callee->dialogs, key);

  if (dialog == NULL)
    {
      refuse (asked, 481, NULL, NULL, "3261 §12.2.2");
      return;
    }
  if (dialog->remote_cseq != 0 && index->cseq < dialog->remote_cseq)
    {
      refuse (asked, 500, "CSeq Out of Order", NULL, "3261 §12.2.2");
      return;
    }
  dialog->remote_cseq = index->cseq;
  answer_inside (asked, dialog, key);
}

/* --- outside of one ---------------------------------------------------------------- */

/* Whoever begins something with the callee may be asked who they are. */
static gboolean
is_kept_out (Asked *asked)
{
  g_auto (GStrv) fields = NULL;
  guint status;

  if (asked->callee->guard == NULL)
    return FALSE;
  status = lore_guard_check (asked->callee->guard, asked->asked.arrival, &fields);
  if (status != 0)
    refuse (asked, status, NULL, (const char *const *)fields, "3261 §22.2");
  return status != 0;
}

/* No more calls and subscriptions than it can keep. */
static gboolean
is_overwhelmed (Asked *asked)
{
  LoreCallee *self = asked->callee;
  guint16 method = asked->asked.arrival->index.method;

  if ((method != SIP_METHOD_INVITE && method != SIP_METHOD_SUBSCRIBE
       && method != SIP_METHOD_REFER)
      || g_hash_table_size (self->dialogs) < lore_element_get_limit (self->element))
    return FALSE;
  refuse (asked, 503, NULL, lore_element_flooded, "3261 §21.5.4");
  return TRUE;
}

static void
answer_new (Asked *asked)
{
  LoreCallee *self = asked->callee;
  g_autofree char *tag =
      lore_chance_dup_token (lore_element_get_chance (self->element), 8);

  if (lore_element_is_merged (self->element, asked->asked.transaction,
                              asked->asked.arrival))
    {
      refuse (asked, 482, NULL, NULL, "3261 §8.2.2.2");
      return;
    }
  if (is_kept_out (asked) || is_overwhelmed (asked))
    return;
  switch (asked->asked.arrival->index.method)
    {
    case SIP_METHOD_INVITE:
      if (!is_too_brief (asked))
        answer_invite (asked, tag, self->behaviour);
      break;
    case SIP_METHOD_OPTIONS:
      answer_options (asked);
      break;
    case SIP_METHOD_MESSAGE:
      lore_asked_accept (&asked->asked, tag);
      break;
    case SIP_METHOD_SUBSCRIBE:
      lore_notifier_subscribe (self->notifier, &asked->asked, NULL);
      break;
    case SIP_METHOD_REFER:
      lore_notifier_refer (self->notifier, &asked->asked, NULL);
      break;
    case SIP_METHOD_PUBLISH:
      lore_notifier_publish (self->notifier, &asked->asked);
      break;
    default: /* BYE, INFO, UPDATE, PRACK and NOTIFY live in dialogs */
      refuse (asked, 481, NULL, NULL, "3261 §12.2.2");
    }
}

static LoreLater *
find_later (LoreCallee *self, const char *key)
{
  for (guint i = self->later->len; i > 0; i--)
    {
      LoreLater *later = self->later->pdata[i - 1];

      if (g_str_equal (lore_later_get_key (later), key))
        return later;
      if (!g_hash_table_contains (self->dialogs, lore_later_get_key (later)))
        g_ptr_array_remove_index_fast (self->later, i - 1);
    }
  return NULL;
}

/* The call is up: once, however often it is acknowledged. */
static void
plan_later (LoreCallee *self, const LoreArrival *ack)
{
  g_autofree char *key = NULL;

  if (self->behaviour->later == LORE_LATER_NOTHING)
    return;
  key = lore_dialog_dup_key_of_request (ack->message);
  if (g_hash_table_contains (self->dialogs, key) && find_later (self, key) == NULL)
    g_ptr_array_add (self->later,
                     lore_later_new (self->element, self->dialogs, key, self->user,
                                     self->behaviour, self->later_us, self->timers, ack));
}

static void
take_ack (LoreCallee *self, const LoreArrival *arrival)
{
  g_autofree char *subject =
      lore_message_dup_span (arrival->message, arrival->index.branch);
  g_autoptr (GPtrArray) pending = dup_pending (self, arrival->message);

  for (guint i = pending->len; i > 0; i--)
    if (lore_pending_acknowledge (pending->pdata[i - 1], arrival))
      {
        plan_later (self, arrival);
        return;
      }
  lore_recorder_note (lore_element_get_recorder (self->element), "note:ack-unmatched",
                      subject, "3261 §17");
}

void
lore_callee_request (LoreCallee *self, LoreTransaction *transaction,
                     const LoreArrival *arrival)
{
  Asked asked = { self, { self->element, transaction, arrival, self->user } };
  LoreVerdict verdict;

  if (transaction == NULL)
    {
      take_ack (self, arrival);
      return;
    }
  lore_inspect (arrival->message, &arrival->index, &lore_abilities_of_user_agent,
                &verdict);
  if (verdict.status != 0)
    refuse (&asked, verdict.status, verdict.reason, (const char *const *)verdict.fields,
            verdict.rfc);
  else if (arrival->index.method == SIP_METHOD_CANCEL)
    answer_cancel (&asked);
  else if (arrival->index.to_tag.len > 0)
    answer_in_dialog (&asked);
  else
    answer_new (&asked);
  lore_verdict_clear (&verdict);
}

/* To each of its 2xx, also one that comes again. */
static gboolean
acknowledge (LoreCallee *self, const LoreArrival *arrival)
{
  g_autofree char *call_id =
      lore_message_dup_span (arrival->message, arrival->index.call_id);
  g_autofree char *local =
      lore_message_dup_span (arrival->message, arrival->index.from_tag);
  g_autofree char *remote =
      lore_message_dup_span (arrival->message, arrival->index.to_tag);
  g_autofree char *key = g_strjoin ("\n", call_id, local, remote, NULL);
  LoreDialog *dialog = g_hash_table_lookup (self->dialogs, key);
  g_autoptr (GBytes) ack = NULL;
  LoreLater *later;

  if (dialog == NULL || arrival->index.method != SIP_METHOD_INVITE
      || arrival->index.status / 100 != 2 || arrival->index.cseq != dialog->invite_cseq)
    return FALSE;
  ack = lore_dispatch_inside (self->element, arrival->wire, dialog,
                              &(LoreInside){ .method = "ACK" });
  later = find_later (self, key);
  if (later != NULL)
    lore_later_accepted (later);
  return TRUE;
}

void
lore_callee_response (LoreCallee *self, const LoreArrival *arrival)
{
  if (!acknowledge (self, arrival))
    lore_notifier_answered (self->notifier, arrival);
}

/* --- its life ---------------------------------------------------------------------- */

void
lore_callee_ended (LoreCallee *self, LoreTransaction *transaction)
{
  g_autoptr (GPtrArray) pending =
      dup_pending (self, lore_transaction_get_request (transaction));

  for (guint i = pending->len; i > 0; i--)
    lore_pending_ended (pending->pdata[i - 1], transaction);
}

LoreCallee *
lore_callee_new (LoreElement *element, const char *user, GHashTable *dialogs)
{
  LoreCallee *self = g_new0 (LoreCallee, 1);

  self->element = element;
  self->user = g_strdup (user);
  self->dialogs = g_hash_table_ref (dialogs);
  self->pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify)g_ptr_array_unref);
  self->later = g_ptr_array_new_with_free_func ((GDestroyNotify)lore_later_free);
  self->notifier = lore_notifier_new (element, dialogs);
  self->behaviour = lore_behaviour_lookup ("answer");
  self->answer_after_us = DEFAULT_ANSWER_AFTER_US;
  return self;
}

void
lore_callee_free (LoreCallee *self)
{
  g_free (self->user);
  g_hash_table_unref (self->pending);
  g_ptr_array_unref (self->later);
  lore_notifier_free (self->notifier);
  g_hash_table_unref (self->dialogs);
  g_free (self);
}

void
lore_callee_set_guard (LoreCallee *self, LoreGuard *guard)
{
  self->guard = guard;
}

void
lore_callee_set_timers (LoreCallee *self, LoreSessionTimers *timers)
{
  self->timers = timers;
}

void
lore_callee_set_behaviour (LoreCallee *self, const LoreBehaviour *behaviour,
                           gint64 later_us)
{
  self->behaviour = behaviour;
  self->later_us = later_us;
  if (self->timers != NULL)
    lore_session_timers_set_policy (self->timers, &behaviour->session);
}

void
lore_callee_set_answer_after (LoreCallee *self, gint64 us)
{
  self->answer_after_us = us;
}

void
lore_callee_reset (LoreCallee *self)
{
  g_hash_table_remove_all (self->pending);
  g_ptr_array_set_size (self->later, 0);
  lore_notifier_reset (self->notifier);
}
