/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/faulty.h"

#include "wire/damage.h"
#include "wire/endpoint.h"
#include "wire/gate.h"

/* What waits to be overtaken is let go after so long. */
#define OVERTAKEN_AFTER_US (500 * G_GINT64_CONSTANT (1000))

#define LORE_TYPE_FAULTY_WIRE (lore_faulty_wire_get_type ())
G_DECLARE_FINAL_TYPE (LoreFaultyWire, lore_faulty_wire, LORE, FAULTY_WIRE, GObject)

/* A rule and how far it has counted. */
typedef struct
{
  LoreFault *fault;
  LoreChance *chance;
  guint seen;
} Rule;

struct _LoreFaulty
{
  GObject parent_instance;

  /* Owned */
  LoreNetwork *inner;
  LoreClock *clock;
  GPtrArray *rules;  /* of Rule */
  GHashTable *wires; /* set of LoreFaultyWire, borrowed: they leave when closed */

  /* Borrowed */
  const LoreFaultySink *sink; /* or NULL */
  gpointer user_data;
};

struct _LoreFaultyWire
{
  GObject parent_instance;

  /* Owned */
  LoreFaulty *faulty; /* NULL once closed */
  LoreWire *inner;
  GHashTable *parcels; /* set of Parcel */
  GPtrArray *gates;    /* of LoreGate */

  /* Borrowed */
  const LoreWireSink *sink;
  gpointer user_data;
};

/* Something that happens a little later: a datagram goes on its way, or a mishap is told.
 */
typedef struct
{
  LoreFaultyWire *wire; /* borrowed */
  GBytes *datagram;
  char *source;
  char *destination;
  LoreFault *fault; /* of a mishap to be told; or NULL */
  char *outside;
  LoreWire *way; /* borrowed: by which it leaves; NULL: to the sink */
  guint timer;
  gint64 delay_us;
  gboolean overtaken; /* it waits for another to pass */
} Parcel;

/* What the rules have made of one datagram. */
typedef struct
{
  LoreFaultyWire *wire;
  const char *source;
  const char *destination;
  GBytes *datagram; /* owned, perhaps damaged */
  SipIndex index;   /* of what was sent */
  gint64 delay_us;
  guint copies;
  LoreGate *gate;
  gboolean out;
  gboolean lost;
  gboolean swapped;
} Journey;

static void network_init (LoreNetworkInterface *iface);
static void wire_init (LoreWireInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoreFaulty, lore_faulty, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LORE_TYPE_NETWORK, network_init))
G_DEFINE_FINAL_TYPE_WITH_CODE (LoreFaultyWire, lore_faulty_wire, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LORE_TYPE_WIRE, wire_init))

/* --- rules ------------------------------------------------------------------------- */

static void
rule_free (gpointer data)
{
  Rule *rule = data;

  lore_fault_unref (rule->fault);
  lore_chance_free (rule->chance);
  g_free (rule);
}

void
lore_faulty_set_rules (LoreFaulty *self, LoreFault *const *faults, guint n,
                       LoreChance *chance)
{
  g_return_if_fail (LORE_IS_FAULTY (self));
  g_ptr_array_set_size (self->rules, 0);
  for (guint i = 0; i < n; i++)
    {
      Rule *rule = g_new0 (Rule, 1);
      guint64 seed = faults[i]->seed;

      while (seed == 0)
        seed = (guint64)lore_chance_next (chance) << 32 | lore_chance_next (chance);
      rule->fault = lore_fault_ref (faults[i]);
      rule->chance = lore_chance_new (seed);
      g_ptr_array_add (self->rules, rule);
    }
}

static const char *
find_name (LoreFaulty *self, const char *address)
{
  return self->sink != NULL ? self->sink->name (address, self->user_data) : NULL;
}

/* Counts, and says whether it is this one's turn. */
static gboolean
strikes (Rule *rule, const LoreFaultDatagram *datagram)
{
  return lore_fault_matches (rule->fault, datagram)
         && lore_fault_strikes (rule->fault, ++rule->seen)
         && lore_chance_range (rule->chance, 0, 1000000) < rule->fault->loss_ppm;
}

/* --- parcels ----------------------------------------------------------------------- */

static void
parcel_free (gpointer data)
{
  Parcel *parcel = data;

  if (parcel->timer != 0 && parcel->wire->faulty != NULL)
    lore_clock_remove (parcel->wire->faulty->clock, parcel->timer);
  g_bytes_unref (parcel->datagram);
  g_free (parcel->source);
  g_free (parcel->destination);
  g_free (parcel->outside);
  g_clear_pointer (&parcel->fault, lore_fault_unref);
  g_free (parcel);
}

static void
deliver (Parcel *parcel)
{
  LoreFaultyWire *wire = parcel->wire;

  if (parcel->way != NULL)
    lore_wire_send (parcel->way, parcel->datagram, parcel->destination, NULL);
  else if (wire->sink->received != NULL)
    wire->sink->received (LORE_WIRE (wire), parcel->datagram, parcel->source,
                          wire->user_data);
}

static void
tell (LoreFaultyWire *wire, const LoreMishap *mishap)
{
  LoreFaulty *faulty = wire->faulty;

  if (faulty->sink != NULL)
    faulty->sink->acted (mishap, faulty->user_data);
}

static void
on_parcel (gpointer data)
{
  Parcel *parcel = data;
  g_autoptr (LoreFaultyWire) held = g_object_ref (parcel->wire);

  parcel->timer = 0;
  g_hash_table_steal (held->parcels, parcel);
  if (parcel->fault != NULL)
    tell (held, &(LoreMishap){ .fault = parcel->fault,
                               .wire = LORE_WIRE (held),
                               .datagram = parcel->datagram,
                               .source = parcel->source,
                               .destination = parcel->destination,
                               .delay_us = parcel->delay_us,
                               .outside = parcel->outside });
  else
    deliver (parcel);
  parcel_free (parcel);
}

/* NULL: it comes in. */
static LoreWire *
get_way (const Journey *journey)
{
  if (!journey->out)
    return NULL;
  return journey->gate != NULL ? lore_gate_get_wire (journey->gate)
                               : journey->wire->inner;
}

static Parcel *
post (const Journey *journey, gint64 after_us)
{
  Parcel *parcel = g_new0 (Parcel, 1);

  parcel->wire = journey->wire;
  parcel->datagram = g_bytes_ref (journey->datagram);
  parcel->source = g_strdup (journey->source);
  parcel->destination = g_strdup (journey->destination);
  parcel->way = get_way (journey);
  parcel->timer =
      lore_clock_add (journey->wire->faulty->clock, after_us, on_parcel, parcel);
  g_hash_table_add (journey->wire->parcels, parcel);
  return parcel;
}

/* A sender hears of it when it has sent. */
static void
report (const Journey *journey, const LoreFault *fault)
{
  LoreMishap mishap = { .fault = fault,
                        .wire = LORE_WIRE (journey->wire),
                        .datagram = journey->datagram,
                        .source = journey->source,
                        .destination = journey->destination,
                        .delay_us = fault->delay_us };

  if (journey->out)
    {
      Parcel *parcel = post (journey, 0);

      parcel->fault = lore_fault_ref ((LoreFault *)fault);
      parcel->delay_us = fault->delay_us;
      if (journey->gate != NULL)
        parcel->outside = g_strdup (lore_gate_get_address (journey->gate));
    }
  else
    tell (journey->wire, &mishap);
}

static int
compare_parcels (gconstpointer a, gconstpointer b)
{
  const Parcel *left = *(Parcel *const *)a, *right = *(Parcel *const *)b;

  return left->timer < right->timer ? -1 : left->timer > right->timer;
}

/* Those that waited for one to pass on the same way go now. */
static void
let_overtaken_go (const Journey *journey)
{
  g_autoptr (GPtrArray) waiting = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, journey->wire->parcels);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      Parcel *parcel = key;

      if (parcel->overtaken && parcel->way == get_way (journey)
          && g_str_equal (parcel->source, journey->source)
          && g_str_equal (parcel->destination, journey->destination))
        g_ptr_array_add (waiting, parcel);
    }
  g_ptr_array_sort (waiting, compare_parcels);
  for (guint i = 0; i < waiting->len; i++)
    {
      Parcel *parcel = waiting->pdata[i];

      parcel->overtaken = FALSE;
      lore_clock_remove (journey->wire->faulty->clock, parcel->timer);
      parcel->timer = lore_clock_add (journey->wire->faulty->clock, 0, on_parcel, parcel);
    }
}

/* --- NAT --------------------------------------------------------------------------- */

static void
on_gate_received (LoreGate *gate, GBytes *datagram, const char *source, gboolean open,
                  gpointer user_data)
{
  g_autoptr (LoreFaultyWire) self = g_object_ref (user_data);

  tell (self, &(LoreMishap){ .fault = lore_gate_get_fault (gate),
                             .wire = LORE_WIRE (self),
                             .datagram = datagram,
                             .source = source,
                             .destination = lore_wire_get_address (self->inner),
                             .outside = lore_gate_get_address (gate),
                             .inwards = TRUE,
                             .shut = !open });
  if (open && self->sink->received != NULL)
    self->sink->received (LORE_WIRE (self), datagram, source, self->user_data);
}

static void
on_gate_failed (LoreGate *gate, const char *destination, const char *problem,
                gpointer user_data)
{
  LoreFaultyWire *self = user_data;

  if (self->sink->failed != NULL)
    self->sink->failed (LORE_WIRE (self), destination, problem, self->user_data);
}

static const LoreGateSink gate_sink = { on_gate_received, on_gate_failed };

/* Rules that are set anew find the gate that they had. */
static LoreGate *
ensure_gate (LoreFaultyWire *self, LoreFault *fault, GError **error)
{
  LoreGate *gate;

  for (guint i = 0; i < self->gates->len; i++)
    if (g_str_equal (lore_gate_get_fault (self->gates->pdata[i])->text, fault->text))
      return self->gates->pdata[i];
  gate = lore_gate_new (self->faulty->inner, self->faulty->clock, fault, &gate_sink, self,
                        error);
  if (gate != NULL)
    g_ptr_array_add (self->gates, gate);
  return gate;
}

/* --- what becomes of a datagram ---------------------------------------------------- */

static gboolean
apply_rule (Journey *journey, Rule *rule, GError **error)
{
  LoreFault *fault = rule->fault;
  g_autoptr (GBytes) before = g_bytes_ref (journey->datagram);

  switch (fault->action)
    {
    case LORE_FAULT_DROP:
      journey->lost = TRUE;
      break;
    case LORE_FAULT_DELAY:
      journey->delay_us += fault->delay_us;
      break;
    case LORE_FAULT_DUPLICATE:
      journey->copies += fault->copies;
      break;
    case LORE_FAULT_REORDER:
      journey->swapped = TRUE;
      break;
    case LORE_FAULT_NAT:
      if (!journey->out) /* it stands in front of elements of ours only */
        return TRUE;
      journey->gate = ensure_gate (journey->wire, fault, error);
      if (journey->gate == NULL)
        return FALSE;
      lore_gate_open_to (journey->gate, journey->destination);
      break;
    case LORE_FAULT_CORRUPT:
    default:
      break;
    }
  report (journey, fault);
  if (fault->action == LORE_FAULT_CORRUPT)
    {
      g_bytes_unref (journey->datagram);
      journey->datagram = lore_damage (fault, before, rule->chance);
    }
  return TRUE;
}

static gboolean
apply_rules (Journey *journey, GError **error)
{
  LoreFaulty *faulty = journey->wire->faulty;
  LoreFaultDatagram seen = { &journey->index, journey->source, journey->destination,
                             find_name (faulty, journey->source),
                             find_name (faulty, journey->destination) };
  gsize len;
  const guint8 *data = g_bytes_get_data (journey->datagram, &len);

  sip_index (data, len, &journey->index);
  for (guint i = 0; i < faulty->rules->len && !journey->lost; i++)
    {
      Rule *rule = faulty->rules->pdata[i];

      if (strikes (rule, &seen) && !apply_rule (journey, rule, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
go (Journey *journey, GError **error)
{
  if (journey->lost)
    return TRUE;
  for (guint i = 0; i < journey->copies; i++)
    post (journey, journey->delay_us);
  if (journey->swapped)
    {
      post (journey, OVERTAKEN_AFTER_US)->overtaken = TRUE;
      return TRUE;
    }
  let_overtaken_go (journey);
  if (journey->delay_us > 0)
    {
      post (journey, journey->delay_us);
      return TRUE;
    }
  if (journey->out)
    return lore_wire_send (get_way (journey), journey->datagram, journey->destination,
                           error);
  if (journey->wire->sink->received != NULL)
    journey->wire->sink->received (LORE_WIRE (journey->wire), journey->datagram,
                                   journey->source, journey->wire->user_data);
  return TRUE;
}

/* A reliable transport brings what was sent, whole and in order, whatever happens below
 * it: to lose part of a stream would be to break the connection. */
static gboolean
is_spoilt (LoreFaultyWire *self)
{
  return self->faulty->rules->len > 0 && !lore_wire_is_reliable (self->inner);
}

static gboolean
lore_faulty_wire_send (LoreWire *wire, GBytes *datagram, const char *destination,
                       GError **error)
{
  LoreFaultyWire *self = LORE_FAULTY_WIRE (wire);
  Journey journey = { .wire = self,
                      .source = lore_wire_get_address (self->inner),
                      .destination = destination,
                      .out = TRUE };
  gboolean sent;

  if (self->faulty == NULL || !is_spoilt (self))
    return lore_wire_send (self->inner, datagram, destination, error);
  journey.datagram = g_bytes_ref (datagram);
  sent = apply_rules (&journey, error) && go (&journey, error);
  g_bytes_unref (journey.datagram);
  return sent;
}

static gboolean
is_address_of (LoreFaultyWire *wire, const char *source, const char *host, guint16 port)
{
  const char *address = lore_wire_get_address (wire->inner);
  g_autofree char *bound = NULL;
  guint16 bound_port;

  for (guint i = 0; i < wire->gates->len; i++)
    if (g_str_equal (lore_gate_get_address (wire->gates->pdata[i]), source))
      return TRUE;
  return g_str_equal (address, source)
         || (lore_host_is_loopback (host)
             && lore_endpoint_parse (address, &bound, &bound_port, NULL)
             && bound_port == port && lore_host_is_any (bound));
}

/* Whether a wire of this network sent it: then the rules have had their turn. */
static gboolean
is_ours (LoreFaulty *self, const char *source)
{
  g_autofree char *host = NULL;
  GHashTableIter iter;
  gpointer wire;
  guint16 port;

  if (!lore_endpoint_parse (source, &host, &port, NULL))
    return FALSE;
  g_hash_table_iter_init (&iter, self->wires);
  while (g_hash_table_iter_next (&iter, &wire, NULL))
    if (is_address_of (wire, source, host, port))
      return TRUE;
  return FALSE;
}

static void
on_received (LoreWire *inner, GBytes *datagram, const char *source, gpointer user_data)
{
  g_autoptr (LoreFaultyWire) self = g_object_ref (user_data);
  Journey journey = { .wire = self,
                      .source = source,
                      .destination = lore_wire_get_address (inner) };

  if (!is_spoilt (self) || is_ours (self->faulty, source))
    {
      if (self->sink->received != NULL)
        self->sink->received (LORE_WIRE (self), datagram, source, self->user_data);
      return;
    }
  journey.datagram = g_bytes_ref (datagram);
  if (apply_rules (&journey, NULL))
    go (&journey, NULL);
  g_bytes_unref (journey.datagram);
}

static void
on_failed (LoreWire *inner, const char *destination, const char *problem,
           gpointer user_data)
{
  LoreFaultyWire *self = user_data;

  if (self->sink->failed != NULL)
    self->sink->failed (LORE_WIRE (self), destination, problem, self->user_data);
}

static const LoreWireSink inner_sink = { on_received, on_failed };

/* --- the wire ---------------------------------------------------------------------- */

static const char *
lore_faulty_wire_get_address (LoreWire *wire)
{
  return lore_wire_get_address (LORE_FAULTY_WIRE (wire)->inner);
}

static const char *
lore_faulty_wire_get_transport (LoreWire *wire)
{
  return lore_wire_get_transport (LORE_FAULTY_WIRE (wire)->inner);
}

static gboolean
lore_faulty_wire_is_reliable (LoreWire *wire)
{
  return lore_wire_is_reliable (LORE_FAULTY_WIRE (wire)->inner);
}

static void
lore_faulty_wire_close (LoreWire *wire)
{
  LoreFaultyWire *self = LORE_FAULTY_WIRE (wire);

  if (self->faulty == NULL)
    return;
  g_hash_table_remove_all (self->parcels);
  g_ptr_array_set_size (self->gates, 0);
  g_hash_table_remove (self->faulty->wires, self);
  lore_wire_close (self->inner);
  g_clear_object (&self->faulty);
}

static void
wire_init (LoreWireInterface *iface)
{
  iface->get_address = lore_faulty_wire_get_address;
  iface->get_transport = lore_faulty_wire_get_transport;
  iface->is_reliable = lore_faulty_wire_is_reliable;
  iface->send = lore_faulty_wire_send;
  iface->close = lore_faulty_wire_close;
}

static void
lore_faulty_wire_dispose (GObject *object)
{
  lore_faulty_wire_close (LORE_WIRE (object));
  G_OBJECT_CLASS (lore_faulty_wire_parent_class)->dispose (object);
}

static void
lore_faulty_wire_finalize (GObject *object)
{
  LoreFaultyWire *self = LORE_FAULTY_WIRE (object);

  g_clear_object (&self->inner);
  g_hash_table_unref (self->parcels);
  g_ptr_array_unref (self->gates);
  G_OBJECT_CLASS (lore_faulty_wire_parent_class)->finalize (object);
}

static void
lore_faulty_wire_class_init (LoreFaultyWireClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_faulty_wire_dispose;
  G_OBJECT_CLASS (klass)->finalize = lore_faulty_wire_finalize;
}

static void
lore_faulty_wire_init (LoreFaultyWire *self)
{
  self->parcels = g_hash_table_new_full (NULL, NULL, parcel_free, NULL);
  self->gates = g_ptr_array_new_with_free_func ((GDestroyNotify)lore_gate_free);
}

/* --- the network ------------------------------------------------------------------- */

static LoreWire *
lore_faulty_open (LoreNetwork *network, const char *transport, const char *host,
                  guint16 port, const LoreWireSink *sink, gpointer user_data,
                  GError **error)
{
  LoreFaulty *self = LORE_FAULTY (network);
  g_autoptr (LoreFaultyWire) wire = g_object_new (LORE_TYPE_FAULTY_WIRE, NULL);

  wire->sink = sink;
  wire->user_data = user_data;
  wire->inner = lore_network_open_transport (self->inner, transport, host, port,
                                             &inner_sink, wire, error);
  if (wire->inner == NULL)
    return NULL;
  wire->faulty = g_object_ref (self);
  g_hash_table_add (self->wires, wire);
  return LORE_WIRE (g_steal_pointer (&wire));
}

static char *
lore_faulty_dup_source (LoreNetwork *network, const char *destination)
{
  return lore_network_dup_source (LORE_FAULTY (network)->inner, destination);
}

/* Names are not what goes wrong here: whoever asks hears from the inner network. */
static void
lore_faulty_resolve_async (LoreNetwork *network, const char *destination,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  lore_network_resolve_async (LORE_FAULTY (network)->inner, destination, cancellable,
                              callback, user_data);
}

static char *
lore_faulty_resolve_finish (LoreNetwork *network, GAsyncResult *result, GError **error)
{
  return lore_network_resolve_finish (LORE_FAULTY (network)->inner, result, error);
}

static void
network_init (LoreNetworkInterface *iface)
{
  iface->open = lore_faulty_open;
  iface->dup_source = lore_faulty_dup_source;
  iface->resolve_async = lore_faulty_resolve_async;
  iface->resolve_finish = lore_faulty_resolve_finish;
}

static void
lore_faulty_finalize (GObject *object)
{
  LoreFaulty *self = LORE_FAULTY (object);

  g_ptr_array_unref (self->rules);
  g_hash_table_unref (self->wires);
  g_object_unref (self->inner);
  g_object_unref (self->clock);
  G_OBJECT_CLASS (lore_faulty_parent_class)->finalize (object);
}

static void
lore_faulty_class_init (LoreFaultyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lore_faulty_finalize;
}

static void
lore_faulty_init (LoreFaulty *self)
{
  self->rules = g_ptr_array_new_with_free_func (rule_free);
  self->wires = g_hash_table_new (NULL, NULL);
}

LoreFaulty *
lore_faulty_new (LoreNetwork *inner, LoreClock *clock)
{
  LoreFaulty *self = g_object_new (LORE_TYPE_FAULTY, NULL);

  self->inner = g_object_ref (inner);
  self->clock = g_object_ref (clock);
  return self;
}

void
lore_faulty_set_sink (LoreFaulty *self, const LoreFaultySink *sink, gpointer user_data)
{
  g_return_if_fail (LORE_IS_FAULTY (self));
  self->sink = sink;
  self->user_data = user_data;
}
