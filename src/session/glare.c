/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/glare.h"

#include "session/compose.h"
#include "session/dialog.h"
#include "session/dispatch.h"
#include "session/origin.h"
#include "session/retry.h"
#include "sip/edit.h"
#include "sip/facts.h"
#include "wire/endpoint.h"

/* Chosen in units of 10 ms, both ends included (§14.1). */
#define UNIT_US (10 * G_GINT64_CONSTANT (1000))
#define OWNER_FROM 210
#define OWNER_TO 400
#define OTHER_FROM 0
#define OTHER_TO 200

/* One that waits. */
typedef struct
{
  LoreGlare *glare; /* borrowed */
  char *key;        /* of the dialog */
  char *peer;
  LoreWire *wire;
  GBytes *request;
  SipIndex index; /* of @request */
  guint timer;
  gint64 wait_us;
} Waiting;

struct _LoreGlare
{
  /* Owned */
  GHashTable *dialogs;
  GHashTable *waiting; /* dialog key → Waiting */

  /* Borrowed */
  LoreElement *element;
  void (*sent) (GBytes *, const char *, gpointer);
  gpointer user_data;
};

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  lore_clock_remove (lore_element_get_clock (waiting->glare->element), waiting->timer);
  g_object_unref (waiting->wire);
  g_bytes_unref (waiting->request);
  g_free (waiting->key);
  g_free (waiting->peer);
  g_free (waiting);
}

static void
record (const Waiting *waiting, LoreEventType type)
{
  g_autofree char *subject =
      lore_message_dup_span (waiting->request, waiting->index.call_id);

  lore_recorder_timer (lore_element_get_recorder (waiting->glare->element), type,
                       "timer:glare", subject, waiting->wait_us, "3261 §14.1");
}

static void
try_again (const Waiting *waiting, LoreDialog *dialog)
{
  LoreGlare *self = waiting->glare;
  g_autofree char *branch = lore_origin_dup_branch (self->element);
  g_autofree char *method =
      lore_message_dup_span (waiting->request, waiting->index.method_name);
  g_autofree char *cseq = g_strdup_printf ("%u %s", ++dialog->local_cseq, method);
  g_autoptr (GBytes) renewed = lore_retry_renew (waiting->request, branch);
  g_autoptr (GBytes) request = sip_edit_set (renewed, "CSeq", cseq);

  if (waiting->index.method == SIP_METHOD_INVITE)
    dialog->invite_cseq = dialog->local_cseq;
  lore_recorder_note (lore_element_get_recorder (self->element), "note:glare-retry",
                      branch, "3261 §14.1");
  lore_dispatch (self->element, waiting->wire, request, waiting->peer);
  if (self->sent != NULL)
    self->sent (request, waiting->peer, self->user_data);
}

/* Not when the call is over, and not when a newer INVITE has made it pointless. */
static void
on_time (gpointer data)
{
  Waiting *waiting = data;
  LoreGlare *self = waiting->glare;
  LoreDialog *dialog = g_hash_table_lookup (self->dialogs, waiting->key);

  record (waiting, LORE_EVENT_TIMER_FIRED);
  if (dialog != NULL && dialog->invite_cseq <= waiting->index.cseq
      && !lore_element_is_mute (self->element)
      && !lore_element_has_offer_inside (self->element, waiting->key))
    try_again (waiting, dialog);
  g_hash_table_remove (self->waiting, waiting->key);
}

/* Of a request of this side. */
static char *
dup_key (GBytes *request, const SipIndex *index)
{
  g_autofree char *call_id = lore_message_dup_span (request, index->call_id);
  g_autofree char *local = lore_message_dup_span (request, index->from_tag);
  g_autofree char *remote = lore_message_dup_span (request, index->to_tag);

  return g_strjoin ("\n", call_id, local, remote, NULL);
}

static void
wait (LoreGlare *self, LoreTransaction *transaction, const LoreArrival *arrival,
      const LoreDialog *dialog)
{
  LoreChance *chance = lore_element_get_chance (self->element);
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->glare = self;
  waiting->request = g_bytes_ref (lore_transaction_get_request (transaction));
  lore_message_index (waiting->request, &waiting->index);
  waiting->key = dup_key (waiting->request, &waiting->index);
  waiting->wire = g_object_ref (arrival->wire);
  waiting->peer = lore_endpoint_with_transport (lore_transaction_get_peer (transaction),
                                                lore_wire_get_transport (arrival->wire));
  waiting->wait_us =
      UNIT_US
      * (dialog->owner ? lore_chance_range (chance, OWNER_FROM, OWNER_TO + 1)
                       : lore_chance_range (chance, OTHER_FROM, OTHER_TO + 1));
  waiting->timer = lore_clock_add (lore_element_get_clock (self->element),
                                   waiting->wait_us, on_time, waiting);
  record (waiting, LORE_EVENT_TIMER_SET);
  g_hash_table_replace (self->waiting, waiting->key, waiting);
}

void
lore_glare_answered (LoreGlare *self, LoreTransaction *transaction,
                     const LoreArrival *arrival)
{
  g_autofree char *key = NULL;
  const LoreDialog *dialog;
  GBytes *request;
  SipIndex index;

  if (transaction == NULL || arrival->index.status != 491
      || lore_element_is_mute (self->element))
    return;
  request = lore_transaction_get_request (transaction);
  lore_message_index (request, &index);
  key = dup_key (request, &index);
  dialog = g_hash_table_lookup (self->dialogs, key);
  if (dialog != NULL
      && (index.method == SIP_METHOD_INVITE || index.method == SIP_METHOD_UPDATE))
    wait (self, transaction, arrival, dialog);
}

gboolean
lore_glare_is_waiting (LoreGlare *self)
{
  return g_hash_table_size (self->waiting) > 0;
}

LoreGlare *
lore_glare_new (LoreElement *element, GHashTable *dialogs)
{
  LoreGlare *self = g_new0 (LoreGlare, 1);

  self->element = element;
  self->dialogs = g_hash_table_ref (dialogs);
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, waiting_free);
  return self;
}

void
lore_glare_free (LoreGlare *self)
{
  g_hash_table_unref (self->waiting);
  g_hash_table_unref (self->dialogs);
  g_free (self);
}

void
lore_glare_set_sent (LoreGlare *self, void (*sent) (GBytes *, const char *, gpointer),
                     gpointer user_data)
{
  self->sent = sent;
  self->user_data = user_data;
}

void
lore_glare_reset (LoreGlare *self)
{
  g_hash_table_remove_all (self->waiting);
}
