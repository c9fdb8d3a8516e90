/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/tcp-stream.h"

#include "formats/frame.h"
#include "formats/packet.h"
#include "formats/web-socket.h"
#include "sip/index.h"

#include <string.h>

/* So much may wait for a missing segment before it counts as lost. */
#define WAITING_MAX 64
/* A message larger than this is not waited for. */
#define BUFFER_MAX (1024 * 1024)

/* A segment that came before the one in front of it. */
typedef struct
{
  guint32 sequence;
  GBytes *data;
  gint64 unix_us;
} Early;

/* One direction of one connection. */
typedef struct
{
  /* Borrowed */
  const char *source;
  const char *destination;

  /* Owned */
  GByteArray *buffer; /* in order, not yet cut into messages */
  GArray *early;      /* of Early */
  GByteArray *framed; /* WebSocket: of the message whose frames are coming */

  guint32 expected; /* sequence number of the next octet */
  gboolean started;
  gboolean guessed;    /* whether it is WebSocket is known */
  gboolean web_socket; /* messages are in frames */
  gboolean sip;        /* a message was found in it */
  gboolean other;      /* it speaks something else */
  gboolean encrypted;  /* namely TLS */
} Stream;

struct _LoreStreams
{
  LoreImport *import;   /* borrowed */
  GHashTable *by_route; /* owned "source destination" → borrowed Stream */
  GPtrArray *streams;   /* owned, in order of appearance */
};

static void
early_clear (gpointer data)
{
  Early *early = data;

  g_bytes_unref (early->data);
}

static void
stream_free (gpointer data)
{
  Stream *stream = data;

  g_byte_array_unref (stream->buffer);
  g_array_unref (stream->early);
  g_byte_array_unref (stream->framed);
  g_free (stream);
}

LoreStreams *
lore_streams_new (LoreImport *import)
{
  LoreStreams *streams = g_new0 (LoreStreams, 1);

  streams->import = import;
  streams->by_route = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  streams->streams = g_ptr_array_new_with_free_func (stream_free);
  return streams;
}

static Stream *
find_stream (LoreStreams *streams, const LoreSegment *segment)
{
  g_autofree char *route = g_strconcat (segment->source, " ", segment->destination, NULL);
  Stream *stream = g_hash_table_lookup (streams->by_route, route);

  if (stream != NULL)
    return stream;
  stream = g_new0 (Stream, 1);
  stream->source = segment->source;
  stream->destination = segment->destination;
  stream->buffer = g_byte_array_new ();
  stream->early = g_array_new (FALSE, FALSE, sizeof (Early));
  g_array_set_clear_func (stream->early, early_clear);
  stream->framed = g_byte_array_new ();
  g_hash_table_insert (streams->by_route, g_steal_pointer (&route), stream);
  g_ptr_array_add (streams->streams, stream);
  return stream;
}

/* --- messages ------------------------------------------------------------------------
 */

static void
hand_over (LoreStreams *streams, Stream *stream, gsize len, gint64 unix_us,
           gboolean truncated)
{
  GByteArray *from = stream->web_socket ? stream->framed : stream->buffer;
  LoreEvent event = { .type = LORE_EVENT_CAPTURED,
                      .transport =
                          stream->web_socket ? LORE_TRANSPORT_WS : LORE_TRANSPORT_TCP,
                      .lab_us = LORE_TIME_UNKNOWN,
                      .unix_us = unix_us,
                      .source = stream->source,
                      .destination = stream->destination,
                      .truncated = truncated };

  stream->sip = TRUE;
  lore_import_add_message (streams->import, &event, from->data, len);
  g_byte_array_remove_range (from, 0, len);
}

/* Line ends between messages are keep-alives (RFC 5626 §3.5.1, RFC 3261 §7.5). */
static void
drop_line_ends (GByteArray *buffer)
{
  gsize n = 0;

  while (n < buffer->len && (buffer->data[n] == '\r' || buffer->data[n] == '\n'))
    n++;
  if (n > 0)
    g_byte_array_remove_range (buffer, 0, n);
}

/* Drops what is in front of the next start line; FALSE when there is none yet. */
static gboolean
find_start (Stream *stream)
{
  GByteArray *buffer = stream->buffer;
  LoreLine line;
  gsize at = 0;

  while (lore_line_get ((const char *)buffer->data, buffer->len, at, &line))
    {
      gboolean whole = buffer->data[line.next - 1] == '\n';

      if (!whole)
        break;
      if (at == 0 ? lore_payload_is_sip (buffer->data, line.next)
                  : lore_line_is_start (line.text, line.len))
        {
          g_byte_array_remove_range (buffer, 0, at);
          return TRUE;
        }
      at = line.next;
    }
  /* The first whole line decides what a stream speaks. */
  if (at > 0 && !stream->sip)
    stream->other = TRUE;
  g_byte_array_remove_range (buffer, 0, at);
  return FALSE;
}

/* The length of the message at the front; 0 while it is not all here. */
static gsize
measure (const GByteArray *buffer)
{
  const char *text = (const char *)buffer->data;
  LoreLine line;
  SipIndex index;
  gsize at = 0;

  while (lore_line_get (text, buffer->len, at, &line))
    {
      at = line.next;
      if (line.len == 0 && text[line.next - 1] == '\n')
        {
          gsize len;

          sip_index (buffer->data, at, &index);
          len = at + CLAMP (index.content_length, 0, BUFFER_MAX);
          return len <= buffer->len ? len : 0;
        }
    }
  return 0;
}

/* --- WebSocket ------------------------------------------------------------------- */

/* FALSE while too little is here to tell. */
static gboolean
guess (Stream *stream)
{
  gsize skip = 0;

  switch (lore_web_socket_guess (stream->buffer->data, stream->buffer->len, &skip))
    {
    case LORE_WEB_SOCKET_PERHAPS:
      return FALSE;
    case LORE_WEB_SOCKET_YES:
      stream->web_socket = TRUE;
      g_byte_array_remove_range (stream->buffer, 0, skip);
      break;
    default:
      break;
    }
  stream->guessed = TRUE;
  return TRUE;
}

/* One SIP message a WebSocket message (RFC 7118 §5), in as many frames as its sender
 * likes. */
static void
end_framed (LoreStreams *streams, Stream *stream, gint64 unix_us)
{
  if (lore_payload_is_sip (stream->framed->data, stream->framed->len))
    hand_over (streams, stream, stream->framed->len, unix_us, FALSE);
  g_byte_array_set_size (stream->framed, 0);
}

static void
take_frames (LoreStreams *streams, Stream *stream, gint64 unix_us)
{
  LoreWebSocketFrame frame;

  while (!stream->other
         && lore_web_socket_take (stream->buffer->data, stream->buffer->len, &frame))
    {
      stream->other = frame.len > BUFFER_MAX || stream->framed->len > BUFFER_MAX;
      if (frame.len > stream->buffer->len - frame.at)
        break;
      if (frame.packed)
        lore_import_count (streams->import, "web-socket-packed");
      else if (frame.kind <= LORE_FRAME_BINARY)
        {
          lore_web_socket_unmask (&frame, stream->buffer->data, frame.len,
                                  stream->framed);
          if (frame.last)
            end_framed (streams, stream, unix_us);
        }
      g_byte_array_remove_range (stream->buffer, 0, frame.at + frame.len);
    }
  if (stream->other)
    g_byte_array_set_size (stream->buffer, 0);
}

/* A record of TLS: its type, and version 3.x (RFC 8446 §5.1). */
static gboolean
is_tls (const GByteArray *buffer)
{
  return buffer->len >= 3 && buffer->data[0] >= 20 && buffer->data[0] <= 23
         && buffer->data[1] == 3 && buffer->data[2] <= 4;
}

static void
cut_apart (LoreStreams *streams, Stream *stream, gint64 unix_us)
{
  if (!stream->guessed && !guess (stream))
    return;
  if (stream->web_socket)
    {
      take_frames (streams, stream, unix_us);
      return;
    }
  stream->encrypted |= !stream->sip && is_tls (stream->buffer);
  stream->other |= stream->encrypted;
  while (!stream->other)
    {
      gsize len;

      drop_line_ends (stream->buffer);
      if (!find_start (stream))
        return;
      len = measure (stream->buffer);
      if (len == 0 && stream->buffer->len > BUFFER_MAX)
        hand_over (streams, stream, stream->buffer->len, unix_us, TRUE);
      else if (len == 0)
        return;
      else
        hand_over (streams, stream, len, unix_us, FALSE);
    }
  g_byte_array_set_size (stream->buffer, 0);
}

/* --- segments ------------------------------------------------------------------------
 */

/* Sequence numbers go round (RFC 9293 §3.4). */
static gint32
distance (const Stream *stream, guint32 sequence)
{
  return (gint32)(sequence - stream->expected);
}

static void
take_data (LoreStreams *streams, Stream *stream, guint32 sequence, const guint8 *data,
           gsize len, gint64 unix_us)
{
  gsize known = -MIN (distance (stream, sequence), 0);

  if (known >= len)
    return; /* sent again */
  g_byte_array_append (stream->buffer, data + known, len - known);
  stream->expected += len - known;
  cut_apart (streams, stream, unix_us);
}

/* The earliest of those that came too early. */
static guint
find_nearest (const Stream *stream)
{
  guint nearest = 0;

  for (guint i = 1; i < stream->early->len; i++)
    if (distance (stream, g_array_index (stream->early, Early, i).sequence)
        < distance (stream, g_array_index (stream->early, Early, nearest).sequence))
      nearest = i;
  return nearest;
}

/* Takes what has become next; with @skip also over a gap. */
static void
take_early (LoreStreams *streams, Stream *stream, gboolean skip)
{
  while (stream->early->len > 0 && !stream->other)
    {
      guint nearest = find_nearest (stream);
      Early early = g_array_index (stream->early, Early, nearest);
      g_autoptr (GBytes) data = g_bytes_ref (early.data);
      gint32 gap = distance (stream, early.sequence);

      if (gap > 0 && !skip)
        return;
      if (gap > 0)
        {
          lore_import_count (streams->import, "stream-gap");
          if (stream->sip && stream->buffer->len > 0 && !stream->web_socket)
            hand_over (streams, stream, stream->buffer->len, early.unix_us, TRUE);
          stream->expected = early.sequence;
          skip = FALSE;
        }
      g_array_remove_index (stream->early, nearest);
      take_data (streams, stream, early.sequence, g_bytes_get_data (data, NULL),
                 g_bytes_get_size (data), early.unix_us);
    }
}

static void
keep_early (Stream *stream, const LoreSegment *segment)
{
  Early early = { segment->sequence, g_bytes_new (segment->data, segment->len),
                  segment->unix_us };

  g_array_append_val (stream->early, early);
}

static void
begin (Stream *stream, guint32 expected)
{
  stream->started = TRUE;
  stream->other = FALSE;
  stream->guessed = FALSE;
  stream->web_socket = FALSE;
  stream->expected = expected;
  g_byte_array_set_size (stream->framed, 0);
  g_byte_array_set_size (stream->buffer, 0);
  g_array_set_size (stream->early, 0);
}

/* What is left when a connection ends or the capture does. */
static void
finish (LoreStreams *streams, Stream *stream)
{
  while (stream->early->len > 0 && !stream->other)
    take_early (streams, stream, TRUE);
  drop_line_ends (stream->buffer);
  if (!stream->other && !stream->web_socket && stream->buffer->len > 0
      && lore_payload_is_sip (stream->buffer->data, stream->buffer->len))
    hand_over (streams, stream, stream->buffer->len, LORE_TIME_UNKNOWN, TRUE);
  g_byte_array_set_size (stream->buffer, 0);
}

guint
lore_streams_get_n_encrypted (const LoreStreams *streams, gboolean *ret_sip_port)
{
  guint n = 0;

  *ret_sip_port = FALSE;
  for (guint i = 0; i < streams->streams->len; i++)
    {
      const Stream *stream = g_ptr_array_index (streams->streams, i);

      if (!stream->encrypted)
        continue;
      n++;
      *ret_sip_port |= g_str_has_suffix (stream->source, ":5061")
                       || g_str_has_suffix (stream->destination, ":5061");
    }
  return n;
}

gboolean
lore_streams_add (LoreStreams *streams, const LoreSegment *segment)
{
  Stream *stream = find_stream (streams, segment);

  if ((segment->flags & LORE_SEGMENT_SYN) != 0)
    {
      finish (streams, stream);
      begin (stream, segment->sequence + 1);
      return FALSE;
    }
  if (!stream->started)
    begin (stream, segment->sequence);
  if (segment->len > 0 && !stream->other)
    {
      if (distance (stream, segment->sequence) > 0)
        keep_early (stream, segment);
      else
        take_data (streams, stream, segment->sequence, segment->data, segment->len,
                   segment->unix_us);
      take_early (streams, stream, stream->early->len > WAITING_MAX);
    }
  return stream->sip && segment->len > 0;
}

void
lore_streams_free (LoreStreams *streams)
{
  for (guint i = 0; i < streams->streams->len; i++)
    finish (streams, g_ptr_array_index (streams->streams, i));
  g_hash_table_unref (streams->by_route);
  g_ptr_array_unref (streams->streams);
  g_free (streams);
}
