/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/dial.h"

#include "base/problem.h"
#include "net/bind.h"
#include "wire/endpoint.h"

typedef struct
{
  char *destination;
  LoreSecurity *security; /* or NULL */
  GIOStream *stream;      /* what is being worked on */
} Dial;

static void
dial_free (gpointer data)
{
  Dial *dial = data;

  g_free (dial->destination);
  g_clear_pointer (&dial->security, lore_security_unref);
  g_clear_object (&dial->stream);
  g_free (dial);
}

static void
fail (GTask *task, const GError *cause, const char *problem)
{
  Dial *dial = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    error = g_error_copy (cause);
  else
    lore_problem_set (&error, LORE_PROBLEM_NETWORK, problem, "destination",
                      dial->destination, NULL);
  g_task_return_error (task, error);
}

static void
on_shaken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Dial *dial = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&dial->stream), g_object_unref);
  else
    fail (task, error, lore_security_get_problem (G_IO_STREAM (source)));
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Dial *dial = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GIOStream *secured;

  if (!g_socket_connection_connect_finish (G_SOCKET_CONNECTION (source), result, &error))
    {
      fail (task, error,
            g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED)
                ? "connection-refused"
                : "connection-failed");
      return;
    }
  if (dial->security == NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&dial->stream), g_object_unref);
      return;
    }
  secured =
      lore_security_connect (dial->security, dial->stream, dial->destination, &error);
  if (secured == NULL)
    {
      fail (task, error, "tls-failed");
      return;
    }
  g_object_unref (dial->stream);
  dial->stream = secured;
  g_tls_connection_handshake_async (G_TLS_CONNECTION (secured), G_PRIORITY_DEFAULT,
                                    g_task_get_cancellable (task), on_shaken,
                                    g_object_ref (task));
}

void
lore_dial_async (const char *address, const char *destination, LoreSecurity *security,
                 GCancellable *cancellable, GAsyncReadyCallback callback,
                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Dial *dial = g_new0 (Dial, 1);
  g_autofree char *host = NULL;
  g_autoptr (GSocketAddress) remote = NULL;
  g_autoptr (GSocket) socket = NULL;
  guint16 port;

  g_task_set_source_tag (task, lore_dial_async);
  dial->destination = g_strdup (destination);
  dial->security = security != NULL ? lore_security_ref (security) : NULL;
  g_task_set_task_data (task, dial, dial_free);
  if (lore_endpoint_parse (destination, &host, &port, NULL))
    remote = g_inet_socket_address_new_from_string (host, port);
  if (remote != NULL)
    socket = lore_bind_outgoing (address, g_socket_address_get_family (remote));
  if (socket == NULL)
    {
      fail (task, NULL, "connection-failed");
      return;
    }
  dial->stream = G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
  g_socket_connection_connect_async (G_SOCKET_CONNECTION (dial->stream), remote,
                                     cancellable, on_connected, g_steal_pointer (&task));
}

GIOStream *
lore_dial_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
