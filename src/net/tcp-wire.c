/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/tcp-wire.h"

#include "base/problem.h"
#include "net/bind.h"
#include "net/connection.h"
#include "net/dial.h"
#include "net/bounds.h"
#include "wire/endpoint.h"

#include <netinet/in.h>
#include <sys/socket.h>

struct _LoreTcpWire
{
  GObject parent_instance;

  /* Owned */
  GSocket *listener;       /* NULL once closed */
  GSource *source;         /* lets in; or waits until it may again */
  GHashTable *connections; /* "host:port" → LoreConnection */
  char *address;
  LoreSecurity *security; /* NULL: plain TCP */

  /* Borrowed */
  const LoreWireSink *sink;
  gpointer user_data;

  gboolean crowded; /* somebody was turned away, and that was said */
};

static void wire_init (LoreWireInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoreTcpWire, lore_tcp_wire, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LORE_TYPE_WIRE, wire_init))

/* --- connections ------------------------------------------------------------------- */

static void
on_message (LoreConnection *connection, GBytes *message, gpointer user_data)
{
  g_autoptr (LoreTcpWire) self = g_object_ref (user_data);

  if (self->sink->received != NULL)
    self->sink->received (LORE_WIRE (self), message,
                          lore_connection_get_peer (connection), self->user_data);
}

static void
on_closed (LoreConnection *connection, const char *problem, gpointer user_data)
{
  g_autoptr (LoreTcpWire) self = g_object_ref (user_data);
  g_autofree char *peer = g_strdup (lore_connection_get_peer (connection));

  if (g_hash_table_lookup (self->connections, peer) == connection)
    g_hash_table_remove (self->connections, peer);
  if (problem != NULL && self->sink->failed != NULL)
    self->sink->failed (LORE_WIRE (self), peer, problem, self->user_data);
}

static const LoreConnectionSink connection_sink = { on_message, on_closed };

static void
drop (gpointer data)
{
  lore_connection_close (data);
  lore_connection_unref (data);
}

/* --- being connected to ------------------------------------------------------------ */

static GIOStream *
open_stream (LoreTcpWire *self, GSocket *socket)
{
  g_autoptr (GSocketConnection) plain =
      g_socket_connection_factory_create_connection (socket);

  if (self->security != NULL)
    return lore_security_accept (self->security, G_IO_STREAM (plain), NULL);
  return G_IO_STREAM (g_steal_pointer (&plain));
}

/* Says why nobody more comes in, once a burst. */
static void
lore_tcp_wire_turn_away (LoreTcpWire *self, const char *peer, const char *problem)
{
  if (!self->crowded && self->sink->failed != NULL)
    self->sink->failed (LORE_WIRE (self), peer, problem, self->user_data);
  self->crowded = TRUE;
}

static void
lore_tcp_wire_take (LoreTcpWire *self, GSocket *socket)
{
  g_autoptr (GSocketAddress) remote = g_socket_get_remote_address (socket, NULL);
  g_autoptr (GIOStream) stream = NULL;
  g_autofree char *peer = NULL;
  guint n = g_hash_table_size (self->connections);
  LoreConnection *connection;

  if (remote == NULL)
    return;
  peer = lore_bind_format_address (remote);
  if (n >= LORE_BOUND_CONNECTIONS)
    {
      lore_tcp_wire_turn_away (self, peer, "too-many-connections");
      return;
    }
  stream = open_stream (self, socket);
  if (stream == NULL)
    return;
  self->crowded &= n >= LORE_BOUND_CALM;
  connection = lore_connection_new (peer, &connection_sink, self);
  g_hash_table_replace (self->connections, g_strdup (peer), connection);
  lore_connection_attach (connection, stream);
}

static void
lore_tcp_wire_watch (LoreTcpWire *self, GSource *source, GSourceFunc func)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  self->source = source;
  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static gboolean
on_connected_to (GSocket *listener, GIOCondition condition, gpointer user_data);

static gboolean
on_rested (gpointer user_data)
{
  LoreTcpWire *self = user_data;

  lore_tcp_wire_watch (self, g_socket_create_source (self->listener, G_IO_IN, NULL),
                       G_SOURCE_FUNC (on_connected_to));
  return G_SOURCE_REMOVE;
}

/* Without a file descriptor to spare, who knocks goes on knocking: to look again at once
 * would be all that this process does. */
static gboolean
on_connected_to (GSocket *listener, GIOCondition condition, gpointer user_data)
{
  g_autoptr (LoreTcpWire) self = g_object_ref (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_accept (listener, NULL, &error);

  if (socket != NULL)
    {
      g_socket_set_option (socket, IPPROTO_TCP, 1 /* TCP_NODELAY */, 1, NULL);
      lore_tcp_wire_take (self, socket);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES))
    {
      lore_tcp_wire_turn_away (self, self->address, "no-more-connections");
      if (self->listener != NULL)
        lore_tcp_wire_watch (self, g_timeout_source_new_seconds (1), on_rested);
    }
  return self->listener != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* --- connecting -------------------------------------------------------------------- */

static void
on_dialled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoreConnection) connection = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = lore_dial_finish (result, &error);

  if (stream != NULL)
    lore_connection_attach (connection, stream);
  else if (lore_problem_get_id (error) != NULL)
    lore_connection_fail (connection, lore_problem_get_id (error));
}

static LoreConnection *
lore_tcp_wire_connect (LoreTcpWire *self, const char *destination)
{
  LoreConnection *connection = lore_connection_new (destination, &connection_sink, self);

  g_hash_table_replace (self->connections, g_strdup (destination), connection);
  lore_dial_async (self->address, destination, self->security,
                   lore_connection_get_cancellable (connection), on_dialled,
                   lore_connection_ref (connection));
  return connection;
}

static gboolean
lore_tcp_wire_send (LoreWire *wire, GBytes *message, const char *destination,
                    GError **error)
{
  LoreTcpWire *self = LORE_TCP_WIRE (wire);
  LoreConnection *connection = g_hash_table_lookup (self->connections, destination);

  if (self->listener == NULL)
    {
      lore_problem_set (error, LORE_PROBLEM_NETWORK, "send-failed", "destination",
                        destination, "@reason", "reason:closed", NULL);
      return FALSE;
    }
  if (connection == NULL)
    connection = lore_tcp_wire_connect (self, destination);
  lore_connection_send (connection, message);
  return TRUE;
}

/* --- the wire ---------------------------------------------------------------------- */

static const char *
lore_tcp_wire_get_address (LoreWire *wire)
{
  return LORE_TCP_WIRE (wire)->address;
}

static const char *
lore_tcp_wire_get_transport (LoreWire *wire)
{
  return LORE_TCP_WIRE (wire)->security != NULL ? "TLS" : "TCP";
}

static gboolean
lore_tcp_wire_is_reliable (LoreWire *wire)
{
  return TRUE;
}

static void
lore_tcp_wire_close (LoreWire *wire)
{
  LoreTcpWire *self = LORE_TCP_WIRE (wire);

  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  if (self->listener != NULL)
    g_socket_close (self->listener, NULL);
  g_clear_object (&self->listener);
  g_hash_table_remove_all (self->connections);
}

static void
wire_init (LoreWireInterface *iface)
{
  iface->get_address = lore_tcp_wire_get_address;
  iface->get_transport = lore_tcp_wire_get_transport;
  iface->is_reliable = lore_tcp_wire_is_reliable;
  iface->send = lore_tcp_wire_send;
  iface->close = lore_tcp_wire_close;
}

static void
lore_tcp_wire_dispose (GObject *object)
{
  lore_tcp_wire_close (LORE_WIRE (object));
  G_OBJECT_CLASS (lore_tcp_wire_parent_class)->dispose (object);
}

static void
lore_tcp_wire_finalize (GObject *object)
{
  LoreTcpWire *self = LORE_TCP_WIRE (object);

  g_hash_table_unref (self->connections);
  g_clear_pointer (&self->security, lore_security_unref);
  g_free (self->address);
  G_OBJECT_CLASS (lore_tcp_wire_parent_class)->finalize (object);
}

static void
lore_tcp_wire_class_init (LoreTcpWireClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lore_tcp_wire_dispose;
  object_class->finalize = lore_tcp_wire_finalize;
}

static void
lore_tcp_wire_init (LoreTcpWire *self)
{
  self->connections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, drop);
}

LoreTcpWire *
lore_tcp_wire_new (LoreSecurity *security, const char *host, guint16 port,
                   const LoreWireSink *sink, gpointer user_data, GError **error)
{
  g_autoptr (LoreTcpWire) self = g_object_new (LORE_TYPE_TCP_WIRE, NULL);

  self->security = security != NULL ? lore_security_ref (security) : NULL;
  self->sink = sink;
  self->user_data = user_data;
  self->listener = lore_bind_listener (host, port, &self->address, error);
  if (self->listener == NULL)
    return NULL;
  on_rested (self);
  return g_steal_pointer (&self);
}
