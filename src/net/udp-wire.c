/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/udp-wire.h"

#include "base/problem.h"
#include "base/reason.h"
#include "net/bind.h"
#include "net/icmp.h"
#include "wire/endpoint.h"

#include <sys/socket.h>

#define RECEIVE_BUFFER (4 * 1024 * 1024) /* a burst waits here while the window draws */
#define AT_MOST_A_DISPATCH 256           /* then the window gets its turn */
#define LARGEST_DATAGRAM 65536

struct _LoreUdpWire
{
  GObject parent_instance;

  /* Owned */
  GSocket *socket; /* NULL once closed */
  GSource *source;
  GHashTable *peers; /* "host:port" → GSocketAddress: few, and asked for at each send */
  char *address;
  guint8 *buffer;

  /* Borrowed */
  const LoreWireSink *sink;
  gpointer user_data;
};

static void wire_init (LoreWireInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoreUdpWire, lore_udp_wire, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LORE_TYPE_WIRE, wire_init))

/* --- receiving --------------------------------------------------------------------- */

/* Takes one datagram off the socket; FALSE when none waits. Errors that belong to what
 * was sent earlier stand in the error queue and are told from there. */
static gboolean
lore_udp_wire_receive (LoreUdpWire *self)
{
  g_autoptr (GSocketAddress) from = NULL;
  g_autoptr (GBytes) datagram = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *source = NULL;
  gssize n;

  n = g_socket_receive_from (self->socket, &from, (char *)self->buffer, LARGEST_DATAGRAM,
                             NULL, &error);
  if (n < 0)
    return !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
  if (!G_IS_INET_SOCKET_ADDRESS (from))
    return TRUE;
  source = lore_bind_format_address (from);
  datagram = g_bytes_new (self->buffer, n);
  if (self->sink->received != NULL)
    self->sink->received (LORE_WIRE (self), datagram, source, self->user_data);
  return TRUE;
}

static void
lore_udp_wire_read_errors (LoreUdpWire *self)
{
  GSocketAddress *address;

  while (self->socket != NULL
         && lore_icmp_take (g_socket_get_fd (self->socket), &address))
    {
      g_autofree char *destination = lore_bind_format_address (address);

      g_object_unref (address);
      if (self->sink->failed != NULL)
        self->sink->failed (LORE_WIRE (self), destination, "unreachable",
                            self->user_data);
    }
}

static gboolean
on_ready (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  g_autoptr (LoreUdpWire) self = g_object_ref (user_data);

  if (condition & G_IO_ERR)
    lore_udp_wire_read_errors (self);
  for (guint i = 0; i < AT_MOST_A_DISPATCH && self->socket != NULL; i++)
    if (!lore_udp_wire_receive (self))
      break;
  return self->socket != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* --- sending ----------------------------------------------------------------------- */

static GSocketAddress *
lore_udp_wire_get_peer (LoreUdpWire *self, const char *destination)
{
  GSocketAddress *peer = g_hash_table_lookup (self->peers, destination);
  g_autofree char *host = NULL;
  guint16 port;

  if (peer == NULL && lore_endpoint_parse (destination, &host, &port, NULL))
    {
      peer = g_inet_socket_address_new_from_string (host, port);
      if (peer != NULL)
        g_hash_table_insert (self->peers, g_strdup (destination), peer);
    }
  return peer;
}

static void
set_send_problem (GError *cause, const char *destination, gsize size, GError **error)
{
  g_autofree char *size_text = g_strdup_printf ("%" G_GSIZE_FORMAT, size);
  g_autofree char *limit =
      g_strdup_printf ("%" G_GSIZE_FORMAT, lore_datagram_limit (destination));

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    lore_problem_set (error, LORE_PROBLEM_NETWORK, "datagram-too-big", "size", size_text,
                      "limit", limit, NULL);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE)
           || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE)
           || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT))
    lore_problem_set (error, LORE_PROBLEM_NETWORK, "host-unreachable", "destination",
                      destination, NULL);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    lore_problem_set (error, LORE_PROBLEM_NETWORK, "send-refused", "destination",
                      destination, NULL);
  else
    lore_problem_set (error, LORE_PROBLEM_NETWORK, "send-failed", "destination",
                      destination, "@reason", lore_reason_get (cause), NULL);
}

/* An error that waits in the socket (an earlier datagram was refused) is reported by the
 * next call, whatever that call is about; the main loop will find it in the error queue,
 * so this datagram is tried again. */
static gboolean
lore_udp_wire_send (LoreWire *wire, GBytes *datagram, const char *destination,
                    GError **error)
{
  LoreUdpWire *self = LORE_UDP_WIRE (wire);
  GSocketAddress *peer =
      self->socket != NULL ? lore_udp_wire_get_peer (self, destination) : NULL;
  g_autoptr (GError) cause = NULL;
  gsize size;
  const char *data = g_bytes_get_data (datagram, &size);

  if (peer == NULL)
    {
      lore_problem_set (error, LORE_PROBLEM_NETWORK, "send-failed", "destination",
                        destination, "@reason", "reason:closed", NULL);
      return FALSE;
    }
  for (guint try = 0; try < 2; try++)
    {
      g_clear_error (&cause);
      if (g_socket_send_to (self->socket, peer, data, size, NULL, &cause) >= 0)
        return TRUE;
      if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        g_socket_condition_timed_wait (self->socket, G_IO_OUT, G_USEC_PER_SEC / 10, NULL,
                                       NULL);
    }
  set_send_problem (cause, destination, size, error);
  return FALSE;
}

/* --- the wire ---------------------------------------------------------------------- */

static const char *
lore_udp_wire_get_address (LoreWire *wire)
{
  return LORE_UDP_WIRE (wire)->address;
}

static const char *
lore_udp_wire_get_transport (LoreWire *wire)
{
  return "UDP";
}

static gboolean
lore_udp_wire_is_reliable (LoreWire *wire)
{
  return FALSE;
}

static void
lore_udp_wire_close (LoreWire *wire)
{
  LoreUdpWire *self = LORE_UDP_WIRE (wire);

  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  if (self->socket != NULL)
    g_socket_close (self->socket, NULL);
  g_clear_object (&self->socket);
}

static void
wire_init (LoreWireInterface *iface)
{
  iface->get_address = lore_udp_wire_get_address;
  iface->get_transport = lore_udp_wire_get_transport;
  iface->is_reliable = lore_udp_wire_is_reliable;
  iface->send = lore_udp_wire_send;
  iface->close = lore_udp_wire_close;
}

static void
lore_udp_wire_dispose (GObject *object)
{
  lore_udp_wire_close (LORE_WIRE (object));
  G_OBJECT_CLASS (lore_udp_wire_parent_class)->dispose (object);
}

static void
lore_udp_wire_finalize (GObject *object)
{
  LoreUdpWire *self = LORE_UDP_WIRE (object);

  g_hash_table_unref (self->peers);
  g_free (self->address);
  g_free (self->buffer);
  G_OBJECT_CLASS (lore_udp_wire_parent_class)->finalize (object);
}

static void
lore_udp_wire_class_init (LoreUdpWireClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lore_udp_wire_dispose;
  object_class->finalize = lore_udp_wire_finalize;
}

static void
lore_udp_wire_init (LoreUdpWire *self)
{
  self->peers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->buffer = g_malloc (LARGEST_DATAGRAM);
}

LoreUdpWire *
lore_udp_wire_new (const char *host, guint16 port, const LoreWireSink *sink,
                   gpointer user_data, GError **error)
{
  g_autoptr (LoreUdpWire) self = g_object_new (LORE_TYPE_UDP_WIRE, NULL);

  self->sink = sink;
  self->user_data = user_data;
  self->socket =
      lore_bind_open (host, port, G_SOCKET_TYPE_DATAGRAM, &self->address, error);
  if (self->socket == NULL)
    return NULL;
  g_socket_set_option (self->socket, SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER, NULL);
  lore_icmp_ask (g_socket_get_fd (self->socket), g_socket_get_family (self->socket));
  self->source = g_socket_create_source (self->socket, G_IO_IN | G_IO_ERR, NULL);
  g_source_set_callback (self->source, G_SOURCE_FUNC (on_ready), self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
  return g_steal_pointer (&self);
}
