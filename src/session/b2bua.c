/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/b2bua.h"

#include "session/across.h"
#include "session/compose.h"
#include "session/dialog.h"
#include "session/dispatch.h"
#include "session/forward.h"
#include "session/inspect.h"
#include "session/origin.h"
#include "session/sips.h"
#include "session/trying.h"
#include "sip/edit.h"
#include "sip/facts.h"
#include "wire/endpoint.h"

#include <string.h>

/* Two dialogs that make one call: [0] with the caller, [1] with the callee. */
typedef struct
{
  LoreDialog *dialogs[2]; /* NULL before a response has made it */
} Bridge;

/* A request on its way across. */
typedef struct
{
  LoreTransaction *server; /* NULL once it has ended */
  LoreTransaction *client;
  LoreTrying *trying; /* NULL: an INVITE, or there is an answer */
  GBytes *request;    /* as it was sent on */
  Bridge *bridge;     /* borrowed; NULL: outside of a dialog */
  char *tag;          /* of its responses outside of a dialog */
  guint to;           /* the side it went to */
  gboolean begins;    /* the INVITE that makes the bridge */
  gboolean proceeds;  /* something came back */
  gboolean cancelled;
  gboolean answered;
} Relay;

struct _LoreB2bua
{
  /* Owned */
  GPtrArray *bridges; /* of Bridge */
  GPtrArray *relays;  /* of Relay */
  LoreDirectory *directory;
  char *domain;
  char *next;

  /* Borrowed */
  LoreElement *element;
  LoreBindings *bindings;
};

static void
bridge_free (gpointer data)
{
  Bridge *bridge = data;

  g_clear_pointer (&bridge->dialogs[0], lore_dialog_free);
  g_clear_pointer (&bridge->dialogs[1], lore_dialog_free);
  g_free (bridge);
}

static void
relay_free (gpointer data)
{
  Relay *relay = data;

  g_clear_pointer (&relay->trying, lore_trying_free);
  g_clear_pointer (&relay->server, lore_transaction_unref);
  g_clear_pointer (&relay->client, lore_transaction_unref);
  g_clear_pointer (&relay->request, g_bytes_unref);
  g_free (relay->tag);
  g_free (relay);
}

/* --- looking up -------------------------------------------------------------------- */

static Relay *
find_relay (LoreB2bua *self, LoreTransaction *transaction)
{
  for (guint i = 0; i < self->relays->len; i++)
    {
      Relay *relay = self->relays->pdata[i];

      if (relay->server == transaction || relay->client == transaction)
        return relay;
    }
  return NULL;
}

/* *ret_side: the one the request came on. */
static Bridge *
find_bridge (LoreB2bua *self, GBytes *request, guint *ret_side)
{
  g_autofree char *key = lore_dialog_dup_key_of_request (request);

  for (guint i = 0; i < self->bridges->len; i++)
    for (guint side = 0; side < 2; side++)
      {
        Bridge *bridge = self->bridges->pdata[i];
        g_autofree char *other = bridge->dialogs[side] != NULL
                                     ? lore_dialog_dup_key (bridge->dialogs[side])
                                     : NULL;

        if (g_strcmp0 (key, other) == 0)
          {
            *ret_side = side;
            return bridge;
          }
      }
  return NULL;
}

static void
end_bridge (LoreB2bua *self, Bridge *bridge, LoreDialogInput why)
{
  for (guint side = 0; side < 2; side++)
    if (bridge->dialogs[side] != NULL)
      lore_dialog_feed (bridge->dialogs[side], why,
                        lore_element_get_recorder (self->element));
  for (guint i = 0; i < self->relays->len; i++)
    if (((Relay *)self->relays->pdata[i])->bridge == bridge)
      ((Relay *)self->relays->pdata[i])->bridge = NULL;
  g_ptr_array_remove_fast (self->bridges, bridge);
}

/* --- words ------------------------------------------------------------------------- */

static char *
dup_contact (LoreB2bua *self, LoreWire *wire, const char *peer)
{
  g_autofree char *host = NULL, *address = NULL, *hop = NULL;
  guint16 port;

  lore_origin_get_address (self->element, wire, peer, &host, &port);
  address = lore_endpoint_format (host, port);
  hop = lore_endpoint_with_transport (address, lore_wire_get_transport (wire));
  return g_strdup_printf ("<sip:%s>", hop);
}

static void
refuse (LoreB2bua *self, LoreTransaction *server, guint status,
        const LoreVerdict *verdict, const char *rfc)
{
  g_autofree char *tag =
      lore_chance_dup_token (lore_element_get_chance (self->element), 8);
  g_autofree char *topic = lore_refusal_dup_topic (status, rfc);
  LoreReply words = { .status = status, .to_tag = tag };
  g_autoptr (GBytes) response = NULL;

  if (verdict != NULL)
    {
      words.reason = verdict->reason;
      words.fields = (const char *const *)verdict->fields;
    }
  lore_recorder_note (lore_element_get_recorder (self->element), topic,
                      lore_transaction_get_subject (server), rfc);
  response = lore_compose_response (lore_transaction_get_request (server), &words);
  lore_transaction_feed_response (server, response);
}

/* --- across, as a caller ----------------------------------------------------------- */

/* A request outside of a dialog, in its own name. */
static GBytes *
compose_new (LoreB2bua *self, LoreWire *wire, const LoreArrival *arrival,
             const char *target, const char *address)
{
  LoreChance *chance = lore_element_get_chance (self->element);
  g_autofree char *via = lore_origin_dup_via (self->element, wire, address);
  g_autofree char *contact = dup_contact (self, wire, address);
  g_autofree char *method =
      lore_message_dup_span (arrival->message, arrival->index.method_name);
  g_autofree char *from = lore_message_dup_span (arrival->message, arrival->index.from);
  g_autofree char *to = lore_message_dup_span (arrival->message, arrival->index.to);
  g_autofree char *from_uri = sip_value_dup_uri (from);
  g_autofree char *to_uri = sip_value_dup_uri (to);
  g_autofree char *tag = lore_chance_dup_token (chance, 8);
  g_autofree char *call_id = lore_chance_dup_token (chance, 16);
  g_autofree char *text = g_strdup_printf (
      "%s %s SIP/2.0\r\nVia: %s\r\nMax-Forwards: 70\r\nFrom: <%s>;tag=%s\r\nTo: <%s>\r\n"
      "Call-ID: %s\r\nCSeq: 1 %s\r\nContact: %s\r\nUser-Agent: Siplore/" LORE_VERSION
      "\r\nContent-Length: 0\r\n\r\n",
      method, target, via, from_uri, tag, to_uri, call_id, method, contact);
  g_autoptr (GBytes) head = g_bytes_new (text, strlen (text));

  return lore_across_copy (head, arrival->message);
}

/* TRUE when it left: then *relay has its client transaction. */
static gboolean
send_across (LoreB2bua *self, Relay *relay, LoreWire *wire, const char *address)
{
  g_autofree char *bare = lore_endpoint_with_transport (address, NULL);

  relay->client = lore_element_request (self->element, wire, relay->request, bare, NULL);
  if (relay->client == NULL)
    return FALSE;
  lore_transaction_ref (relay->client);
  g_ptr_array_add (self->relays, relay);
  if (!lore_transaction_is_invite (relay->server))
    relay->trying = lore_trying_new (self->element, relay->server);
  return TRUE;
}

static char *
dup_target (LoreB2bua *self, const LoreArrival *arrival)
{
  g_autofree char *uri =
      lore_message_dup_span (arrival->message, arrival->index.request_uri);
  g_auto (GStrv) contacts = lore_bindings_dup_contacts_at (
      self->bindings, uri, self->domain,
      lore_clock_get_time (lore_element_get_clock (self->element)));

  if (contacts[0] != NULL)
    return sip_value_dup_uri (contacts[0]);
  return self->next != NULL ? g_steal_pointer (&uri) : NULL;
}

static void
relay_new (LoreB2bua *self, LoreTransaction *server, const LoreArrival *arrival)
{
  gboolean invite = arrival->index.method == SIP_METHOD_INVITE;
  g_autofree char *target = dup_target (self, arrival);
  g_autofree char *hop = target != NULL ? lore_forward_dup_hop (target) : NULL;
  g_autofree char *address = NULL;
  LoreWire *wire;
  Relay *relay;

  if (hop == NULL)
    {
      refuse (self, server, 404, NULL, "3261 §8.2.2.1");
      return;
    }
  address =
      lore_directory_dup_address (self->directory, self->next != NULL ? self->next : hop);
  wire = lore_element_find_wire (self->element, address, NULL);
  relay = g_new0 (Relay, 1);
  relay->server = lore_transaction_ref (server);
  relay->to = 1;
  relay->begins = invite;
  relay->tag = lore_chance_dup_token (lore_element_get_chance (self->element), 8);
  if (wire != NULL)
    relay->request = compose_new (self, wire, arrival, target, address);
  if (wire == NULL || !send_across (self, relay, wire, address))
    {
      relay_free (relay);
      refuse (self, server, 503, NULL, "3261 §8.1.3.1");
      return;
    }
  if (invite)
    {
      LoreReply trying = { .status = 100 };
      g_autoptr (GBytes) response = lore_compose_response (arrival->message, &trying);

      relay->bridge = g_new0 (Bridge, 1);
      g_ptr_array_add (self->bridges, relay->bridge);
      lore_transaction_feed_response (server, response);
    }
}

/* The RSeq is the callee's own; the CSeq number is that of the INVITE on its side (RFC
 * 3262 §7.2). */
static char *
dup_rack_across (GBytes *prack, const LoreDialog *dialog)
{
  g_autofree char *rack = sip_edit_dup_value (prack, "RAck");

  return rack != NULL
             ? g_strdup_printf ("%.*s %u INVITE", (int)strspn (rack, "0123456789"), rack,
                                dialog->invite_cseq)
             : NULL;
}

static GBytes *
compose_inside (LoreB2bua *self, LoreDialog *dialog, LoreWire *wire, const char *address,
                const LoreArrival *arrival)
{
  g_autofree char *via = lore_origin_dup_via (self->element, wire, address);
  g_autofree char *contact = dup_contact (self, wire, address);
  g_autofree char *method =
      lore_message_dup_span (arrival->message, arrival->index.method_name);
  g_autoptr (GBytes) head = lore_dialog_compose (
      dialog, method, via, arrival->index.method == SIP_METHOD_BYE ? NULL : contact);

  if (arrival->index.method == SIP_METHOD_INVITE)
    dialog->invite_cseq = dialog->local_cseq;
  if (arrival->index.method == SIP_METHOD_PRACK)
    {
      g_autofree char *rack = dup_rack_across (arrival->message, dialog);
      g_autoptr (GBytes) acknowledging =
          rack != NULL ? sip_edit_set (head, "RAck", rack) : g_bytes_ref (head);

      return lore_across_copy (acknowledging, arrival->message);
    }
  return lore_across_copy (head, arrival->message);
}

static void
relay_inside (LoreB2bua *self, LoreTransaction *server, const LoreArrival *arrival)
{
  guint side;
  Bridge *bridge = find_bridge (self, arrival->message, &side);
  LoreDialog *across = bridge != NULL ? bridge->dialogs[1 - side] : NULL;
  g_autofree char *hop = across != NULL ? lore_dialog_dup_next_hop (across) : NULL;
  g_autofree char *address = NULL;
  g_autoptr (GBytes) request = NULL;
  LoreWire *wire;
  Relay *relay;

  if (hop == NULL)
    {
      if (server != NULL)
        refuse (self, server, 481, NULL, "3261 §12.2.2");
      return;
    }
  if (arrival->index.method == SIP_METHOD_INVITE)
    lore_dialog_refresh (bridge->dialogs[side], arrival->message,
                         lore_element_get_recorder (self->element));
  address = lore_directory_dup_address (self->directory, hop);
  wire = lore_element_find_wire (self->element, address, NULL);
  if (wire == NULL)
    return;
  request = compose_inside (self, across, wire, address, arrival);
  if (server == NULL) /* the ACK of a 2xx */
    {
      lore_dispatch (self->element, wire, request, address);
      return;
    }
  relay = g_new0 (Relay, 1);
  relay->server = lore_transaction_ref (server);
  relay->request = g_steal_pointer (&request);
  relay->bridge = bridge;
  relay->to = 1 - side;
  if (!send_across (self, relay, wire, address))
    {
      relay_free (relay);
      refuse (self, server, 503, NULL, "3261 §8.1.3.1");
    }
}

/* --- back, as a callee ------------------------------------------------------------- */

static void
follow_dialogs (LoreB2bua *self, Relay *relay, guint status, GBytes *received,
                GBytes *said)
{
  LoreRecorder *recorder = lore_element_get_recorder (self->element);
  Bridge *bridge = relay->bridge;
  LoreDialogInput input = status >= 200 ? LORE_DIALOG_ACCEPTED : LORE_DIALOG_PROVISIONAL;
  LoreDialog *callee;

  if (bridge == NULL || !relay->begins || status <= 100)
    return;
  if (status >= 300)
    {
      end_bridge (self, bridge, LORE_DIALOG_REFUSED);
      return;
    }
  /* Each branch of a forked INVITE has a dialog of its own: the one that answers stays.
   */
  callee = lore_dialog_new_uac (relay->request, received);
  if (callee == NULL)
    return;
  if (bridge->dialogs[1] != NULL)
    {
      callee->state = bridge->dialogs[1]->state;
      if (g_str_equal (bridge->dialogs[1]->remote_tag, callee->remote_tag))
        callee->local_cseq = bridge->dialogs[1]->local_cseq; /* PRACKs have counted */
    }
  g_clear_pointer (&bridge->dialogs[1], lore_dialog_free);
  bridge->dialogs[1] = callee;
  if (bridge->dialogs[0] == NULL)
    bridge->dialogs[0] =
        lore_dialog_new_uas (lore_transaction_get_request (relay->server), said);
  for (guint side = 0; side < 2; side++)
    if (bridge->dialogs[side] != NULL)
      lore_dialog_feed (bridge->dialogs[side], input, recorder);
}

static GBytes *
compose_back (LoreB2bua *self, Relay *relay, guint status, GBytes *received)
{
  g_autofree char *reason = NULL;
  g_autofree char *contact =
      status / 100 == 3 ? sip_edit_dup_value (received, "Contact")
                        : dup_contact (self, lore_transaction_get_wire (relay->server),
                                       lore_transaction_get_peer (relay->server));
  const char *fields[] = { contact != NULL && status < 400 ? "Contact" : NULL, contact,
                           NULL };
  LoreReply words = { .status = status, .to_tag = relay->tag, .fields = fields };
  g_autoptr (GBytes) head = NULL, typed = NULL;
  g_autofree char *type = sip_edit_dup_value (received, "Content-Type");
  SipIndex index;

  lore_message_index (received, &index);
  reason = lore_message_dup_span (received, index.reason);
  words.reason = reason;
  head = lore_compose_response (lore_transaction_get_request (relay->server), &words);
  typed = type != NULL && index.body.len > 0 ? sip_edit_set (head, "Content-Type", type)
                                             : g_bytes_ref (head);
  return lore_across_copy (typed, received);
}

/* The caller gave up while the callee answered: somebody must hang up (§9.1, §15). */
static void
hang_up_late (LoreB2bua *self, Relay *relay, GBytes *received)
{
  g_autoptr (LoreDialog) dialog = lore_dialog_new_uac (relay->request, received);
  g_autofree char *hop = dialog != NULL ? lore_dialog_dup_next_hop (dialog) : NULL;
  LoreWire *wire = lore_transaction_get_wire (relay->client);

  for (guint i = 0; hop != NULL && i < 2; i++)
    {
      g_autofree char *via = lore_origin_dup_via (self->element, wire, hop);
      g_autoptr (GBytes) request =
          lore_dialog_compose (dialog, i == 0 ? "ACK" : "BYE", via, NULL);

      lore_dispatch (self->element, wire, request, hop);
    }
}

static void
cancel_across (LoreB2bua *self, Relay *relay)
{
  g_autoptr (GBytes) cancel = NULL;

  if (!relay->proceeds || relay->client == NULL) /* not yet (§9.1) */
    return;
  cancel = lore_forward_compose_cancel (relay->request);
  lore_element_request (self->element, lore_transaction_get_wire (relay->client), cancel,
                        lore_transaction_get_peer (relay->client), NULL);
}

static void
pass_back (LoreB2bua *self, Relay *relay, guint status, GBytes *received)
{
  g_autoptr (GBytes) said = NULL;
  SipIndex index;

  if (relay->server == NULL)
    return;
  lore_message_index (relay->request, &index);
  g_clear_pointer (&relay->trying, lore_trying_free);
  relay->answered = relay->answered || status >= 200;
  said = compose_back (self, relay, status, received);
  follow_dialogs (self, relay, status, received, said);
  if (!relay->begins && relay->bridge != NULL && status / 100 == 2
      && index.method == SIP_METHOD_INVITE)
    lore_dialog_refresh (relay->bridge->dialogs[relay->to], received,
                         lore_element_get_recorder (self->element));
  lore_transaction_feed_response (relay->server, said);
  if (index.method == SIP_METHOD_BYE && status >= 200 && relay->bridge != NULL)
    end_bridge (self, relay->bridge, LORE_DIALOG_BYE);
}

void
lore_b2bua_response (LoreB2bua *self, LoreTransaction *transaction,
                     const LoreArrival *arrival)
{
  Relay *relay = transaction != NULL ? find_relay (self, transaction) : NULL;
  guint status = arrival->index.status;

  if (relay == NULL)
    return;
  if (!relay->proceeds && relay->cancelled && status < 200)
    {
      relay->proceeds = TRUE;
      cancel_across (self, relay);
    }
  relay->proceeds = TRUE;
  if (relay->cancelled && status / 100 == 2)
    hang_up_late (self, relay, arrival->message);
  if (status > 100 && !relay->cancelled)
    pass_back (self, relay, status, arrival->message);
}

/* A 408 to anything but an INVITE comes too late for everybody (RFC 4320 §4.2). */
static void
keep_silent (LoreB2bua *self, Relay *relay)
{
  lore_recorder_note (lore_element_get_recorder (self->element), "note:no-408",
                      lore_transaction_get_subject (relay->server), "4320 §4.2");
  lore_element_drop (self->element, relay->server);
  g_clear_pointer (&relay->server, lore_transaction_unref);
}

void
lore_b2bua_failed (LoreB2bua *self, LoreTransaction *transaction, LoreDo why)
{
  Relay *relay = find_relay (self, transaction);
  guint status = why == LORE_DO_TELL_TIMEOUT ? 408 : 503;

  if (relay == NULL || relay->client != transaction || relay->server == NULL
      || relay->answered)
    return;
  relay->answered = TRUE;
  g_clear_pointer (&relay->trying, lore_trying_free);
  if (status == 408 && !lore_transaction_is_invite (relay->server))
    keep_silent (self, relay);
  else
    refuse (self, relay->server, status, NULL, "3261 §8.1.3.1");
  if (relay->bridge != NULL && relay->begins)
    end_bridge (self, relay->bridge, LORE_DIALOG_REFUSED);
}

/* --- what comes in ----------------------------------------------------------------- */

static void
answer_cancel (LoreB2bua *self, LoreTransaction *transaction, const LoreArrival *arrival)
{
  LoreTransaction *invite = lore_element_find_invite (self->element, arrival);
  Relay *relay = invite != NULL ? find_relay (self, invite) : NULL;
  LoreReply words = { .status = 200 };
  g_autoptr (GBytes) response = NULL;

  if (relay == NULL)
    {
      refuse (self, transaction, 481, NULL, "3261 §9.2");
      return;
    }
  words.to_tag = relay->tag;
  response = lore_compose_response (arrival->message, &words);
  lore_transaction_feed_response (transaction, response);
  if (relay->answered)
    return;
  relay->answered = relay->cancelled = TRUE;
  refuse (self, invite, 487, NULL, "3261 §9.2");
  if (relay->bridge != NULL && relay->begins)
    end_bridge (self, relay->bridge, LORE_DIALOG_REFUSED);
  cancel_across (self, relay);
}

void
lore_b2bua_request (LoreB2bua *self, LoreTransaction *transaction,
                    const LoreArrival *arrival)
{
  LoreVerdict verdict;

  if (transaction == NULL)
    {
      relay_inside (self, NULL, arrival);
      return;
    }
  lore_inspect (arrival->message, &arrival->index, &lore_abilities_of_b2bua, &verdict);
  if (verdict.status != 0)
    refuse (self, transaction, verdict.status, &verdict, verdict.rfc);
  else if (arrival->index.method == SIP_METHOD_CANCEL)
    answer_cancel (self, transaction, arrival);
  else if (arrival->index.to_tag.len > 0)
    relay_inside (self, transaction, arrival);
  else if (lore_element_is_merged (self->element, transaction, arrival))
    refuse (self, transaction, 482, NULL, "3261 §8.2.2.2");
  else
    relay_new (self, transaction, arrival);
  lore_verdict_clear (&verdict);
}

void
lore_b2bua_ended (LoreB2bua *self, LoreTransaction *transaction)
{
  Relay *relay = find_relay (self, transaction);

  if (relay == NULL)
    return;
  if (relay->server == transaction)
    {
      g_clear_pointer (&relay->trying, lore_trying_free);
      g_clear_pointer (&relay->server, lore_transaction_unref);
    }
  else
    g_clear_pointer (&relay->client, lore_transaction_unref);
  if (relay->server == NULL && relay->client == NULL)
    g_ptr_array_remove_fast (self->relays, relay);
}

/* --- its life ---------------------------------------------------------------------- */

LoreB2bua *
lore_b2bua_new (LoreElement *element, LoreBindings *bindings, LoreDirectory *directory,
                const char *domain)
{
  LoreB2bua *self = g_new0 (LoreB2bua, 1);

  self->element = element;
  self->bindings = bindings;
  self->directory = lore_directory_ref (directory);
  self->domain = g_strdup (domain);
  self->bridges = g_ptr_array_new_with_free_func (bridge_free);
  self->relays = g_ptr_array_new_with_free_func (relay_free);
  return self;
}

void
lore_b2bua_free (LoreB2bua *self)
{
  g_ptr_array_unref (self->relays);
  g_ptr_array_unref (self->bridges);
  lore_directory_unref (self->directory);
  g_free (self->domain);
  g_free (self->next);
  g_free (self);
}

void
lore_b2bua_set_next (LoreB2bua *self, const char *hop)
{
  g_free (self->next);
  self->next = g_strdup (hop);
}

void
lore_b2bua_reset (LoreB2bua *self)
{
  g_ptr_array_set_size (self->relays, 0);
  g_ptr_array_set_size (self->bridges, 0);
}
