/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/bind.h"

#include "base/problem.h"
#include "base/reason.h"
#include "wire/endpoint.h"

#include <netinet/in.h>
#include <sys/socket.h>

/* So many may knock at once; those beyond would try again a second later. */
#define BACKLOG 256

char *
lore_bind_format_address (GSocketAddress *address)
{
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);
  g_autofree char *host =
      g_inet_address_to_string (g_inet_socket_address_get_address (inet));

  return lore_endpoint_format (host, g_inet_socket_address_get_port (inet));
}

static void
set_problem (GError *cause, const char *host, guint16 port, GError **error)
{
  g_autofree char *address = lore_endpoint_format (host, port);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    lore_problem_set (error, LORE_PROBLEM_NETWORK, "port-in-use", "address", address,
                      NULL);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    lore_problem_set (error, LORE_PROBLEM_NETWORK, "no-permission-port", "address",
                      address, NULL);
  else
    lore_problem_set (error, LORE_PROBLEM_NETWORK, "address-not-here", "host", host,
                      NULL);
}

/* IPv6 alone: an IPv4 peer would otherwise appear as ::ffff:192.0.2.1. */
static GSocket *
open_socket (GSocketFamily family, GSocketType type, GError **error)
{
  g_autoptr (GError) cause = NULL;
  GSocket *socket = g_socket_new (family, type, G_SOCKET_PROTOCOL_DEFAULT, &cause);

  if (socket == NULL)
    {
      lore_problem_set (error, LORE_PROBLEM_NETWORK, "socket-failed", "@reason",
                        lore_reason_get (cause), NULL);
      return NULL;
    }
  if (family == G_SOCKET_FAMILY_IPV6)
    g_socket_set_option (socket, IPPROTO_IPV6, IPV6_V6ONLY, 1, NULL);
  g_socket_set_blocking (socket, FALSE);
  return socket;
}

static gboolean
bind_to (GSocket *socket, const char *host, guint16 port, char **ret_address,
         GError **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host, port);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) cause = NULL;
  gboolean stream = g_socket_get_socket_type (socket) == G_SOCKET_TYPE_STREAM;

  /* What is still dying on that port (TIME_WAIT) does not keep a listener from it. */
  if (g_socket_bind (socket, address, stream, &cause))
    bound = g_socket_get_local_address (socket, &cause);
  if (bound == NULL)
    {
      set_problem (cause, host, port, error);
      return FALSE;
    }
  *ret_address = lore_bind_format_address (bound);
  return TRUE;
}

GSocket *
lore_bind_open (const char *host, guint16 port, GSocketType type, char **ret_address,
                GError **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host, 0);
  g_autoptr (GSocket) socket = NULL;

  if (address == NULL)
    {
      lore_problem_set (error, LORE_PROBLEM_NETWORK, "address-not-here", "host", host,
                        NULL);
      return NULL;
    }
  socket = open_socket (g_socket_address_get_family (address), type, error);
  if (socket == NULL || !bind_to (socket, host, port, ret_address, error))
    return NULL;
  return g_steal_pointer (&socket);
}

GSocket *
lore_bind_listener (const char *host, guint16 port, char **ret_address, GError **error)
{
  g_autofree char *address = NULL;
  g_autoptr (GSocket) socket =
      lore_bind_open (host, port, G_SOCKET_TYPE_STREAM, &address, error);
  g_autoptr (GError) cause = NULL;

  if (socket == NULL)
    return NULL;
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_listen (socket, &cause))
    {
      set_problem (cause, host, port, error);
      return NULL;
    }
  /* From now on, so that another program that wants this port is still told that it is
   * in use, and only our own connections may leave from it. */
  g_socket_set_option (socket, SOL_SOCKET, SO_REUSEPORT, 1, NULL);
  *ret_address = g_steal_pointer (&address);
  return g_steal_pointer (&socket);
}

GSocket *
lore_bind_outgoing (const char *address, GSocketFamily family)
{
  GSocket *socket = open_socket (family, G_SOCKET_TYPE_STREAM, NULL);
  g_autoptr (GSocketAddress) local = NULL;
  g_autofree char *host = NULL;
  struct sockaddr_storage native;
  guint16 port;

  if (socket == NULL || !lore_endpoint_parse (address, &host, &port, NULL))
    return socket;
  local = g_inet_socket_address_new_from_string (host, port);
  /* Not by g_socket_bind(), which takes SO_REUSEPORT away from streams again. */
  g_socket_set_option (socket, SOL_SOCKET, SO_REUSEPORT, 1, NULL);
  if (g_socket_address_get_family (local) == family
      && g_socket_address_to_native (local, &native, sizeof native, NULL))
    bind (g_socket_get_fd (socket), (struct sockaddr *)&native,
          g_socket_address_get_native_size (local));
  return socket;
}
