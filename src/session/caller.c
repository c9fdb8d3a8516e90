/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/caller.h"

#include "base/problem.h"
#include "session/compose.h"
#include "session/dispatch.h"
#include "session/origin.h"
#include "session/retry.h"
#include "session/sips.h"
#include "sip/edit.h"
#include "sip/facts.h"
#include "wire/endpoint.h"

#include <string.h>

struct _LoreCaller
{
  /* Owned */
  GHashTable *dialogs;
  LoreNotebook *notebook;
  char *user; /* NULL: no challenge is answered */
  char *password;
  GBytes *switched; /* what went over TCP because it is large; or NULL */
  GHashTable *acks; /* dialog key + CSeq number → GBytes: sent again for each 2xx */

  /* Borrowed */
  LoreElement *element;

  gboolean raw;
};

LoreCaller *
lore_caller_new (LoreElement *element, GHashTable *dialogs)
{
  LoreCaller *self = g_new0 (LoreCaller, 1);

  self->element = element;
  self->dialogs = g_hash_table_ref (dialogs);
  self->notebook = lore_notebook_new (dialogs, lore_element_get_recorder (element));
  self->acks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify)g_bytes_unref);
  return self;
}

void
lore_caller_free (LoreCaller *self)
{
  g_hash_table_unref (self->dialogs);
  g_hash_table_unref (self->acks);
  lore_notebook_free (self->notebook);
  g_clear_pointer (&self->switched, g_bytes_unref);
  g_free (self->user);
  g_free (self->password);
  g_free (self);
}

void
lore_caller_set_login (LoreCaller *self, const char *user, const char *password)
{
  g_free (self->user);
  g_free (self->password);
  self->user = g_strdup (user);
  self->password = g_strdup (password != NULL ? password : "");
}

void
lore_caller_reset (LoreCaller *self)
{
  lore_notebook_free (self->notebook);
  self->notebook =
      lore_notebook_new (self->dialogs, lore_element_get_recorder (self->element));
  g_hash_table_remove_all (self->acks);
}

LoreNotebook *
lore_caller_get_notebook (LoreCaller *self)
{
  return self->notebook;
}

gboolean
lore_caller_is_raw (LoreCaller *self)
{
  return self->raw;
}

/* --- sending ----------------------------------------------------------------------- */

/* A transaction needs a branch to be found by (§17.1.3); an ACK and a response have none
 * of their own. */
static gboolean
needs_transaction (const SipIndex *index)
{
  return index->start == SIP_START_REQUEST && index->method != SIP_METHOD_ACK
         && index->branch.len > 0;
}

/* Not before a 1xx, whose absence may mean that the INVITE has not even come (§9.1). */
static gboolean
check_cancel (LoreCaller *self, GBytes *cancel, GError **error)
{
  g_autoptr (GBytes) invite =
      lore_notebook_get_invite (self->notebook) != NULL
          ? g_bytes_ref (lore_notebook_get_invite (self->notebook))
          : NULL;
  LoreTransaction *transaction =
      invite != NULL ? lore_element_find_client (self->element, invite) : NULL;

  if (transaction == NULL
      || lore_transaction_get_state (transaction) != LORE_STATE_CALLING)
    return TRUE;
  lore_problem_set (error, LORE_PROBLEM_USAGE, "cancel-too-early", NULL);
  return FALSE;
}

static gboolean
send_guided (LoreCaller *self, LoreWire *wire, GBytes *message, const char *address,
             const SipIndex *index, guint32 *ret_message, GError **error)
{
  LoreTransaction *transaction;

  if (index->method == SIP_METHOD_CANCEL && !check_cancel (self, message, error))
    return FALSE;
  if (lore_element_find_client (self->element, message) != NULL)
    {
      g_autofree char *branch = lore_message_dup_span (message, index->branch);

      lore_problem_set (error, LORE_PROBLEM_USAGE, "branch-in-use", "branch", branch,
                        NULL);
      return FALSE;
    }
  transaction = lore_element_request (self->element, wire, message, address, error);
  if (transaction == NULL)
    return FALSE;
  *ret_message = lore_transaction_get_sent (transaction);
  return TRUE;
}

/* What is large goes over TCP, and says so in its Via (RFC 3261 §18.1.1); to where the
 * student has not chosen otherwise. NULL: it stays as it is. */
static GBytes *
switch_to_stream (LoreCaller *self, GBytes *message, const char *address,
                  const SipIndex *index)
{
  g_autofree char *via = sip_edit_dup_value (message, "Via");
  g_autofree char *stream = NULL, *switched = NULL;

  if (g_bytes_get_size (message) <= LORE_DATAGRAM_PRUDENT || !needs_transaction (index)
      || via == NULL || !g_str_has_prefix (via, "SIP/2.0/UDP ")
      || !g_str_equal (lore_endpoint_get_transport (address), "UDP"))
    return NULL;
  stream = lore_endpoint_with_transport (address, "TCP");
  if (lore_element_find_wire (self->element, stream, NULL) == NULL)
    return NULL;
  switched = g_strconcat ("SIP/2.0/TCP ", via + strlen ("SIP/2.0/UDP "), NULL);
  return sip_edit_set (message, "Via", switched);
}

static gboolean
send_to (LoreCaller *self, GBytes *message, const char *address, gboolean guided,
         guint32 *ret_message, GError **error)
{
  LoreWire *wire = lore_element_find_wire (self->element, address, error);
  g_autofree char *bare = lore_endpoint_with_transport (address, NULL);
  SipIndex index;

  if (wire == NULL)
    return FALSE;
  lore_message_index (message, &index);
  if (guided && needs_transaction (&index)
          ? !send_guided (self, wire, message, bare, &index, ret_message, error)
          : !lore_element_send (self->element, wire, message, bare, ret_message, error))
    return FALSE;
  lore_notebook_sent (self->notebook, message, address, guided);
  if (g_bytes_get_size (message) > LORE_DATAGRAM_PRUDENT && !lore_wire_is_reliable (wire))
    lore_recorder_note (lore_element_get_recorder (self->element), "note:large-datagram",
                        NULL, "3261 §18.1.1");
  return TRUE;
}

gboolean
lore_caller_send (LoreCaller *self, GBytes *message, const char *address, gboolean guided,
                  guint32 *ret_message, GError **error)
{
  guint32 id = LORE_ID_NONE;
  g_autoptr (GBytes) large = NULL;
  g_autofree char *stream = NULL;
  SipIndex index;

  lore_message_index (message, &index);
  if (guided && lore_sips_is_asked (message)
      && !lore_sips_is_kept_by (lore_endpoint_get_transport (address)))
    {
      lore_problem_set (error, LORE_PROBLEM_USAGE, "sips-needs-tls", "destination",
                        address, "transport", lore_endpoint_get_transport (address),
                        NULL);
      return FALSE;
    }
  self->raw = !guided;
  lore_element_set_mute (self->element, self->raw);
  large = guided ? switch_to_stream (self, message, address, &index) : NULL;
  if (large != NULL)
    {
      lore_recorder_note (lore_element_get_recorder (self->element), "note:over-stream",
                          NULL, "3261 §18.1.1");
      stream = lore_endpoint_with_transport (address, "TCP");
      g_clear_pointer (&self->switched, g_bytes_unref);
      self->switched = g_bytes_ref (large);
    }
  if (!send_to (self, large != NULL ? large : message, large != NULL ? stream : address,
                guided, &id, error))
    return FALSE;
  if (ret_message != NULL)
    *ret_message = id;
  return TRUE;
}

/* Nobody takes TCP there: it goes over UDP after all (§18.1.1). */
static gboolean
send_as_datagram (LoreCaller *self, LoreTransaction *transaction)
{
  GBytes *request = lore_transaction_get_request (transaction);
  g_autofree char *address = g_strdup (lore_transaction_get_peer (transaction));
  g_autoptr (GBytes) message = NULL;
  g_autofree char *branch = lore_origin_dup_branch (self->element);
  g_autofree char *via = NULL;
  guint32 id = LORE_ID_NONE;

  if (request != self->switched)
    return FALSE;
  g_clear_pointer (&self->switched, g_bytes_unref);
  {
    g_autofree char *old = sip_edit_dup_value (request, "Via");
    g_autoptr (GBytes) unswitched = NULL;
    SipIndex index;

    via = g_strconcat ("SIP/2.0/UDP ", old + strlen ("SIP/2.0/TCP "), NULL);
    unswitched = sip_edit_set (request, "Via", via);
    lore_message_index (unswitched, &index);
    message = sip_edit_replace (unswitched, index.branch, branch);
  }
  lore_recorder_note (lore_element_get_recorder (self->element), "note:over-datagram",
                      branch, "3261 §18.1.1");
  return send_to (self, message, address, TRUE, &id, NULL);
}

/* --- the ACK to a 2xx, §13.2.2.4 --------------------------------------------------- */

static void
send_again (LoreCaller *self, LoreWire *wire, LoreDialog *dialog, GBytes *request)
{
  g_autofree char *next_hop = lore_dialog_dup_next_hop (dialog);

  if (next_hop != NULL)
    lore_dispatch (self->element, wire, request, next_hop);
}

/* Returns what was sent, the caller's; or NULL. */
static GBytes *
send_inside (LoreCaller *self, LoreWire *wire, LoreDialog *dialog,
             const LoreInside *words)
{
  g_autofree char *next_hop = lore_dialog_dup_next_hop (dialog);
  GBytes *request = lore_dispatch_inside (self->element, wire, dialog, words);

  if (request != NULL)
    lore_notebook_sent (self->notebook, request, next_hop, TRUE);
  return request;
}

/* A fork answered twice: one call is enough, the other is ended at once. */
static void
hang_up_second (LoreCaller *self, LoreWire *wire, LoreDialog *dialog)
{
  g_autoptr (GBytes) bye = NULL;

  if (dialog != lore_notebook_get_dialog (self->notebook))
    bye = send_inside (self, wire, dialog, &(LoreInside){ .method = "BYE" });
}

/* The INVITE had no description and the response has: whoever acknowledges it answers
 * (§13.2.1, RFC 3262 §5). NULL: there is nothing to answer. */
static char *
dup_answer (LoreCaller *self, LoreDialog *dialog, const LoreArrival *arrival)
{
  GBytes *invite = lore_notebook_get_invite (self->notebook);
  g_autofree char *type = sip_edit_dup_value (arrival->message, "Content-Type");
  g_autofree char *offer = lore_message_dup_span (arrival->message, arrival->index.body);
  SipIndex index;

  if (invite == NULL || g_strcmp0 (type, "application/sdp") != 0 || *offer == '\0')
    return NULL;
  lore_message_index (invite, &index);
  return index.body.len == 0
             ? lore_origin_dup_answer (self->element, arrival->wire, arrival->source,
                                       "alice", offer, &dialog->session)
             : NULL;
}

static char *
dup_dialog_key (const LoreArrival *arrival)
{
  g_autofree char *call_id =
      lore_message_dup_span (arrival->message, arrival->index.call_id);
  g_autofree char *local =
      lore_message_dup_span (arrival->message, arrival->index.from_tag);
  g_autofree char *remote =
      lore_message_dup_span (arrival->message, arrival->index.to_tag);

  return g_strjoin ("\n", call_id, local, remote, NULL);
}

/* Each 2xx is acknowledged, also one that comes again: with the same ACK. @invite may be
 * NULL. */
static void
acknowledge (LoreCaller *self, GBytes *invite, const LoreArrival *arrival)
{
  g_autofree char *key = dup_dialog_key (arrival);
  g_autofree char *ack_key = g_strdup_printf ("%s\n%u", key, arrival->index.cseq);
  g_autofree char *answer = NULL;
  LoreDialog *dialog = g_hash_table_lookup (self->dialogs, key);
  GBytes *ack = g_hash_table_lookup (self->acks, ack_key);
  g_auto (GStrv) credentials = NULL;

  if (dialog == NULL)
    return;
  if (ack != NULL)
    {
      send_again (self, arrival->wire, dialog, ack);
      return;
    }
  dialog->invite_cseq = arrival->index.cseq;
  answer = dup_answer (self, dialog, arrival);
  credentials = invite != NULL ? lore_retry_dup_credentials (invite) : NULL;
  ack = send_inside (self, arrival->wire, dialog,
                     &(LoreInside){ .method = "ACK",
                                    .fields = (const char *const *)credentials,
                                    .type = "application/sdp",
                                    .body = answer });
  if (ack != NULL)
    g_hash_table_insert (self->acks, g_steal_pointer (&ack_key), ack);
  hang_up_second (self, arrival->wire, dialog);
}

/* --- the PRACK to a reliable provisional response, RFC 3262 §4 --------------------- */

/* In order, and each once: what comes again, or before its turn, is let be. */
static void
acknowledge_provisional (LoreCaller *self, const LoreArrival *arrival)
{
  g_autofree char *key = dup_dialog_key (arrival);
  LoreDialog *dialog = g_hash_table_lookup (self->dialogs, key);
  g_autofree char *rseq_text = sip_edit_dup_value (arrival->message, "RSeq");
  g_auto (GStrv) required = sip_edit_dup_values (arrival->message, "Require");
  guint32 rseq = rseq_text != NULL ? g_ascii_strtoull (rseq_text, NULL, 10) : 0;
  g_autofree char *rack = g_strdup_printf ("%u %u INVITE", rseq, arrival->index.cseq);
  const char *fields[] = { "RAck", rack, NULL };
  g_autofree char *answer = NULL;
  g_autoptr (GBytes) prack = NULL;

  if (dialog == NULL || rseq == 0
      || !g_strv_contains ((const char *const *)required, "100rel")
      || (dialog->rseq != 0 && rseq != dialog->rseq + 1))
    return;
  dialog->rseq = rseq;
  answer = dup_answer (self, dialog, arrival);
  prack = send_inside (self, arrival->wire, dialog,
                       &(LoreInside){ .method = "PRACK",
                                      .fields = fields,
                                      .type = "application/sdp",
                                      .body = answer });
}

/* --- what comes back --------------------------------------------------------------- */

void
lore_caller_request (LoreCaller *self, const LoreArrival *arrival)
{
  g_autofree char *branch =
      lore_message_dup_span (arrival->message, arrival->index.branch);

  if (arrival->index.method != SIP_METHOD_ACK)
    lore_recorder_note (lore_element_get_recorder (self->element), "note:raw-silence",
                        branch, NULL);
  lore_notebook_asked (self->notebook, arrival->message);
}

/* 401 and 407 do not mean that the call has failed: they ask who is there (§22.1). */
static void
answer_challenge (LoreCaller *self, LoreTransaction *transaction,
                  const LoreArrival *arrival)
{
  LoreRecorder *recorder = lore_element_get_recorder (self->element);
  g_autofree char *branch = lore_origin_dup_branch (self->element);
  g_autofree char *cnonce =
      lore_chance_dup_token (lore_element_get_chance (self->element), 16);
  g_autofree char *peer = lore_endpoint_with_transport (
      lore_transaction_get_peer (transaction), lore_wire_get_transport (arrival->wire));
  GBytes *request = lore_transaction_get_request (transaction);
  g_autoptr (GBytes) again = lore_retry_compose (request, arrival->message,
                                                 &(LoreRetry){ .user = self->user,
                                                               .password = self->password,
                                                               .branch = branch,
                                                               .cnonce = cnonce });

  if (again == NULL)
    {
      lore_recorder_note (recorder, "note:login-refused",
                          lore_transaction_get_subject (transaction), "3261 §22.2");
      return;
    }
  lore_recorder_note (recorder, "note:login-retry", branch, "3261 §8.1.3.5");
  lore_dispatch (self->element, arrival->wire, again, peer);
  lore_notebook_sent (self->notebook, again, peer, TRUE);
}

char *
lore_caller_dup_authorization (LoreCaller *self, GBytes *request)
{
  GBytes *challenge = lore_notebook_get_challenge (self->notebook);
  g_autofree char *uri = NULL;
  char *answer = NULL;
  SipIndex index;

  if (self->user == NULL)
    return NULL;
  if (challenge != NULL)
    answer = lore_retry_dup_answer (request, challenge,
                                    &(LoreRetry){ .user = self->user,
                                                  .password = self->password,
                                                  .cnonce = "00000001" });
  if (answer != NULL)
    return answer;
  lore_message_index (request, &index);
  uri = lore_message_dup_span (request, index.request_uri);
  return g_strdup_printf ("Digest username=\"%s\", realm=\"atlanta.example\", "
                          "nonce=\"0\", uri=\"%s\", "
                          "response=\"00000000000000000000000000000000\"",
                          self->user, uri);
}

void
lore_caller_response (LoreCaller *self, LoreTransaction *transaction,
                      const LoreArrival *arrival)
{
  /* In 2002 the first 2xx ended the transaction, and the core acknowledged what came
   * after without one. */
  gboolean ours =
      transaction != NULL
      || (!self->raw && lore_element_get_edition (self->element) == LORE_EDITION_2002);
  GBytes *invite = transaction != NULL ? lore_transaction_get_request (transaction)
                                       : lore_notebook_get_invite (self->notebook);

  lore_notebook_received (self->notebook, arrival->message);
  if (ours && arrival->index.method == SIP_METHOD_INVITE && arrival->index.status >= 200
      && arrival->index.status < 300)
    acknowledge (self, invite, arrival);
  if (transaction != NULL && arrival->index.method == SIP_METHOD_INVITE
      && arrival->index.status > 100 && arrival->index.status < 200)
    acknowledge_provisional (self, arrival);
  if (transaction != NULL && self->user != NULL
      && (arrival->index.status == 401 || arrival->index.status == 407))
    answer_challenge (self, transaction, arrival);
}

void
lore_caller_failed (LoreCaller *self, LoreTransaction *transaction)
{
  if (!send_as_datagram (self, transaction))
    lore_notebook_failed (self->notebook, lore_transaction_get_request (transaction));
}
