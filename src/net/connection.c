/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/connection.h"

#include "net/outbox.h"
#include "sip/stream.h"

#include <string.h>

#define AT_A_TIME (16 * 1024)

struct _LoreConnection
{
  /* Owned */
  char *peer;
  GIOStream *io; /* NULL until it stands */
  SipStream *stream;
  LoreOutbox waiting;
  GBytes *leaving; /* being written; NULL: nothing is */
  GCancellable *cancellable;

  /* Borrowed */
  const LoreConnectionSink *sink; /* NULL once closed */
  gpointer user_data;

  gboolean expects; /* a request has gone out, and nothing has come since */
  gboolean full;    /* it takes nothing more and is about to close */
};

LoreConnection *
lore_connection_new (const char *peer, const LoreConnectionSink *sink, gpointer user_data)
{
  LoreConnection *self = g_rc_box_new0 (LoreConnection);

  self->peer = g_strdup (peer);
  self->stream = sip_stream_new ();
  self->cancellable = g_cancellable_new ();
  lore_outbox_init (&self->waiting);
  self->sink = sink;
  self->user_data = user_data;
  return self;
}

static void
clear (gpointer data)
{
  LoreConnection *self = data;

  g_free (self->peer);
  g_clear_object (&self->io);
  sip_stream_free (self->stream);
  lore_outbox_clear (&self->waiting);
  g_clear_pointer (&self->leaving, g_bytes_unref);
  g_object_unref (self->cancellable);
}

LoreConnection *
lore_connection_ref (LoreConnection *self)
{
  return g_rc_box_acquire (self);
}

void
lore_connection_unref (LoreConnection *self)
{
  g_rc_box_release_full (self, clear);
}

void
lore_connection_close (LoreConnection *self)
{
  self->sink = NULL;
  g_cancellable_cancel (self->cancellable);
  if (self->io != NULL)
    g_io_stream_close_async (self->io, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
}

void
lore_connection_fail (LoreConnection *self, const char *problem)
{
  const LoreConnectionSink *sink = self->sink;
  g_autoptr (LoreConnection) held = lore_connection_ref (self);

  if (sink == NULL)
    return;
  lore_connection_close (self);
  sink->closed (self, problem, self->user_data);
}

const char *
lore_connection_get_peer (LoreConnection *self)
{
  return self->peer;
}

GCancellable *
lore_connection_get_cancellable (LoreConnection *self)
{
  return self->cancellable;
}

/* --- writing ----------------------------------------------------------------------- */

static void write_next (LoreConnection *self);

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoreConnection) self = user_data;
  gboolean fine =
      g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);

  g_clear_pointer (&self->leaving, g_bytes_unref);
  if (!fine)
    lore_connection_fail (self, "connection-closed");
  else
    write_next (self);
}

static void
write_next (LoreConnection *self)
{
  gsize len;
  const guint8 *data;

  if (self->sink == NULL || self->io == NULL || self->leaving != NULL)
    return;
  self->leaving = lore_outbox_take (&self->waiting);
  if (self->leaving == NULL)
    return;
  data = g_bytes_get_data (self->leaving, &len);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (self->io), data, len,
                                   G_PRIORITY_DEFAULT, self->cancellable, on_written,
                                   lore_connection_ref (self));
}

/* Nothing answers a response or an ACK. */
static gboolean
wants_answer (GBytes *message)
{
  static const char *const answered[] = { "SIP/2.0 ", "ACK ", "\r\n" };
  gsize len;
  const char *data = g_bytes_get_data (message, &len);

  for (gsize i = 0; i < G_N_ELEMENTS (answered); i++)
    if (len >= strlen (answered[i])
        && g_ascii_strncasecmp (data, answered[i], strlen (answered[i])) == 0)
      return FALSE;
  return TRUE;
}

static gboolean
on_full (gpointer user_data)
{
  lore_connection_fail (user_data, "peer-not-reading");
  return G_SOURCE_REMOVE;
}

/* Later: who sends is not told of failures from inside. */
static void
give_up (LoreConnection *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  self->full = TRUE;
  lore_outbox_clear (&self->waiting);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_full, lore_connection_ref (self),
                         (GDestroyNotify)lore_connection_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

void
lore_connection_send (LoreConnection *self, GBytes *message)
{
  if (self->full)
    return;
  self->expects |= wants_answer (message);
  if (lore_outbox_put (&self->waiting, message))
    write_next (self);
  else
    give_up (self);
}

/* --- reading ----------------------------------------------------------------------- */

static void read_more (LoreConnection *self);

static void
take_pieces (LoreConnection *self)
{
  while (self->sink != NULL)
    {
      g_autoptr (GBytes) message = NULL;
      g_autoptr (GBytes) pong = NULL;

      switch (sip_stream_take (self->stream, &message))
        {
        case SIP_STREAM_MESSAGE:
          self->expects = FALSE;
          self->sink->message (self, message, self->user_data);
          break;
        case SIP_STREAM_PING:
          pong = g_bytes_new_static ("\r\n", 2);
          lore_connection_send (self, pong);
          break;
        case SIP_STREAM_PONG:
          break;
        case SIP_STREAM_LONG_HEADER:
        case SIP_STREAM_LONG_BODY:
          lore_connection_fail (self, "stream-unframed");
          return;
        case SIP_STREAM_MORE:
        default:
          return;
        }
    }
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoreConnection) self = user_data;
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);
  gsize len = 0;
  const guint8 *data;

  if (self->sink == NULL)
    return;
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      gboolean missed = self->expects || self->waiting.size > 0
                        || sip_stream_get_pending (self->stream) > 2;

      lore_connection_fail (self, missed ? "connection-closed" : NULL);
      return;
    }
  data = g_bytes_get_data (bytes, &len);
  sip_stream_feed (self->stream, data, len);
  take_pieces (self);
  read_more (self);
}

static void
read_more (LoreConnection *self)
{
  if (self->sink != NULL)
    g_input_stream_read_bytes_async (g_io_stream_get_input_stream (self->io), AT_A_TIME,
                                     G_PRIORITY_DEFAULT, self->cancellable, on_read,
                                     lore_connection_ref (self));
}

void
lore_connection_attach (LoreConnection *self, GIOStream *stream)
{
  g_return_if_fail (self->io == NULL);
  self->io = g_object_ref (stream);
  read_more (self);
  write_next (self);
}
