/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/stream.h"

#include "sip/index.h"

#include <string.h>

struct _SipStream
{
  GByteArray *buffer;
  gsize at;              /* what stands before it has been taken */
  gsize scanned;         /* no empty line ends before it */
  gsize header;          /* length of the header at @at, 0: its end is not there yet */
  gsize body;            /* of that message */
  SipStreamPiece broken; /* MORE: it is not */
};

SipStream *
sip_stream_new (void)
{
  SipStream *self = g_new0 (SipStream, 1);

  self->buffer = g_byte_array_new ();
  return self;
}

void
sip_stream_free (SipStream *self)
{
  g_byte_array_unref (self->buffer);
  g_free (self);
}

void
sip_stream_feed (SipStream *self, const guint8 *data, gsize len)
{
  if (self->broken == SIP_STREAM_MORE && len > 0)
    g_byte_array_append (self->buffer, data, len);
}

gsize
sip_stream_get_pending (SipStream *self)
{
  return self->buffer->len - self->at;
}

/* Moves on; the buffer is only shortened once half of it is behind, so that a thousand
 * small messages in one read cost what their bytes cost. */
static void
skip (SipStream *self, gsize len)
{
  self->at += len;
  if (self->at > self->buffer->len / 2)
    {
      g_byte_array_remove_range (self->buffer, 0, self->at);
      self->at = 0;
    }
  self->scanned = self->at;
  self->header = 0;
}

/* TRUE when what waits begins with @text; *ret_more when it may yet. */
static gboolean
begins (SipStream *self, const char *text, gboolean *ret_more)
{
  gsize n = sip_stream_get_pending (self), len = strlen (text);

  *ret_more = n < len && memcmp (self->buffer->data + self->at, text, n) == 0;
  return n >= len && memcmp (self->buffer->data + self->at, text, len) == 0;
}

/* The empty line, also one of bare line feeds: what a student types is framed, and then
 * found fault with. */
static void
find_header (SipStream *self)
{
  const guint8 *data = self->buffer->data;

  for (gsize i = self->scanned; i < self->buffer->len; i++)
    {
      if (data[i] != '\n' || i == self->at)
        continue;
      if (data[i - 1] == '\n'
          || (i >= self->at + 2 && data[i - 1] == '\r' && data[i - 2] == '\n'))
        {
          self->header = i + 1 - self->at;
          return;
        }
    }
  self->scanned = self->buffer->len;
}

static SipStreamPiece
break_off (SipStream *self, SipStreamPiece why)
{
  self->broken = why;
  g_byte_array_set_size (self->buffer, 0);
  self->at = 0;
  return why;
}

static SipStreamPiece
take_message (SipStream *self, GBytes **ret_message)
{
  const guint8 *start;

  if (self->header == 0)
    {
      SipIndex index;

      find_header (self);
      if ((self->header == 0 ? sip_stream_get_pending (self) : self->header)
          > SIP_STREAM_LONGEST_HEADER)
        return break_off (self, SIP_STREAM_LONG_HEADER);
      if (self->header == 0)
        return SIP_STREAM_MORE;
      sip_index (self->buffer->data + self->at, self->header, &index);
      if (index.content_length > SIP_STREAM_LONGEST_BODY)
        return break_off (self, SIP_STREAM_LONG_BODY);
      self->body = MAX (index.content_length, 0);
    }
  if (sip_stream_get_pending (self) < self->header + self->body)
    return SIP_STREAM_MORE;
  start = self->buffer->data + self->at;
  *ret_message = g_bytes_new (start, self->header + self->body);
  skip (self, self->header + self->body);
  return SIP_STREAM_MESSAGE;
}

SipStreamPiece
sip_stream_take (SipStream *self, GBytes **ret_message)
{
  gboolean maybe_ping, maybe_pong;

  if (self->broken != SIP_STREAM_MORE)
    return self->broken;
  if (sip_stream_get_pending (self) == 0)
    return SIP_STREAM_MORE;
  if (begins (self, "\r\n\r\n", &maybe_ping))
    {
      skip (self, 4);
      return SIP_STREAM_PING;
    }
  if (maybe_ping)
    return SIP_STREAM_MORE;
  if (begins (self, "\r\n", &maybe_pong))
    {
      skip (self, 2);
      return SIP_STREAM_PONG;
    }
  return take_message (self, ret_message);
}
