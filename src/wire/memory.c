/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/memory.h"

#include "base/problem.h"
#include "wire/endpoint.h"

#define FIRST_FREE_PORT 49152

#define LORE_TYPE_MEMORY_WIRE (lore_memory_wire_get_type ())
G_DECLARE_FINAL_TYPE (LoreMemoryWire, lore_memory_wire, LORE, MEMORY_WIRE, GObject)

struct _LoreMemory
{
  GObject parent_instance;

  /* Owned */
  LoreClock *clock;
  GHashTable *wires;   /* key → LoreMemoryWire, borrowed: they leave when closed */
  GHashTable *hosts;   /* name → address */
  GHashTable *flights; /* set of Flight */

  /* Borrowed */
  LoreMemoryFilter filter;
  gpointer filter_data;

  gint64 latency;
  gboolean reliable;
};

struct _LoreMemoryWire
{
  GObject parent_instance;

  /* Owned */
  LoreMemory *memory; /* NULL once closed */
  char *address;
  char *transport;
  char *key; /* the two joined: a port of UDP and one of TCP are two */

  /* Borrowed */
  const LoreWireSink *sink;
  gpointer user_data;
};

/* A datagram under way: owned by the network until it arrives. */
typedef struct
{
  LoreMemory *memory; /* borrowed */
  GBytes *datagram;
  char *source;
  char *destination;
  char *transport;
  guint timer;
} Flight;

static void network_init (LoreNetworkInterface *iface);
static void wire_init (LoreWireInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoreMemory, lore_memory, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LORE_TYPE_NETWORK, network_init))
G_DEFINE_FINAL_TYPE_WITH_CODE (LoreMemoryWire, lore_memory_wire, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LORE_TYPE_WIRE, wire_init))

/* --- datagrams under way ----------------------------------------------------------- */

static void
flight_free (Flight *flight)
{
  g_bytes_unref (flight->datagram);
  g_free (flight->source);
  g_free (flight->destination);
  g_free (flight->transport);
  g_free (flight);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Flight, flight_free)

static char *
dup_key (const char *transport, const char *address)
{
  return g_strjoin (" ", transport, address, NULL);
}

static LoreMemoryWire *
find_wire (LoreMemory *memory, const char *transport, const char *address)
{
  g_autofree char *key = dup_key (transport, address);

  return g_hash_table_lookup (memory->wires, key);
}

/* As ICMP tells a socket that still stands there. */
static void
flight_report_lost (Flight *flight)
{
  LoreMemoryWire *sender = find_wire (flight->memory, flight->transport, flight->source);
  gboolean udp = g_str_equal (flight->transport, "UDP");

  if (sender != NULL && sender->sink->failed != NULL)
    sender->sink->failed (LORE_WIRE (sender), flight->destination,
                          udp ? "unreachable" : "connection-refused", sender->user_data);
}

static void
flight_arrive (gpointer data)
{
  g_autoptr (Flight) flight = data;
  g_autoptr (LoreMemory) memory = g_object_ref (flight->memory);
  LoreMemoryWire *wire = find_wire (memory, flight->transport, flight->destination);

  g_hash_table_steal (memory->flights, flight);
  if (wire == NULL)
    flight_report_lost (flight);
  else if (wire->sink->received != NULL)
    {
      g_autoptr (LoreMemoryWire) held = g_object_ref (wire);

      held->sink->received (LORE_WIRE (held), flight->datagram, flight->source,
                            held->user_data);
    }
}

/* --- the wire ---------------------------------------------------------------------- */

static const char *
lore_memory_wire_get_address (LoreWire *wire)
{
  return LORE_MEMORY_WIRE (wire)->address;
}

static gboolean
lore_memory_wire_is_reliable (LoreWire *wire)
{
  LoreMemoryWire *self = LORE_MEMORY_WIRE (wire);

  return !g_str_equal (self->transport, "UDP")
         || (self->memory != NULL && self->memory->reliable);
}

static const char *
lore_memory_wire_get_transport (LoreWire *wire)
{
  return LORE_MEMORY_WIRE (wire)->transport;
}

static gboolean
lore_memory_wire_send (LoreWire *wire, GBytes *datagram, const char *destination,
                       GError **error)
{
  LoreMemoryWire *self = LORE_MEMORY_WIRE (wire);
  LoreMemory *memory = self->memory;
  Flight *flight;

  if (memory == NULL)
    {
      lore_problem_set (error, LORE_PROBLEM_NETWORK, "send-failed", "destination",
                        destination, "@reason", "reason:closed", NULL);
      return FALSE;
    }
  if (memory->filter != NULL
      && !memory->filter (datagram, self->address, destination, memory->filter_data))
    return TRUE;
  flight = g_new0 (Flight, 1);
  flight->memory = memory;
  flight->datagram = g_bytes_ref (datagram);
  flight->source = g_strdup (self->address);
  flight->destination = g_strdup (destination);
  flight->transport = g_strdup (self->transport);
  flight->timer = lore_clock_add (memory->clock, memory->latency, flight_arrive, flight);
  g_hash_table_add (memory->flights, flight);
  return TRUE;
}

static void
lore_memory_wire_close (LoreWire *wire)
{
  LoreMemoryWire *self = LORE_MEMORY_WIRE (wire);

  if (self->memory != NULL)
    g_hash_table_remove (self->memory->wires, self->key);
  g_clear_object (&self->memory);
}

static void
wire_init (LoreWireInterface *iface)
{
  iface->get_address = lore_memory_wire_get_address;
  iface->get_transport = lore_memory_wire_get_transport;
  iface->is_reliable = lore_memory_wire_is_reliable;
  iface->send = lore_memory_wire_send;
  iface->close = lore_memory_wire_close;
}

static void
lore_memory_wire_dispose (GObject *object)
{
  lore_memory_wire_close (LORE_WIRE (object));
  G_OBJECT_CLASS (lore_memory_wire_parent_class)->dispose (object);
}

static void
lore_memory_wire_finalize (GObject *object)
{
  LoreMemoryWire *self = LORE_MEMORY_WIRE (object);

  g_free (self->address);
  g_free (self->transport);
  g_free (self->key);
  G_OBJECT_CLASS (lore_memory_wire_parent_class)->finalize (object);
}

static void
lore_memory_wire_class_init (LoreMemoryWireClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_memory_wire_dispose;
  G_OBJECT_CLASS (klass)->finalize = lore_memory_wire_finalize;
}

static void
lore_memory_wire_init (LoreMemoryWire *self)
{
}

/* --- the network ------------------------------------------------------------------- */

static char *
lore_memory_dup_free_address (LoreMemory *self, const char *transport, const char *host,
                              guint16 port)
{
  for (guint try = port != 0 ? port : FIRST_FREE_PORT; try <= G_MAXUINT16; try++)
    {
      g_autofree char *address = lore_endpoint_format (host, try);

      if (find_wire (self, transport, address) == NULL)
        return g_steal_pointer (&address);
      if (port != 0)
        break;
    }
  return NULL;
}

static LoreWire *
lore_memory_open (LoreNetwork *network, const char *transport, const char *host,
                  guint16 port, const LoreWireSink *sink, gpointer user_data,
                  GError **error)
{
  LoreMemory *self = LORE_MEMORY (network);
  g_autofree char *address = lore_memory_dup_free_address (self, transport, host, port);
  LoreMemoryWire *wire;

  if (address == NULL)
    {
      g_autofree char *taken = lore_endpoint_format (host, port);

      lore_problem_set (error, LORE_PROBLEM_NETWORK, "port-in-use", "address", taken,
                        NULL);
      return NULL;
    }
  wire = g_object_new (LORE_TYPE_MEMORY_WIRE, NULL);
  wire->memory = g_object_ref (self);
  wire->transport = g_strdup (transport);
  wire->key = dup_key (transport, address);
  wire->address = g_steal_pointer (&address);
  wire->sink = sink;
  wire->user_data = user_data;
  g_hash_table_insert (self->wires, wire->key, wire);
  return LORE_WIRE (wire);
}

/* The addresses that documentation may use stand for the world outside. */
static char *
lore_memory_dup_source (LoreNetwork *network, const char *destination)
{
  g_autofree char *host = NULL;
  guint16 port;
  gboolean ipv6;

  if (!lore_endpoint_parse (destination, &host, &port, NULL))
    return NULL;
  ipv6 = lore_host_is_ipv6 (host);
  if (lore_host_is_loopback (host))
    return g_strdup (ipv6 ? "::1" : "127.0.0.1");
  return g_strdup (ipv6 ? "2001:db8::1" : "192.0.2.1");
}

static void
lore_memory_resolve_async (LoreNetwork *network, const char *destination,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  LoreMemory *self = LORE_MEMORY (network);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *host = NULL;
  const char *address;
  guint16 port;

  g_task_set_source_tag (task, lore_memory_resolve_async);
  lore_endpoint_parse (destination, &host, &port, NULL);
  address = lore_host_is_address (host) ? host : g_hash_table_lookup (self->hosts, host);
  if (address != NULL)
    g_task_return_pointer (task, lore_endpoint_format_as (address, port, destination),
                           g_free);
  else
    {
      GError *error = NULL;

      lore_problem_set (&error, LORE_PROBLEM_NETWORK, "host-not-found", "host", host,
                        NULL);
      g_task_return_error (task, error);
    }
}

static char *
lore_memory_resolve_finish (LoreNetwork *network, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
network_init (LoreNetworkInterface *iface)
{
  iface->open = lore_memory_open;
  iface->dup_source = lore_memory_dup_source;
  iface->resolve_async = lore_memory_resolve_async;
  iface->resolve_finish = lore_memory_resolve_finish;
}

static void
lore_memory_finalize (GObject *object)
{
  LoreMemory *self = LORE_MEMORY (object);
  GHashTableIter iter;
  gpointer flight;

  g_hash_table_iter_init (&iter, self->flights);
  while (g_hash_table_iter_next (&iter, &flight, NULL))
    lore_clock_remove (self->clock, ((Flight *)flight)->timer);
  g_hash_table_unref (self->flights);
  g_object_unref (self->clock);
  g_hash_table_unref (self->wires);
  g_hash_table_unref (self->hosts);
  G_OBJECT_CLASS (lore_memory_parent_class)->finalize (object);
}

static void
lore_memory_class_init (LoreMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lore_memory_finalize;
}

static void
lore_memory_init (LoreMemory *self)
{
  self->wires = g_hash_table_new (g_str_hash, g_str_equal);
  self->flights = g_hash_table_new_full (NULL, NULL, (GDestroyNotify)flight_free, NULL);
  self->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (self->hosts, g_strdup ("localhost"), g_strdup ("127.0.0.1"));
}

LoreMemory *
lore_memory_new (LoreClock *clock)
{
  LoreMemory *self = g_object_new (LORE_TYPE_MEMORY, NULL);

  self->clock = g_object_ref (clock);
  return self;
}

void
lore_memory_set_latency (LoreMemory *self, gint64 us)
{
  g_return_if_fail (LORE_IS_MEMORY (self) && us >= 0);
  self->latency = us;
}

void
lore_memory_set_reliable (LoreMemory *self, gboolean reliable)
{
  g_return_if_fail (LORE_IS_MEMORY (self));
  self->reliable = reliable;
}

void
lore_memory_add_host (LoreMemory *self, const char *name, const char *address)
{
  g_return_if_fail (LORE_IS_MEMORY (self));
  g_hash_table_replace (self->hosts, g_strdup (name), g_strdup (address));
}

void
lore_memory_set_filter (LoreMemory *self, LoreMemoryFilter filter, gpointer user_data)
{
  g_return_if_fail (LORE_IS_MEMORY (self));
  self->filter = filter;
  self->filter_data = user_data;
}
