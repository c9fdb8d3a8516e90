/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/element.h"

#include "session/compose.h"
#include "session/key.h"
#include "session/via.h"
#include "sip/facts.h"
#include "wire/endpoint.h"

#include <string.h>

struct _LoreElement
{
  GObject parent_instance;

  /* Owned */
  LoreClock *clock;
  LoreNetwork *network;
  LoreRecorder *recorder;
  GPtrArray *wires;    /* of LoreWire; the main one is the first */
  GHashTable *clients; /* key → LoreTransaction */
  GHashTable *servers;
  GHashTable *origins; /* see dup_origin() → how many server transactions have it */

  /* Borrowed */
  LoreChance *chance;
  const LoreCore *core;
  gpointer user_data;
  const char *participant;
  const char *role;

  guint most; /* live server transactions */
  LoreEdition edition;
  gboolean mute;
  gboolean flooded; /* since the limit was reached */
};

G_DEFINE_FINAL_TYPE (LoreElement, lore_element, G_TYPE_OBJECT)

/* --- transactions ------------------------------------------------------------------ */

static void
fill_arrival (LoreArrival *arrival, LoreWire *wire, const char *source, GBytes *message)
{
  arrival->wire = wire;
  arrival->source = source;
  arrival->message = message;
  arrival->data = g_bytes_get_data (message, NULL);
  lore_message_index (message, &arrival->index);
}

static void
on_pass (LoreTransaction *transaction, GBytes *message, gpointer user_data)
{
  LoreElement *self = user_data;
  gboolean client = lore_transaction_is_client (transaction);
  void (*told) (LoreElement *, LoreTransaction *, const LoreArrival *, gpointer) =
      client ? self->core->response : self->core->request;
  LoreArrival arrival;

  fill_arrival (&arrival, lore_transaction_get_wire (transaction),
                lore_transaction_get_peer (transaction), message);
  /* An ACK that an Accepted transaction passes on is no request of that transaction. */
  if (!client && arrival.index.method == SIP_METHOD_ACK)
    transaction = NULL;
  if (told != NULL)
    told (self, transaction, &arrival, self->user_data);
}

static void
on_failed (LoreTransaction *transaction, LoreDo why, gpointer user_data)
{
  LoreElement *self = user_data;
  const char *peer = lore_transaction_get_peer (transaction);
  const char *branch = lore_transaction_get_subject (transaction);

  /* The core of a client goes on as if it had received these (§8.1.3.1). */
  if (!lore_transaction_is_client (transaction))
    lore_recorder_note (self->recorder,
                        why == LORE_DO_TELL_TIMEOUT ? "note:no-ack"
                                                    : "note:response-lost",
                        branch, "3261 §17.2.1");
  else if (why == LORE_DO_TELL_TIMEOUT)
    lore_recorder_problem (self->recorder, "problem:timeout", branch, NULL, peer,
                           "3261 §8.1.3.1");
  else
    lore_recorder_note (self->recorder, "note:as-503", branch, "3261 §8.1.3.1");
  if (self->core->failed != NULL)
    self->core->failed (self, transaction, why, self->user_data);
}

/* What the same request has in common on every path (§8.2.2.2). */
static char *
dup_origin (GBytes *request)
{
  g_autofree char *call_id = NULL, *from_tag = NULL, *method = NULL;
  SipIndex index;

  lore_message_index (request, &index);
  call_id = lore_message_dup_span (request, index.call_id);
  from_tag = lore_message_dup_span (request, index.from_tag);
  method = lore_message_dup_span (request, index.method_name);
  return g_strdup_printf ("%s|%s|%u|%s", call_id, from_tag, index.cseq, method);
}

static void
count_origin (LoreElement *self, LoreTransaction *transaction, int by)
{
  char *origin = dup_origin (lore_transaction_get_request (transaction));
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->origins, origin)) + by;

  if (n > 0)
    g_hash_table_replace (self->origins, origin, GUINT_TO_POINTER (n));
  else
    {
      g_hash_table_remove (self->origins, origin);
      g_free (origin);
    }
}

static void
forget_server (LoreElement *self, LoreTransaction *transaction)
{
  count_origin (self, transaction, -1);
  g_hash_table_remove (self->servers, lore_transaction_get_key (transaction));
}

static void
on_ended (LoreTransaction *transaction, gpointer user_data)
{
  LoreElement *self = user_data;

  if (self->core->ended != NULL)
    self->core->ended (self, transaction, self->user_data);
  if (lore_transaction_is_client (transaction))
    g_hash_table_remove (self->clients, lore_transaction_get_key (transaction));
  else
    forget_server (self, transaction);
}

static const LoreTransactionHooks hooks = { on_pass, on_failed, on_ended };

static LoreTransaction *
lore_element_begin (LoreElement *self, LoreMachine machine, LoreWire *wire,
                    const char *peer, const char *key, GBytes *request)
{
  LoreTransaction *transaction = lore_transaction_new (
      machine, self->recorder, self->clock, wire, peer, key, request, &hooks, self);

  lore_transaction_set_edition (transaction, self->edition);
  g_hash_table_replace (lore_transaction_is_client (transaction) ? self->clients
                                                                 : self->servers,
                        (char *)lore_transaction_get_key (transaction), transaction);
  if (!lore_transaction_is_client (transaction))
    count_origin (self, transaction, 1);
  return transaction;
}

LoreTransaction *
lore_element_request (LoreElement *self, LoreWire *wire, GBytes *request,
                      const char *destination, GError **error)
{
  g_autoptr (LoreTransaction) transaction = NULL;
  g_autofree char *key = NULL;
  SipIndex index;

  g_return_val_if_fail (LORE_IS_ELEMENT (self), NULL);
  lore_message_index (request, &index);
  key = lore_key_dup_client (request, &index);
  transaction = lore_transaction_ref (lore_element_begin (
      self,
      index.method == SIP_METHOD_INVITE ? LORE_MACHINE_INVITE_CLIENT
                                        : LORE_MACHINE_NON_INVITE_CLIENT,
      wire, destination, key, request));
  lore_transaction_feed (transaction, LORE_INPUT_START, request);
  if (lore_transaction_get_error (transaction) != NULL)
    {
      g_propagate_error (error, g_error_copy (lore_transaction_get_error (transaction)));
      return NULL;
    }
  return transaction;
}

LoreTransaction *
lore_element_find_invite (LoreElement *self, const LoreArrival *arrival)
{
  g_autofree char *key =
      lore_key_dup_server (arrival->message, &arrival->index, "INVITE");

  return g_hash_table_lookup (self->servers, key);
}

LoreTransaction *
lore_element_find_client (LoreElement *self, GBytes *request)
{
  g_autofree char *key = NULL;
  SipIndex index;

  lore_message_index (request, &index);
  key = lore_key_dup_client (request, &index);
  return g_hash_table_lookup (self->clients, key);
}

/* A transaction that has its answer and only waits for copies keeps nobody busy. */
gboolean
lore_element_has_client (LoreElement *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->clients);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (lore_transaction_get_state (value) < LORE_STATE_COMPLETED)
      return TRUE;
  return FALSE;
}

void
lore_element_drop (LoreElement *self, LoreTransaction *transaction)
{
  g_return_if_fail (LORE_IS_ELEMENT (self));
  lore_transaction_abandon (transaction);
  forget_server (self, transaction);
}

static char *
dup_dialog_key (GBytes *request, const SipIndex *index)
{
  g_autofree char *call_id = lore_message_dup_span (request, index->call_id);
  g_autofree char *local = lore_message_dup_span (request, index->from_tag);
  g_autofree char *remote = lore_message_dup_span (request, index->to_tag);

  return g_strjoin ("\n", call_id, local, remote, NULL);
}

gboolean
lore_element_has_offer_inside (LoreElement *self, const char *dialog_key)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->clients);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GBytes *request = lore_transaction_get_request (value);
      g_autofree char *key = NULL;
      SipIndex index;

      lore_message_index (request, &index);
      if (lore_transaction_get_state (value) >= LORE_STATE_COMPLETED
          || (index.method != SIP_METHOD_INVITE && index.method != SIP_METHOD_UPDATE))
        continue;
      key = dup_dialog_key (request, &index);
      if (g_str_equal (key, dialog_key))
        return TRUE;
    }
  return FALSE;
}

gboolean
lore_element_is_merged (LoreElement *self, LoreTransaction *transaction,
                        const LoreArrival *arrival)
{
  g_autofree char *origin = dup_origin (lore_transaction_get_request (transaction));

  return arrival->index.to_tag.len == 0
         && GPOINTER_TO_UINT (g_hash_table_lookup (self->origins, origin)) > 1;
}

/* --- what comes in ----------------------------------------------------------------- */

static void
receive_response (LoreElement *self, const LoreArrival *arrival)
{
  g_autofree char *key = lore_key_dup_client (arrival->message, &arrival->index);
  LoreTransaction *transaction = g_hash_table_lookup (self->clients, key);

  if (transaction != NULL && arrival->index.branch.len > 0)
    lore_transaction_feed_response (transaction, arrival->message);
  else
    {
      g_autofree char *branch =
          lore_message_dup_span (arrival->message, arrival->index.branch);

      gboolean old = self->edition == LORE_EDITION_2002;

      if (!self->mute)
        lore_recorder_note (self->recorder,
                            old ? "note:response-to-core" : "note:response-unmatched",
                            branch, old ? "3261 §18.1.2" : "6026 §8.9");
      if (self->core->response != NULL)
        self->core->response (self, NULL, arrival, self->user_data);
    }
}

const char *const lore_element_flooded[] = { "Retry-After", "10", NULL };

/* Without a transaction: the answer costs nothing but itself. The trace says so once. */
static void
turn_away (LoreElement *self, const LoreArrival *arrival, const char *peer)
{
  g_autofree char *tag = lore_chance_dup_token (self->chance, 8);
  LoreReply words = { .status = 503, .to_tag = tag, .fields = lore_element_flooded };
  g_autoptr (GBytes) response = lore_compose_response (arrival->message, &words);

  if (!self->flooded)
    lore_recorder_note (self->recorder, "note:flooded", NULL, "3261 §21.5.4");
  self->flooded = TRUE;
  lore_element_send (self, arrival->wire, response, peer, NULL, NULL);
}

static void
receive_new_request (LoreElement *self, const LoreArrival *arrival, const char *key)
{
  /* A response goes back on the connection of its request (§18.2.2). */
  g_autofree char *peer = lore_wire_is_reliable (arrival->wire)
                              ? g_strdup (arrival->source)
                              : lore_via_dup_response_address (arrival->message);
  LoreTransaction *transaction;

  if (arrival->index.method == SIP_METHOD_ACK || self->mute)
    {
      if (self->core->request != NULL)
        self->core->request (self, NULL, arrival, self->user_data);
      return;
    }
  if (g_hash_table_size (self->servers) >= self->most)
    {
      turn_away (self, arrival, peer);
      return;
    }
  self->flooded = FALSE;
  transaction = lore_element_begin (self,
                                    arrival->index.method == SIP_METHOD_INVITE
                                        ? LORE_MACHINE_INVITE_SERVER
                                        : LORE_MACHINE_NON_INVITE_SERVER,
                                    arrival->wire, peer, key, arrival->message);
  lore_transaction_feed (transaction, LORE_INPUT_START, arrival->message);
}

static void
receive_request (LoreElement *self, LoreWire *wire, const char *source, GBytes *datagram)
{
  g_autoptr (GBytes) message = lore_via_complete (datagram, source);
  g_autofree char *key = NULL;
  LoreTransaction *transaction;
  LoreArrival arrival;

  if (message == NULL)
    {
      lore_recorder_note (self->recorder, "note:via-unreadable", NULL, "3261 §18.2.2");
      return;
    }
  fill_arrival (&arrival, wire, source, message);
  key = lore_key_dup_request (message, &arrival.index);
  transaction = g_hash_table_lookup (self->servers, key);
  if (transaction == NULL)
    receive_new_request (self, &arrival, key);
  else
    lore_transaction_feed (transaction,
                           arrival.index.method == SIP_METHOD_ACK ? LORE_INPUT_ACK
                                                                  : LORE_INPUT_REQUEST,
                           message);
}

/* Two bytes of CRLF keep a NAT's door open and mean nothing else (RFC 5626 §3.5.1). */
static gboolean
is_keep_alive (GBytes *datagram)
{
  gsize len;
  const char *data = g_bytes_get_data (datagram, &len);

  for (gsize i = 0; i < len; i++)
    if (strchr ("\r\n", data[i]) == NULL || data[i] == '\0')
      return FALSE;
  return TRUE;
}

static void
on_received (LoreWire *wire, GBytes *datagram, const char *source, gpointer user_data)
{
  g_autoptr (LoreElement) self = g_object_ref (user_data);
  LoreArrival arrival;

  lore_recorder_received (self->recorder, wire, datagram, source);
  if (is_keep_alive (datagram))
    return;
  fill_arrival (&arrival, wire, source, datagram);
  switch (arrival.index.start)
    {
    case SIP_START_RESPONSE:
      receive_response (self, &arrival);
      break;
    case SIP_START_REQUEST:
      receive_request (self, wire, source, datagram);
      break;
    case SIP_START_BAD:
    default:
      lore_recorder_note (self->recorder, "note:not-sip", NULL, "3261 §7");
    }
}

/* What goes there, held: being told may end any of them. */
static GPtrArray *
dup_transactions_to (GHashTable *table, const char *destination)
{
  GPtrArray *found =
      g_ptr_array_new_with_free_func ((GDestroyNotify)lore_transaction_unref);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (g_str_equal (lore_transaction_get_peer (value), destination))
      g_ptr_array_add (found, lore_transaction_ref (value));
  return found;
}

/* ICMP tells only where nobody was: all that goes there has failed. */
static void
on_wire_failed (LoreWire *wire, const char *destination, const char *problem,
                gpointer user_data)
{
  g_autoptr (LoreElement) self = g_object_ref (user_data);
  g_autofree char *name = g_strconcat ("problem:", problem, NULL);
  GHashTable *tables[] = { self->clients, self->servers };

  lore_recorder_problem (self->recorder, name, NULL, lore_wire_get_address (wire),
                         destination, "3261 §18.4");
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GPtrArray) all = dup_transactions_to (tables[i], destination);

      for (guint j = 0; j < all->len; j++)
        lore_transaction_feed (all->pdata[j], LORE_INPUT_ERROR, NULL);
    }
}

static const LoreWireSink sink = { on_received, on_wire_failed };

/* --- wires ------------------------------------------------------------------------- */

LoreWire *
lore_element_open_transport (LoreElement *self, const char *transport, const char *host,
                             guint16 port, GError **error)
{
  LoreWire *wire;

  g_return_val_if_fail (LORE_IS_ELEMENT (self), NULL);
  wire = lore_network_open_transport (self->network, transport, host, port, &sink, self,
                                      error);
  if (wire == NULL)
    return NULL;
  g_ptr_array_add (self->wires, wire);
  if (self->participant != NULL)
    lore_recorder_name (self->recorder, lore_wire_get_address (wire), self->participant,
                        self->role);
  return wire;
}

LoreWire *
lore_element_open (LoreElement *self, const char *host, guint16 port, GError **error)
{
  return lore_element_open_transport (self, "UDP", host, port, error);
}

LoreWire *
lore_element_get_wire (LoreElement *self)
{
  return self->wires->len > 0 ? self->wires->pdata[0] : NULL;
}

/* A wire that is bound to every address serves all of its family. */
static gboolean
wire_serves (LoreWire *wire, const char *source, const char *transport)
{
  g_autofree char *host = NULL;
  guint16 port;

  if (!g_str_equal (lore_wire_get_transport (wire), transport))
    return FALSE;
  lore_endpoint_parse (lore_wire_get_address (wire), &host, &port, NULL);
  return g_str_equal (host, source)
         || (lore_host_is_any (host)
             && lore_host_is_ipv6 (host) == lore_host_is_ipv6 (source))
         || (lore_host_is_loopback (host) && lore_host_is_loopback (source)
             && lore_host_is_ipv6 (host) == lore_host_is_ipv6 (source));
}

LoreWire *
lore_element_find_wire (LoreElement *self, const char *destination, GError **error)
{
  g_autofree char *source = lore_network_dup_source (self->network, destination);
  const char *transport = lore_endpoint_get_transport (destination);
  g_autofree char *host = NULL;
  LoreWire *main_wire = lore_element_get_wire (self), *wire;
  guint16 port = 0;

  for (guint i = 0; source != NULL && i < self->wires->len; i++)
    if (wire_serves (self->wires->pdata[i], source, transport))
      return self->wires->pdata[i];
  /* The same port where it is free: what a student has read in one Via holds in all. */
  if (main_wire != NULL)
    lore_endpoint_parse (lore_wire_get_address (main_wire), &host, &port, NULL);
  wire = source != NULL
             ? lore_element_open_transport (self, transport, source, port, NULL)
             : NULL;
  return wire != NULL ? wire
                      : lore_element_open_transport (self, transport, source, 0, error);
}

gboolean
lore_element_send (LoreElement *self, LoreWire *wire, GBytes *message,
                   const char *destination, guint32 *ret_message, GError **error)
{
  guint32 id;

  g_return_val_if_fail (LORE_IS_ELEMENT (self), FALSE);
  if (!lore_wire_send (wire, message, destination, error))
    return FALSE;
  id = lore_recorder_sent (self->recorder, wire, message, destination);
  if (ret_message != NULL)
    *ret_message = id;
  return TRUE;
}

/* --- the object -------------------------------------------------------------------- */

void
lore_element_reset (LoreElement *self)
{
  GHashTable *tables[] = { self->clients, self->servers };
  GHashTableIter iter;
  gpointer transaction;

  g_return_if_fail (LORE_IS_ELEMENT (self));
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_hash_table_iter_init (&iter, tables[i]);
      while (g_hash_table_iter_next (&iter, NULL, &transaction))
        lore_transaction_abandon (transaction);
      g_hash_table_remove_all (tables[i]);
    }
  g_hash_table_remove_all (self->origins);
}

void
lore_element_close (LoreElement *self)
{
  static const LoreCore nobody = { 0 };

  g_return_if_fail (LORE_IS_ELEMENT (self));
  lore_element_reset (self);
  for (guint i = 0; i < self->wires->len; i++)
    lore_wire_close (self->wires->pdata[i]);
  g_ptr_array_set_size (self->wires, 0);
  self->core = &nobody;
}

static void
lore_element_dispose (GObject *object)
{
  LoreElement *self = LORE_ELEMENT (object);

  lore_element_close (self);
  g_clear_object (&self->clock);
  g_clear_object (&self->network);
  G_OBJECT_CLASS (lore_element_parent_class)->dispose (object);
}

static void
lore_element_finalize (GObject *object)
{
  LoreElement *self = LORE_ELEMENT (object);

  g_ptr_array_unref (self->wires);
  g_hash_table_unref (self->clients);
  g_hash_table_unref (self->servers);
  g_hash_table_unref (self->origins);
  g_clear_pointer (&self->recorder, lore_recorder_free);
  G_OBJECT_CLASS (lore_element_parent_class)->finalize (object);
}

static void
lore_element_class_init (LoreElementClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lore_element_dispose;
  object_class->finalize = lore_element_finalize;
}

static void
lore_element_init (LoreElement *self)
{
  self->wires = g_ptr_array_new_with_free_func (g_object_unref);
  self->clients = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify)lore_transaction_unref);
  self->most = LORE_ELEMENT_MOST;
  self->origins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->servers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify)lore_transaction_unref);
}

LoreElement *
lore_element_new (const char *name, LoreTrace *trace, LoreClock *clock,
                  LoreNetwork *network, LoreChance *chance, const LoreCore *core,
                  gpointer user_data)
{
  LoreElement *self = g_object_new (LORE_TYPE_ELEMENT, NULL);

  self->clock = g_object_ref (clock);
  self->network = g_object_ref (network);
  self->recorder = lore_recorder_new (trace, clock, name);
  self->chance = chance;
  self->core = core;
  self->user_data = user_data;
  return self;
}

void
lore_element_set_participant (LoreElement *self, const char *participant,
                              const char *role)
{
  g_return_if_fail (LORE_IS_ELEMENT (self));
  self->participant = participant;
  self->role = role;
}

void
lore_element_set_edition (LoreElement *self, LoreEdition edition)
{
  g_return_if_fail (LORE_IS_ELEMENT (self));
  self->edition = edition;
}

LoreEdition
lore_element_get_edition (LoreElement *self)
{
  return self->edition;
}

void
lore_element_set_mute (LoreElement *self, gboolean mute)
{
  g_return_if_fail (LORE_IS_ELEMENT (self));
  self->mute = mute;
}

gboolean
lore_element_is_mute (LoreElement *self)
{
  return self->mute;
}

void
lore_element_set_limit (LoreElement *self, guint most)
{
  g_return_if_fail (LORE_IS_ELEMENT (self));
  self->most = most;
}

guint
lore_element_get_limit (LoreElement *self)
{
  g_return_val_if_fail (LORE_IS_ELEMENT (self), 0);
  return self->most;
}

LoreNetwork *
lore_element_get_network (LoreElement *self)
{
  return self->network;
}

LoreRecorder *
lore_element_get_recorder (LoreElement *self)
{
  return self->recorder;
}

LoreClock *
lore_element_get_clock (LoreElement *self)
{
  return self->clock;
}

LoreChance *
lore_element_get_chance (LoreElement *self)
{
  return self->chance;
}
