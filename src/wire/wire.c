/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/wire.h"

#include "base/problem.h"
#include "wire/endpoint.h"

#define LARGEST_IPV4 65507 /* 65,535 less 20 of IP and 8 of UDP */
#define LARGEST_IPV6                                                                     \
  65527 /* 65,535 less 8 of UDP: IPv6's length leaves its header out                     \
         */

G_DEFINE_INTERFACE (LoreWire, lore_wire, G_TYPE_OBJECT)
G_DEFINE_INTERFACE (LoreNetwork, lore_network, G_TYPE_OBJECT)

static void
lore_wire_default_init (LoreWireInterface *iface)
{
}

static void
lore_network_default_init (LoreNetworkInterface *iface)
{
}

const char *
lore_wire_get_address (LoreWire *self)
{
  g_return_val_if_fail (LORE_IS_WIRE (self), NULL);
  return LORE_WIRE_GET_IFACE (self)->get_address (self);
}

const char *
lore_wire_get_transport (LoreWire *self)
{
  g_return_val_if_fail (LORE_IS_WIRE (self), NULL);
  return LORE_WIRE_GET_IFACE (self)->get_transport (self);
}

gboolean
lore_wire_is_reliable (LoreWire *self)
{
  g_return_val_if_fail (LORE_IS_WIRE (self), FALSE);
  return LORE_WIRE_GET_IFACE (self)->is_reliable (self);
}

gsize
lore_datagram_limit (const char *destination)
{
  return *destination == '[' ? LARGEST_IPV6 : LARGEST_IPV4;
}

static gboolean
check_size (LoreWire *self, gsize size, const char *destination, GError **error)
{
  gsize limit =
      lore_wire_is_reliable (self) ? G_MAXSIZE : lore_datagram_limit (destination);
  g_autofree char *size_text = g_strdup_printf ("%" G_GSIZE_FORMAT, size);
  g_autofree char *limit_text = g_strdup_printf ("%" G_GSIZE_FORMAT, limit);

  if (size == 0)
    lore_problem_set (error, LORE_PROBLEM_USAGE, "empty-message", NULL);
  else if (size > limit)
    lore_problem_set (error, LORE_PROBLEM_NETWORK, "datagram-too-big", "size", size_text,
                      "limit", limit_text, NULL);
  return size > 0 && size <= limit;
}

gboolean
lore_wire_send (LoreWire *self, GBytes *datagram, const char *destination, GError **error)
{
  g_return_val_if_fail (LORE_IS_WIRE (self), FALSE);
  if (!check_size (self, g_bytes_get_size (datagram), destination, error))
    return FALSE;
  return LORE_WIRE_GET_IFACE (self)->send (self, datagram, destination, error);
}

void
lore_wire_close (LoreWire *self)
{
  g_return_if_fail (LORE_IS_WIRE (self));
  LORE_WIRE_GET_IFACE (self)->close (self);
}

LoreWire *
lore_network_open (LoreNetwork *self, const char *host, guint16 port,
                   const LoreWireSink *sink, gpointer user_data, GError **error)
{
  g_return_val_if_fail (LORE_IS_NETWORK (self), NULL);
  return lore_network_open_transport (self, "UDP", host, port, sink, user_data, error);
}

LoreWire *
lore_network_open_transport (LoreNetwork *self, const char *transport, const char *host,
                             guint16 port, const LoreWireSink *sink, gpointer user_data,
                             GError **error)
{
  g_return_val_if_fail (LORE_IS_NETWORK (self), NULL);
  return LORE_NETWORK_GET_IFACE (self)->open (
      self, transport, host != NULL ? host : "127.0.0.1", port, sink, user_data, error);
}

char *
lore_network_dup_source (LoreNetwork *self, const char *destination)
{
  g_return_val_if_fail (LORE_IS_NETWORK (self), NULL);
  return LORE_NETWORK_GET_IFACE (self)->dup_source (self, destination);
}

void
lore_network_resolve_async (LoreNetwork *self, const char *destination,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autofree char *host = NULL;
  GError *error = NULL;
  guint16 port;

  g_return_if_fail (LORE_IS_NETWORK (self));
  if (!lore_endpoint_parse (destination, &host, &port, &error))
    g_task_report_error (self, callback, user_data, lore_network_resolve_async, error);
  else
    LORE_NETWORK_GET_IFACE (self)->resolve_async (self, destination, cancellable,
                                                  callback, user_data);
}

char *
lore_network_resolve_finish (LoreNetwork *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (LORE_IS_NETWORK (self), NULL);
  if (g_async_result_is_tagged (result, lore_network_resolve_async))
    return g_task_propagate_pointer (G_TASK (result), error);
  return LORE_NETWORK_GET_IFACE (self)->resolve_finish (self, result, error);
}
