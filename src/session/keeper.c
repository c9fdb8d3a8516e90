/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/keeper.h"

#include "session/compose.h"
#include "session/dialog.h"
#include "session/dispatch.h"
#include "session/origin.h"
#include "session/retry.h"
#include "sip/edit.h"
#include "sip/facts.h"
#include "wire/endpoint.h"

#include <string.h>

/* So long before the end it asks again, or at half time: one request can be repeated for
 * all of timer F. */
#define MARGIN_S 32

/* One registration or subscription. */
typedef struct
{
  LoreKeeper *keeper; /* borrowed */
  char *key;          /* Call-ID of a REGISTER; of a SUBSCRIBE its dialog's */
  char *call_id;
  char *peer;
  LoreWire *wire;
  GBytes *request;    /* which a 2xx came to */
  gboolean registers; /* or subscribes */
  guint32 cseq;       /* of the last REGISTER */
  guint timer;        /* 0: not running */
  gint64 interval_us;
} Held;

struct _LoreKeeper
{
  /* Owned */
  GHashTable *dialogs;
  GHashTable *held; /* key → Held */
  char *user;       /* NULL: nobody logs in */
  char *password;

  /* Borrowed */
  LoreElement *element;
  void (*sent) (GBytes *, const char *, gpointer);
  gpointer user_data;
};

/* --- the clock --------------------------------------------------------------------- */

static void
record (const Held *held, LoreEventType type)
{
  lore_recorder_timer (lore_element_get_recorder (held->keeper->element), type,
                       held->registers ? "timer:registration-refresh"
                                       : "timer:subscription-refresh",
                       held->call_id, held->interval_us,
                       held->registers ? "3261 §10.2.4" : "6665 §4.1.2.2");
}

static void
note (LoreKeeper *self, const char *topic, const Held *held)
{
  lore_recorder_note (lore_element_get_recorder (self->element), topic, held->call_id,
                      held->registers ? "3261 §10.2.4" : "6665 §4.1.2.2");
}

static void
stop (Held *held)
{
  if (held->timer == 0)
    return;
  lore_clock_remove (lore_element_get_clock (held->keeper->element), held->timer);
  held->timer = 0;
  record (held, LORE_EVENT_TIMER_CANCELLED);
}

static void on_time (gpointer data);

static void
wind (Held *held, guint expires_s)
{
  stop (held);
  held->interval_us =
      (expires_s - MIN (MARGIN_S, expires_s / 2.0)) * (double)G_USEC_PER_SEC;
  held->timer = lore_clock_add (lore_element_get_clock (held->keeper->element),
                                held->interval_us, on_time, held);
  record (held, LORE_EVENT_TIMER_SET);
}

static void
held_free (gpointer data)
{
  Held *held = data;

  if (held->timer != 0)
    lore_clock_remove (lore_element_get_clock (held->keeper->element), held->timer);
  g_object_unref (held->wire);
  g_bytes_unref (held->request);
  g_free (held->key);
  g_free (held->call_id);
  g_free (held->peer);
  g_free (held);
}

static void
drop (LoreKeeper *self, const char *key)
{
  Held *held = g_hash_table_lookup (self->held, key);

  if (held == NULL)
    return;
  stop (held);
  g_hash_table_remove (self->held, key);
}

/* --- asking again ------------------------------------------------------------------ */

static void
tell_sent (LoreKeeper *self, GBytes *request, const char *destination)
{
  if (request != NULL && self->sent != NULL)
    self->sent (request, destination, self->user_data);
}

/* "<sip:alice@192.0.2.1>, <sip:…>": without the parameters, for they have the old time.
 */
static char *
dup_bare_contacts (GBytes *request)
{
  g_auto (GStrv) contacts = sip_edit_dup_values (request, "Contact");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) bare = NULL;

  for (gsize i = 0; contacts[i] != NULL; i++)
    {
      g_autofree char *uri = sip_value_dup_uri (contacts[i]);
      g_autofree char *value = g_strdup_printf ("<%s>", uri != NULL ? uri : "");

      g_strv_builder_add (builder, value);
    }
  bare = g_strv_builder_end (builder);
  return g_strjoinv (", ", bare);
}

static GBytes *
end_registration (GBytes *request)
{
  g_autofree char *contacts = dup_bare_contacts (request);
  g_autoptr (GBytes) none = sip_edit_remove (request, "Contact");
  g_autoptr (GBytes) bare = sip_edit_append (none, "Contact", contacts);

  return sip_edit_set (bare, "Expires", "0");
}

/* With the nonce that it was let through with, until that is stale; the answer of
 * somebody else cannot be given again. */
static GBytes *
log_in (LoreKeeper *self, GBytes *request)
{
  g_autoptr (GBytes) stranger = NULL;

  if (self->user != NULL)
    return lore_retry_go_on (
        request, &(LoreRetry){ .user = self->user, .password = self->password });
  stranger = sip_edit_remove (request, "Authorization");
  return sip_edit_remove (stranger, "Proxy-Authorization");
}

static void
register_again (Held *held, gboolean end)
{
  LoreKeeper *self = held->keeper;
  g_autofree char *branch = lore_origin_dup_branch (self->element);
  g_autofree char *cseq = g_strdup_printf ("%u REGISTER", ++held->cseq);
  g_autoptr (GBytes) renewed = lore_retry_renew (held->request, branch);
  g_autoptr (GBytes) counted = sip_edit_set (renewed, "CSeq", cseq);
  g_autoptr (GBytes) again = log_in (self, counted);
  g_autoptr (GBytes) request = end ? end_registration (again) : g_bytes_ref (again);

  lore_dispatch (self->element, held->wire, request, held->peer);
  tell_sent (self, request, held->peer);
}

static void
subscribe_again (Held *held, LoreDialog *dialog, gboolean end)
{
  LoreKeeper *self = held->keeper;
  g_autofree char *next_hop = lore_dialog_dup_next_hop (dialog);
  g_autofree char *contact = sip_edit_dup_value (held->request, "Contact");
  g_autofree char *event = sip_edit_dup_value (held->request, "Event");
  g_autofree char *expires = sip_edit_dup_value (held->request, "Expires");
  const char *fields[] = { "Event", event, "Expires",
                           end || expires == NULL ? "0" : expires, NULL };
  g_autoptr (GBytes) request = lore_dispatch_inside (
      self->element, held->wire, dialog,
      &(LoreInside){ .method = "SUBSCRIBE", .contact = contact, .fields = fields });

  tell_sent (self, request, next_hop);
}

/* A subscription stands as long as its dialog knows of it. */
static LoreDialog *
get_subscribed (const Held *held)
{
  LoreDialog *dialog = g_hash_table_lookup (held->keeper->dialogs, held->key);

  return dialog != NULL && dialog->event != NULL ? dialog : NULL;
}

static void
ask_again (Held *held, gboolean end)
{
  LoreKeeper *self = held->keeper;
  LoreDialog *dialog = held->registers ? NULL : get_subscribed (held);

  if (!held->registers && dialog == NULL)
    return;
  if (lore_element_is_mute (self->element))
    {
      note (self, "note:raw-no-refresh", held);
      return;
    }
  if (!end)
    note (self,
          held->registers ? "note:registration-refresh" : "note:subscription-refresh",
          held);
  if (held->registers)
    register_again (held, end);
  else
    subscribe_again (held, dialog, end);
}

static void
on_time (gpointer data)
{
  Held *held = data;

  held->timer = 0;
  if (held->registers || get_subscribed (held) != NULL)
    {
      record (held, LORE_EVENT_TIMER_FIRED);
      ask_again (held, FALSE);
    }
}

void
lore_keeper_let_go (LoreKeeper *self)
{
  g_autoptr (GList) keys = g_hash_table_get_keys (self->held);

  for (GList *at = keys; at != NULL; at = at->next)
    {
      Held *held = g_hash_table_lookup (self->held, at->data);

      note (self, "note:let-go", held);
      ask_again (held, TRUE);
      drop (self, at->data);
    }
}

/* --- what comes back --------------------------------------------------------------- */

static guint
take_seconds (const char *value)
{
  return value != NULL ? MIN (g_ascii_strtoull (value, NULL, 10), 1u << 31) : 0;
}

static guint
get_expires_field (GBytes *message)
{
  g_autofree char *value = sip_edit_dup_value (message, "Expires");

  return take_seconds (value);
}

/* How long @uri is bound, by the list in the 2xx (§10.2.4); 0: not at all. */
static guint
find_binding (GBytes *response, const char *uri)
{
  g_auto (GStrv) bound = sip_edit_dup_values (response, "Contact");

  for (gsize i = 0; bound[i] != NULL; i++)
    {
      g_autofree char *other = sip_value_dup_uri (bound[i]);
      g_autofree char *expires = sip_value_dup_param (bound[i], "expires");

      if (g_strcmp0 (uri, other) == 0)
        return expires != NULL ? take_seconds (expires) : get_expires_field (response);
    }
  return 0;
}

/* The shortest time of what @request has bound. */
static guint
find_time (GBytes *request, GBytes *response)
{
  g_auto (GStrv) contacts = sip_edit_dup_values (request, "Contact");
  guint shortest = 0;

  for (gsize i = 0; contacts[i] != NULL; i++)
    {
      g_autofree char *uri = sip_value_dup_uri (contacts[i]);
      guint seconds = find_binding (response, uri);

      if (seconds != 0 && (shortest == 0 || seconds < shortest))
        shortest = seconds;
    }
  return shortest;
}

static Held *
hold (LoreKeeper *self, const char *key, LoreTransaction *transaction,
      const LoreArrival *arrival)
{
  GBytes *request = lore_transaction_get_request (transaction);
  Held *held = g_hash_table_lookup (self->held, key);

  if (held == NULL)
    {
      held = g_new0 (Held, 1);
      held->keeper = self;
      held->key = g_strdup (key);
      held->call_id = lore_message_dup_span (arrival->message, arrival->index.call_id);
      held->wire = g_object_ref (arrival->wire);
      held->peer = lore_endpoint_with_transport (lore_transaction_get_peer (transaction),
                                                 lore_wire_get_transport (arrival->wire));
      held->registers = arrival->index.method == SIP_METHOD_REGISTER;
      g_hash_table_replace (self->held, held->key, held);
    }
  g_clear_pointer (&held->request, g_bytes_unref);
  held->request = g_bytes_ref (request);
  return held;
}

static void
learn_registration (LoreKeeper *self, LoreTransaction *transaction,
                    const LoreArrival *arrival)
{
  GBytes *request = lore_transaction_get_request (transaction);
  g_autofree char *key = lore_message_dup_span (arrival->message, arrival->index.call_id);
  g_auto (GStrv) contacts = sip_edit_dup_values (request, "Contact");
  guint seconds = find_time (request, arrival->message);
  Held *held;

  if (contacts[0] == NULL) /* it only asked */
    return;
  if (seconds == 0)
    {
      drop (self, key);
      return;
    }
  held = hold (self, key, transaction, arrival);
  held->cseq = MAX (held->cseq, arrival->index.cseq);
  wind (held, seconds);
}

static char *
dup_dialog_key (const LoreArrival *response)
{
  g_autofree char *call_id =
      lore_message_dup_span (response->message, response->index.call_id);
  g_autofree char *local =
      lore_message_dup_span (response->message, response->index.from_tag);
  g_autofree char *remote =
      lore_message_dup_span (response->message, response->index.to_tag);

  return g_strjoin ("\n", call_id, local, remote, NULL);
}

static void
learn_subscription (LoreKeeper *self, LoreTransaction *transaction,
                    const LoreArrival *arrival)
{
  g_autofree char *key = dup_dialog_key (arrival);
  guint seconds = get_expires_field (arrival->message);

  if (seconds == 0)
    drop (self, key);
  else
    wind (hold (self, key, transaction, arrival), seconds);
}

/* Nothing there any more. */
static void
lose (LoreKeeper *self, const char *key)
{
  Held *held = g_hash_table_lookup (self->held, key);

  if (held == NULL)
    return;
  note (self, "note:hold-lost", held);
  drop (self, key);
}

void
lore_keeper_answered (LoreKeeper *self, LoreTransaction *transaction,
                      const LoreArrival *arrival)
{
  gboolean registers = arrival->index.method == SIP_METHOD_REGISTER;
  guint16 status = arrival->index.status;
  g_autofree char *key = NULL;

  if (transaction == NULL || status < 200 || lore_element_is_mute (self->element)
      || (!registers && arrival->index.method != SIP_METHOD_SUBSCRIBE))
    return;
  key = registers ? lore_message_dup_span (arrival->message, arrival->index.call_id)
                  : dup_dialog_key (arrival);
  if (status >= 300)
    {
      Held *held = g_hash_table_lookup (self->held, key);

      if (held != NULL)
        held->cseq = MAX (held->cseq, arrival->index.cseq);
      if (status != 401 && status != 407)
        lose (self, key);
    }
  else if (registers)
    learn_registration (self, transaction, arrival);
  else
    learn_subscription (self, transaction, arrival);
}

void
lore_keeper_failed (LoreKeeper *self, LoreTransaction *transaction)
{
  GBytes *request = lore_transaction_get_request (transaction);
  LoreArrival asked = { .message = request };
  g_autofree char *key = NULL;

  lore_message_index (request, &asked.index);
  key = asked.index.method == SIP_METHOD_REGISTER
            ? lore_message_dup_span (request, asked.index.call_id)
            : dup_dialog_key (&asked);
  if (asked.index.method == SIP_METHOD_REGISTER
      || asked.index.method == SIP_METHOD_SUBSCRIBE)
    lose (self, key);
}

void
lore_keeper_notified (LoreKeeper *self, const LoreArrival *notify)
{
  g_autofree char *key = lore_dialog_dup_key_of_request (notify->message);
  g_autofree char *state = sip_edit_dup_value (notify->message, "Subscription-State");
  g_autofree char *expires =
      state != NULL ? sip_value_dup_param (state, "expires") : NULL;
  Held *held = g_hash_table_lookup (self->held, key);

  if (held == NULL || notify->index.method != SIP_METHOD_NOTIFY || state == NULL)
    return;
  if (g_str_has_prefix (state, "terminated"))
    drop (self, key);
  else if (take_seconds (expires) != 0)
    wind (held, take_seconds (expires));
}

/* --- its life ---------------------------------------------------------------------- */

LoreKeeper *
lore_keeper_new (LoreElement *element, GHashTable *dialogs)
{
  LoreKeeper *self = g_new0 (LoreKeeper, 1);

  self->element = element;
  self->dialogs = g_hash_table_ref (dialogs);
  self->held = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, held_free);
  return self;
}

void
lore_keeper_free (LoreKeeper *self)
{
  g_free (self->user);
  g_free (self->password);
  g_hash_table_unref (self->held);
  g_hash_table_unref (self->dialogs);
  g_free (self);
}

void
lore_keeper_set_login (LoreKeeper *self, const char *user, const char *password)
{
  g_free (self->user);
  g_free (self->password);
  self->user = g_strdup (user);
  self->password = g_strdup (password != NULL ? password : "");
}

void
lore_keeper_set_sent (LoreKeeper *self, void (*sent) (GBytes *, const char *, gpointer),
                      gpointer user_data)
{
  self->sent = sent;
  self->user_data = user_data;
}

void
lore_keeper_reset (LoreKeeper *self)
{
  g_hash_table_remove_all (self->held);
}
