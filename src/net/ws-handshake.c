/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/ws-handshake.h"

#include "base/problem.h"

#include <string.h>

#define LONGEST_ANSWER 8192
#define GUID "258EAFA5-E914-47DA-95CA-C5AB0DC85B11" /* RFC 6455 §1.3 */

typedef struct
{
  GIOStream *stream;
  char *host;
  char *key;
  char *request;
  GString *answer;
  char byte;
} Handshake;

static void
handshake_free (gpointer data)
{
  Handshake *handshake = data;

  g_object_unref (handshake->stream);
  g_free (handshake->host);
  g_free (handshake->key);
  g_free (handshake->request);
  g_string_free (handshake->answer, TRUE);
  g_free (handshake);
}

static char *
make_key (void)
{
  guint32 random[4];

  for (gsize i = 0; i < G_N_ELEMENTS (random); i++)
    random[i] = g_random_int ();
  return g_base64_encode ((const guchar *)random, sizeof random);
}

/* Proves that whoever answers has read the key (RFC 6455 §4.2.2). */
static char *
dup_proof (const char *key)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize len = sizeof digest;

  g_checksum_update (checksum, (const guchar *)key, -1);
  g_checksum_update (checksum, (const guchar *)GUID, -1);
  g_checksum_get_digest (checksum, digest, &len);
  return g_base64_encode (digest, len);
}

static gboolean
is_accepted (Handshake *handshake)
{
  g_autofree char *proof = dup_proof (handshake->key);

  return g_str_has_prefix (handshake->answer->str, "HTTP/1.1 101 ")
         && strstr (handshake->answer->str, proof) != NULL;
}

static void
finish (GTask *task)
{
  Handshake *handshake = g_task_get_task_data (task);
  g_autofree char *text = g_strdup_printf ("ws://%s/", handshake->host);
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  GError *error = NULL;

  if (uri != NULL && is_accepted (handshake))
    {
      g_task_return_pointer (task,
                             soup_websocket_connection_new (
                                 handshake->stream, uri, SOUP_WEBSOCKET_CONNECTION_CLIENT,
                                 NULL, "sip", NULL),
                             g_object_unref);
      return;
    }
  lore_problem_set (&error, LORE_PROBLEM_NETWORK, "ws-refused", "destination",
                    handshake->host, NULL);
  g_task_return_error (task, error);
}

static void read_byte (GTask *task);

/* A byte at a time, so that nothing is taken that belongs to the first frame. */
static void
on_byte (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Handshake *handshake = g_task_get_task_data (task);
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (n == 1)
    g_string_append_c (handshake->answer, handshake->byte);
  if (n != 1 || handshake->answer->len > LONGEST_ANSWER
      || g_str_has_suffix (handshake->answer->str, "\r\n\r\n"))
    finish (task);
  else
    read_byte (g_steal_pointer (&task));
}

static void
read_byte (GTask *task)
{
  Handshake *handshake = g_task_get_task_data (task);

  g_input_stream_read_async (g_io_stream_get_input_stream (handshake->stream),
                             &handshake->byte, 1, G_PRIORITY_DEFAULT,
                             g_task_get_cancellable (task), on_byte, task);
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL))
    read_byte (g_steal_pointer (&task));
  else
    finish (task);
}

void
lore_ws_handshake_async (GIOStream *stream, const char *host, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Handshake *handshake = g_new0 (Handshake, 1);

  g_task_set_source_tag (task, lore_ws_handshake_async);
  handshake->stream = g_object_ref (stream);
  handshake->host = g_strdup (host);
  handshake->key = make_key ();
  handshake->answer = g_string_new (NULL);
  handshake->request = g_strdup_printf (
      "GET / HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Protocol: sip\r\nOrigin: http://%s\r\n\r\n",
      host, handshake->key, host);
  g_task_set_task_data (task, handshake, handshake_free);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (stream),
                                   handshake->request, strlen (handshake->request),
                                   G_PRIORITY_DEFAULT, cancellable, on_asked, task);
}

SoupWebsocketConnection *
lore_ws_handshake_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
