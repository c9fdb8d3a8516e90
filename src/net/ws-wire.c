/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/ws-wire.h"

#include "base/problem.h"
#include "base/reason.h"
#include "net/bind.h"
#include "net/dial.h"
#include "net/bounds.h"
#include "net/outbox.h"
#include "net/ws-handshake.h"
#include "sip/stream.h"

#define LARGEST_FRAME (SIP_STREAM_LONGEST_HEADER + SIP_STREAM_LONGEST_BODY)

struct _LoreWsWire
{
  GObject parent_instance;

  /* Owned */
  SoupServer *server; /* NULL once closed */
  GHashTable *links;  /* "host:port" → Link */
  GCancellable *cancellable;
  char *address;
  LoreSecurity *security; /* NULL: plain */

  /* Borrowed */
  const LoreWireSink *sink;
  gpointer user_data;

  gboolean crowded; /* somebody was turned away, and that was said */
};

/* One WebSocket. What it is given, libsoup keeps until the stream takes it, however much
 * that is: so it is given one message after the other. */
typedef struct
{
  LoreWsWire *wire; /* borrowed; who comes back later looks itself up in its table */
  char *peer;
  SoupWebsocketConnection *socket; /* NULL until it stands */
  LoreOutbox waiting;
  GSource *next; /* when the stream takes the next; or tells that too much waits */
  gboolean full; /* it takes nothing more and is about to close */
} Link;

static void wire_init (LoreWireInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoreWsWire, lore_ws_wire, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LORE_TYPE_WIRE, wire_init))

static void
link_unschedule (Link *link)
{
  if (link->next != NULL)
    g_source_destroy (link->next);
  g_clear_pointer (&link->next, g_source_unref);
}

static void
link_free (gpointer data)
{
  Link *link = data;

  link_unschedule (link);
  if (link->socket != NULL)
    {
      g_signal_handlers_disconnect_by_data (link->socket, link);
      if (soup_websocket_connection_get_state (link->socket) == SOUP_WEBSOCKET_STATE_OPEN)
        soup_websocket_connection_close (link->socket, SOUP_WEBSOCKET_CLOSE_GOING_AWAY,
                                         NULL);
      g_object_unref (link->socket);
    }
  lore_outbox_clear (&link->waiting);
  g_free (link->peer);
  g_free (link);
}

static Link *
lore_ws_wire_add_link (LoreWsWire *self, const char *peer)
{
  Link *link = g_new0 (Link, 1);

  link->wire = self;
  link->peer = g_strdup (peer);
  lore_outbox_init (&link->waiting);
  g_hash_table_replace (self->links, link->peer, link);
  return link;
}

/* Lets it go, and says why when there is a reason. */
static void
drop (Link *link, const char *problem)
{
  g_autoptr (LoreWsWire) wire = g_object_ref (link->wire);
  g_autofree char *peer = g_strdup (link->peer);

  g_hash_table_remove (wire->links, peer);
  if (problem != NULL && wire->sink->failed != NULL)
    wire->sink->failed (LORE_WIRE (wire), peer, problem, wire->user_data);
}

/* --- frames ------------------------------------------------------------------------ */

static void
on_frame (SoupWebsocketConnection *socket, SoupWebsocketDataType type, GBytes *message,
          gpointer user_data)
{
  Link *link = user_data;
  g_autoptr (LoreWsWire) wire = g_object_ref (link->wire);
  g_autofree char *peer = g_strdup (link->peer);

  if (g_bytes_get_size (message) > 0 && wire->sink->received != NULL)
    wire->sink->received (LORE_WIRE (wire), message, peer, wire->user_data);
}

static void
on_closed (SoupWebsocketConnection *socket, gpointer user_data)
{
  drop (user_data, NULL);
}

/* A frame of text must be UTF-8 (RFC 6455 §5.6); what is not goes as a binary one, which
 * RFC 7118 §5 allows as well. */
static void
put_frame (SoupWebsocketConnection *socket, GBytes *message)
{
  gsize len;
  const char *data = g_bytes_get_data (message, &len);

  if (soup_websocket_connection_get_state (socket) != SOUP_WEBSOCKET_STATE_OPEN)
    return;
  soup_websocket_connection_send_message (socket,
                                          g_utf8_validate (data, len, NULL)
                                              ? SOUP_WEBSOCKET_DATA_TEXT
                                              : SOUP_WEBSOCKET_DATA_BINARY,
                                          message);
}

static void
link_schedule (Link *link, GSource *source, GSourceFunc func)
{
  link->next = source;
  g_source_set_callback (source, func, link, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static gboolean
on_writable (GPollableOutputStream *stream, gpointer user_data)
{
  Link *link = user_data;
  g_autoptr (GBytes) message = lore_outbox_take (&link->waiting);

  put_frame (link->socket, message);
  if (link->waiting.size > 0)
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&link->next, g_source_unref);
  return G_SOURCE_REMOVE;
}

/* After libsoup has had its turn, which writes when the same stream is ready. */
static void
link_write (Link *link)
{
  GOutputStream *stream;

  if (link->socket == NULL || link->next != NULL || link->waiting.size == 0)
    return;
  stream = g_io_stream_get_output_stream (
      soup_websocket_connection_get_io_stream (link->socket));
  link_schedule (
      link,
      g_pollable_output_stream_create_source (G_POLLABLE_OUTPUT_STREAM (stream), NULL),
      G_SOURCE_FUNC (on_writable));
  g_source_set_priority (link->next, G_PRIORITY_DEFAULT + 1);
}

static gboolean
on_full (gpointer user_data)
{
  drop (user_data, "peer-not-reading");
  return G_SOURCE_REMOVE;
}

static void
link_send (Link *link, GBytes *message)
{
  if (link->full)
    return;
  link->full = !lore_outbox_put (&link->waiting, message);
  if (!link->full)
    {
      link_write (link);
      return;
    }
  /* Later: who sends is not told of failures from inside. */
  link_unschedule (link);
  lore_outbox_clear (&link->waiting);
  link_schedule (link, g_timeout_source_new (0), on_full);
}

static void
link_open (Link *link, SoupWebsocketConnection *socket)
{
  link->socket = g_object_ref (socket);
  soup_websocket_connection_set_max_incoming_payload_size (socket, LARGEST_FRAME);
  g_signal_connect (socket, "message", G_CALLBACK (on_frame), link);
  g_signal_connect (socket, "closed", G_CALLBACK (on_closed), link);
  link_write (link);
}

static void
on_websocket (SoupServer *server, SoupServerMessage *message, const char *path,
              SoupWebsocketConnection *socket, gpointer user_data)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);
  g_autofree char *peer = lore_bind_format_address (remote);
  g_autoptr (LoreWsWire) self = g_object_ref (user_data);
  guint n = g_hash_table_size (self->links);
  gboolean first = !self->crowded;

  self->crowded &= n >= LORE_BOUND_CALM;
  if (n < LORE_BOUND_CONNECTIONS)
    {
      link_open (lore_ws_wire_add_link (self, peer), socket);
      return;
    }
  self->crowded = TRUE;
  soup_websocket_connection_close (socket, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
  if (first && self->sink->failed != NULL)
    self->sink->failed (LORE_WIRE (self), peer, "too-many-connections", self->user_data);
}

/* --- connecting -------------------------------------------------------------------- */

/* What goes on meanwhile holds the wire and the name: the link may be gone by then. */
typedef struct
{
  LoreWsWire *wire;
  char *peer;
} Call;

static void
call_free (Call *call)
{
  g_object_unref (call->wire);
  g_free (call->peer);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static void
call_fail (Call *call, const GError *error)
{
  Link *link = g_hash_table_lookup (call->wire->links, call->peer);

  if (link != NULL && link->socket == NULL && lore_problem_get_id (error) != NULL)
    drop (link, lore_problem_get_id (error));
}

static void
on_shaken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupWebsocketConnection) socket = lore_ws_handshake_finish (result, &error);
  Link *link = g_hash_table_lookup (call->wire->links, call->peer);

  if (socket == NULL)
    call_fail (call, error);
  else if (link != NULL && link->socket == NULL)
    link_open (link, socket);
}

static void
on_dialled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = lore_dial_finish (result, &error);
  LoreWsWire *wire = call->wire;

  if (stream == NULL)
    {
      call_fail (call, error);
      return;
    }
  lore_ws_handshake_async (stream, call->peer, wire->cancellable, on_shaken, call);
  g_steal_pointer (&call);
}

static void
lore_ws_wire_connect (LoreWsWire *self, const char *destination)
{
  Call *call = g_new0 (Call, 1);

  call->wire = g_object_ref (self);
  call->peer = g_strdup (destination);
  lore_dial_async (self->address, destination, self->security, self->cancellable,
                   on_dialled, call);
}

static gboolean
lore_ws_wire_send (LoreWire *wire, GBytes *message, const char *destination,
                   GError **error)
{
  LoreWsWire *self = LORE_WS_WIRE (wire);
  Link *link = g_hash_table_lookup (self->links, destination);

  if (self->server == NULL)
    {
      lore_problem_set (error, LORE_PROBLEM_NETWORK, "send-failed", "destination",
                        destination, "@reason", "reason:closed", NULL);
      return FALSE;
    }
  if (link == NULL)
    {
      link = lore_ws_wire_add_link (self, destination);
      lore_ws_wire_connect (self, destination);
    }
  link_send (link, message);
  return TRUE;
}

/* --- the wire ---------------------------------------------------------------------- */

static const char *
lore_ws_wire_get_address (LoreWire *wire)
{
  return LORE_WS_WIRE (wire)->address;
}

static const char *
lore_ws_wire_get_transport (LoreWire *wire)
{
  return LORE_WS_WIRE (wire)->security != NULL ? "WSS" : "WS";
}

static gboolean
lore_ws_wire_is_reliable (LoreWire *wire)
{
  return TRUE;
}

static void
lore_ws_wire_close (LoreWire *wire)
{
  LoreWsWire *self = LORE_WS_WIRE (wire);

  g_cancellable_cancel (self->cancellable);
  g_hash_table_remove_all (self->links);
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}

static void
wire_init (LoreWireInterface *iface)
{
  iface->get_address = lore_ws_wire_get_address;
  iface->get_transport = lore_ws_wire_get_transport;
  iface->is_reliable = lore_ws_wire_is_reliable;
  iface->send = lore_ws_wire_send;
  iface->close = lore_ws_wire_close;
}

static void
lore_ws_wire_dispose (GObject *object)
{
  lore_ws_wire_close (LORE_WIRE (object));
  G_OBJECT_CLASS (lore_ws_wire_parent_class)->dispose (object);
}

static void
lore_ws_wire_finalize (GObject *object)
{
  LoreWsWire *self = LORE_WS_WIRE (object);

  g_hash_table_unref (self->links);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->security, lore_security_unref);
  g_free (self->address);
  G_OBJECT_CLASS (lore_ws_wire_parent_class)->finalize (object);
}

static void
lore_ws_wire_class_init (LoreWsWireClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lore_ws_wire_dispose;
  object_class->finalize = lore_ws_wire_finalize;
}

static void
lore_ws_wire_init (LoreWsWire *self)
{
  self->cancellable = g_cancellable_new ();
  self->links = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, link_free);
}

/* Anybody may connect from any page: it is for practice, and on loopback unless the
 * student says otherwise. */
static gboolean
lore_ws_wire_listen (LoreWsWire *self, GSocket *socket, GError **error)
{
  static char *protocols[] = { "sip", NULL };
  SoupServerListenOptions options = 0;
  g_autoptr (GError) cause = NULL;

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_websocket_handler (self->server, NULL, NULL, protocols, on_websocket,
                                     self, NULL);
  if (self->security != NULL)
    {
      GTlsCertificate *own = lore_security_get_certificate (self->security, error);

      if (own == NULL)
        return FALSE;
      soup_server_set_tls_certificate (self->server, own);
      options = SOUP_SERVER_LISTEN_HTTPS;
    }
  if (soup_server_listen_socket (self->server, socket, options, &cause))
    return TRUE;
  lore_problem_set (error, LORE_PROBLEM_NETWORK, "socket-failed", "@reason",
                    lore_reason_get (cause), NULL);
  return FALSE;
}

LoreWsWire *
lore_ws_wire_new (LoreSecurity *security, const char *host, guint16 port,
                  const LoreWireSink *sink, gpointer user_data, GError **error)
{
  g_autoptr (LoreWsWire) self = g_object_new (LORE_TYPE_WS_WIRE, NULL);
  g_autoptr (GSocket) socket = NULL;

  self->sink = sink;
  self->user_data = user_data;
  self->security = security != NULL ? lore_security_ref (security) : NULL;
  socket = lore_bind_listener (host, port, &self->address, error);
  if (socket == NULL || !lore_ws_wire_listen (self, socket, error))
    return NULL;
  return g_steal_pointer (&self);
}
