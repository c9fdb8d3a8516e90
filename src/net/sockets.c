/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/sockets.h"

#include "base/problem.h"
#include "net/tcp-wire.h"
#include "net/udp-wire.h"
#include "net/ws-wire.h"
#include "wire/endpoint.h"

struct _LoreSockets
{
  GObject parent_instance;

  LoreSecurity *security; /* owned */
};

static void network_init (LoreNetworkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoreSockets, lore_sockets, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LORE_TYPE_NETWORK, network_init))

static LoreWire *
lore_sockets_open (LoreNetwork *network, const char *transport, const char *host,
                   guint16 port, const LoreWireSink *sink, gpointer user_data,
                   GError **error)
{
  LoreSockets *self = LORE_SOCKETS (network);
  gboolean secure = g_str_equal (transport, "TLS") || g_str_equal (transport, "WSS");
  LoreSecurity *security = secure ? self->security : NULL;
  gpointer wire = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    host = "127.0.0.1";
  if (g_str_equal (transport, "UDP"))
    wire = lore_udp_wire_new (host, port, sink, user_data, error);
  else if (g_str_equal (transport, "TCP") || g_str_equal (transport, "TLS"))
    wire = lore_tcp_wire_new (security, host, port, sink, user_data, error);
  else if (g_str_equal (transport, "WS") || g_str_equal (transport, "WSS"))
    wire = lore_ws_wire_new (security, host, port, sink, user_data, error);
  else
    lore_problem_set (error, LORE_PROBLEM_USAGE, "transport-unavailable", "transport",
                      transport, NULL);
  return wire;
}

/* Connecting a UDP socket sends nothing: it makes the system choose the way out. */
static char *
lore_sockets_dup_source (LoreNetwork *network, const char *destination)
{
  g_autoptr (GSocketAddress) remote = NULL, local = NULL;
  g_autoptr (GSocket) socket = NULL;
  g_autofree char *host = NULL;
  guint16 port;

  if (!lore_endpoint_parse (destination, &host, &port, NULL))
    return NULL;
  remote = g_inet_socket_address_new_from_string (host, port);
  if (remote == NULL)
    return NULL;
  socket = g_socket_new (g_socket_address_get_family (remote), G_SOCKET_TYPE_DATAGRAM,
                         G_SOCKET_PROTOCOL_UDP, NULL);
  if (socket == NULL || !g_socket_connect (socket, remote, NULL, NULL))
    return NULL;
  local = g_socket_get_local_address (socket, NULL);
  if (local == NULL)
    return NULL;
  return g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (local)));
}

/* --- names ------------------------------------------------------------------------- */

/* IPv4 first: the practice elements listen there, and "localhost" is both. */
static GInetAddress *
choose_address (GList *addresses)
{
  for (GList *at = addresses; at != NULL; at = at->next)
    if (g_inet_address_get_family (at->data) == G_SOCKET_FAMILY_IPV4)
      return at->data;
  return addresses->data;
}

static void
on_resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) cause = NULL;
  g_autofree char *host = NULL, *address = NULL;
  guint16 port;
  GList *addresses;
  GError *error = NULL;

  lore_endpoint_parse (g_task_get_task_data (task), &host, &port, NULL);
  addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &cause);
  if (addresses != NULL)
    {
      address = g_inet_address_to_string (choose_address (addresses));
      g_resolver_free_addresses (addresses);
      g_task_return_pointer (
          task, lore_endpoint_format_as (address, port, g_task_get_task_data (task)),
          g_free);
    }
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&cause));
  else
    {
      lore_problem_set (&error, LORE_PROBLEM_NETWORK, "host-not-found", "host", host,
                        NULL);
      g_task_return_error (task, error);
    }
}

static void
lore_sockets_resolve_async (LoreNetwork *network, const char *destination,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (network, cancellable, callback, user_data);
  g_autoptr (GResolver) resolver = NULL;
  g_autofree char *host = NULL;
  guint16 port;

  g_task_set_source_tag (task, lore_sockets_resolve_async);
  g_task_set_task_data (task, g_strdup (destination), g_free);
  lore_endpoint_parse (destination, &host, &port, NULL);
  if (lore_host_is_address (host))
    {
      g_task_return_pointer (task, lore_endpoint_format_as (host, port, destination),
                             g_free);
      return;
    }
  resolver = g_resolver_get_default ();
  g_resolver_lookup_by_name_async (resolver, host, cancellable, on_resolved,
                                   g_steal_pointer (&task));
}

static char *
lore_sockets_resolve_finish (LoreNetwork *network, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
network_init (LoreNetworkInterface *iface)
{
  iface->open = lore_sockets_open;
  iface->dup_source = lore_sockets_dup_source;
  iface->resolve_async = lore_sockets_resolve_async;
  iface->resolve_finish = lore_sockets_resolve_finish;
}

static void
lore_sockets_finalize (GObject *object)
{
  lore_security_unref (LORE_SOCKETS (object)->security);
  G_OBJECT_CLASS (lore_sockets_parent_class)->finalize (object);
}

static void
lore_sockets_class_init (LoreSocketsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lore_sockets_finalize;
}

static void
lore_sockets_init (LoreSockets *self)
{
  self->security = lore_security_new ();
}

LoreSockets *
lore_sockets_new (void)
{
  return g_object_new (LORE_TYPE_SOCKETS, NULL);
}

LoreSecurity *
lore_sockets_get_security (LoreSockets *self)
{
  g_return_val_if_fail (LORE_IS_SOCKETS (self), NULL);
  return self->security;
}
