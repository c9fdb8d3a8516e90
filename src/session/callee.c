/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/callee.h"

#include "session/compose.h"
#include "session/inspect.h"
#include "session/origin.h"
#include "session/pending.h"
#include "sip/facts.h"
#include "wire/endpoint.h"

#define DEFAULT_ANSWER_AFTER_US (3 * G_GINT64_CONSTANT (1000000))
#define LARGEST_BODY (16 * 1024)

static const char *const methods[] = { "INVITE",  "ACK",     "BYE",  "CANCEL",
                                       "OPTIONS", "MESSAGE", "INFO", NULL };
static const LoreAbilities abilities = { methods, LARGEST_BODY };

/* An INVITE in a dialog changes the session that is up: nobody needs to be rung. */
static const LoreBehaviour at_once = { "at-once", { { 0, 200, TRUE } }, NULL };

struct _LoreCallee
{
  /* Owned */
  char *user;
  GHashTable *dialogs;
  GPtrArray *pending; /* of LorePending */

  /* Borrowed */
  LoreElement *element;
  const LoreBehaviour *behaviour;
  LoreGuard *guard; /* or NULL */

  gint64 answer_after_us;
};

/* A request in the course of being answered. */
typedef struct
{
  LoreCallee *callee;
  LoreTransaction *transaction; /* NULL of an ACK */
  const LoreArrival *arrival;
} Asked;

GHashTable *
lore_dialogs_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify)lore_dialog_free);
}

/* --- answering --------------------------------------------------------------------- */

static void
reply (Asked *asked, const LoreReply *words)
{
  g_autoptr (GBytes) response = lore_compose_response (asked->arrival->message, words);

  lore_transaction_feed_response (asked->transaction, response);
}

/* A refusal says in the trace which section asks for it. */
static void
refuse (Asked *asked, guint status, const char *reason, const char *const *fields,
        const char *rfc)
{
  LoreElement *element = asked->callee->element;
  g_autofree char *tag = lore_chance_dup_token (lore_element_get_chance (element), 8);
  g_autofree char *topic = g_strdup_printf ("note:answers-%u", status);
  g_autofree char *subject =
      lore_message_dup_span (asked->arrival->message, asked->arrival->index.branch);
  LoreReply words = {
    .status = status, .reason = reason, .to_tag = tag, .fields = fields
  };

  lore_recorder_note (lore_element_get_recorder (element), topic, subject, rfc);
  reply (asked, &words);
}

static void
accept_plainly (Asked *asked, const char *tag)
{
  LoreReply words = { .status = 200, .to_tag = tag };

  reply (asked, &words);
}

static char *
dup_contact (LoreCallee *self, const LoreArrival *arrival)
{
  g_autofree char *host = NULL, *address = NULL;
  guint16 port;

  lore_origin_get_address (self->element, arrival->wire, arrival->source, &host, &port);
  address = lore_endpoint_format (host, port);
  return g_strdup_printf ("<sip:%s@%s>", self->user, address);
}

static void
on_pending_done (LorePending *pending, gpointer user_data)
{
  LoreCallee *self = user_data;

  g_ptr_array_remove (self->pending, pending);
}

static void
answer_invite (Asked *asked, const char *tag, const LoreBehaviour *behaviour)
{
  LoreCallee *self = asked->callee;
  g_autofree char *contact = dup_contact (self, asked->arrival);
  LorePending *pending =
      lore_pending_new (self->element, self->dialogs, asked->transaction, contact, tag,
                        on_pending_done, self);

  g_ptr_array_add (self->pending, pending);
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
  g_autofree char *allow = lore_abilities_dup_allow (&abilities);
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
                           "",
                           NULL };
  LoreReply words = { .status = 200, .to_tag = tag, .fields = fields };

  if (final >= 300)
    refuse (asked, final, NULL, contact[1] != NULL ? contact : NULL, "3261 §11.2");
  else
    reply (asked, &words);
}

/* --- CANCEL, §9.2 ------------------------------------------------------------------ */

static LorePending *
find_pending (LoreCallee *self, LoreTransaction *transaction)
{
  for (guint i = 0; i < self->pending->len; i++)
    if (lore_pending_get_transaction (self->pending->pdata[i]) == transaction)
      return self->pending->pdata[i];
  return NULL;
}

static void
answer_cancel (Asked *asked)
{
  LoreTransaction *invite =
      lore_element_find_invite (asked->callee->element, asked->arrival);
  LorePending *pending = invite != NULL ? find_pending (asked->callee, invite) : NULL;

  if (pending == NULL)
    {
      refuse (asked, 481, NULL, NULL, "3261 §9.2");
      return;
    }
  accept_plainly (asked, lore_pending_get_tag (pending));
  lore_pending_refuse (pending, 487, "3261 §9.2");
}

/* --- in a dialog, §12.2.2 ---------------------------------------------------------- */

static gboolean
has_unanswered_invite (LoreCallee *self, const char *key)
{
  for (guint i = 0; i < self->pending->len; i++)
    {
      LorePending *pending = self->pending->pdata[i];
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

static void
answer_reinvite (Asked *asked, LoreDialog *dialog, const char *key)
{
  static const char *const retry[] = { "Retry-After", "3", NULL };

  if (has_unanswered_invite (asked->callee, key))
    {
      refuse (asked, 500, NULL, retry, "3261 §14.2");
      return;
    }
  lore_dialog_refresh (dialog, asked->arrival->message);
  answer_invite (asked, dialog->local_tag, &at_once);
}

static void
answer_bye (Asked *asked, LoreDialog *dialog, const char *key)
{
  LoreCallee *self = asked->callee;

  accept_plainly (asked, NULL);
  for (guint i = self->pending->len; i > 0; i--)
    lore_pending_hang_up (self->pending->pdata[i - 1], key);
  dialog = g_hash_table_lookup (self->dialogs, key);
  if (dialog == NULL) /* the 487 has ended an early one */
    return;
  lore_dialog_enter (dialog, LORE_DIALOG_TERMINATED,
                     lore_element_get_recorder (self->element), "3261 §15.1.2");
  g_hash_table_remove (self->dialogs, key);
}

static void
answer_in_dialog (Asked *asked)
{
  const SipIndex *index = &asked->arrival->index;
  g_autofree char *key = lore_dialog_dup_key_of_request (asked->arrival->message);
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
  if (index->method == SIP_METHOD_INVITE)
    answer_reinvite (asked, dialog, key);
  else if (index->method == SIP_METHOD_BYE)
    answer_bye (asked, dialog, key);
  else if (index->method == SIP_METHOD_OPTIONS)
    answer_options (asked);
  else
    accept_plainly (asked, NULL);
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
  status = lore_guard_check (asked->callee->guard, asked->arrival, &fields);
  if (status != 0)
    refuse (asked, status, NULL, (const char *const *)fields, "3261 §22.2");
  return status != 0;
}

static void
answer_new (Asked *asked)
{
  LoreCallee *self = asked->callee;
  g_autofree char *tag =
      lore_chance_dup_token (lore_element_get_chance (self->element), 8);

  if (lore_element_is_merged (self->element, asked->transaction, asked->arrival))
    {
      refuse (asked, 482, NULL, NULL, "3261 §8.2.2.2");
      return;
    }
  if (is_kept_out (asked))
    return;
  switch (asked->arrival->index.method)
    {
    case SIP_METHOD_INVITE:
      answer_invite (asked, tag, self->behaviour);
      break;
    case SIP_METHOD_OPTIONS:
      answer_options (asked);
      break;
    case SIP_METHOD_MESSAGE:
      accept_plainly (asked, tag);
      break;
    default: /* BYE and INFO live in dialogs */
      refuse (asked, 481, NULL, NULL, "3261 §12.2.2");
    }
}

static void
take_ack (LoreCallee *self, const LoreArrival *arrival)
{
  g_autofree char *subject =
      lore_message_dup_span (arrival->message, arrival->index.branch);

  for (guint i = 0; i < self->pending->len; i++)
    if (lore_pending_acknowledge (self->pending->pdata[i], arrival))
      return;
  lore_recorder_note (lore_element_get_recorder (self->element), "note:ack-unmatched",
                      subject, "3261 §17");
}

void
lore_callee_request (LoreCallee *self, LoreTransaction *transaction,
                     const LoreArrival *arrival)
{
  Asked asked = { self, transaction, arrival };
  LoreVerdict verdict;

  if (transaction == NULL)
    {
      take_ack (self, arrival);
      return;
    }
  lore_inspect (arrival->message, &arrival->index, &abilities, &verdict);
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

/* --- its life ---------------------------------------------------------------------- */

void
lore_callee_ended (LoreCallee *self, LoreTransaction *transaction)
{
  for (guint i = self->pending->len; i > 0; i--)
    lore_pending_ended (self->pending->pdata[i - 1], transaction);
}

LoreCallee *
lore_callee_new (LoreElement *element, const char *user, GHashTable *dialogs)
{
  LoreCallee *self = g_new0 (LoreCallee, 1);

  self->element = element;
  self->user = g_strdup (user);
  self->dialogs = g_hash_table_ref (dialogs);
  self->pending = g_ptr_array_new_with_free_func ((GDestroyNotify)lore_pending_free);
  self->behaviour = lore_behaviour_lookup ("answer");
  self->answer_after_us = DEFAULT_ANSWER_AFTER_US;
  return self;
}

void
lore_callee_free (LoreCallee *self)
{
  g_free (self->user);
  g_hash_table_unref (self->dialogs);
  g_ptr_array_unref (self->pending);
  g_free (self);
}

void
lore_callee_set_guard (LoreCallee *self, LoreGuard *guard)
{
  self->guard = guard;
}

void
lore_callee_set_behaviour (LoreCallee *self, const LoreBehaviour *behaviour)
{
  self->behaviour = behaviour;
}

void
lore_callee_set_answer_after (LoreCallee *self, gint64 us)
{
  self->answer_after_us = us;
}

void
lore_callee_reset (LoreCallee *self)
{
  g_ptr_array_set_size (self->pending, 0);
}
