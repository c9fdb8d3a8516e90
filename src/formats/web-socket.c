/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/web-socket.h"

#include <string.h>

#include "formats/frame.h"
#include "formats/packet.h"

/* No handshake is longer; one that seems so is something else. */
#define HANDSHAKE_MAX 16384
/* What a start line needs to be known. */
#define SAMPLE 64

/* Or may yet: fewer octets than @word has are here. */
static gboolean
begins (const guint8 *data, gsize len, const char *word)
{
  return memcmp (data, word, MIN (len, strlen (word))) == 0;
}

/* "Upgrade: websocket", in any case. */
static gboolean
is_upgrade (const LoreLine *line)
{
  g_autofree char *text = g_ascii_strdown (line->text, line->len);

  return g_str_has_prefix (text, "upgrade:") && strstr (text, "websocket") != NULL;
}

static LoreWebSocketGuess
guess_handshake (const guint8 *data, gsize len, gsize *ret_skip)
{
  gboolean upgrades = FALSE;
  LoreLine line;
  gsize at = 0;

  while (lore_line_get ((const char *)data, len, at, &line)
         && data[line.next - 1] == '\n')
    {
      if (line.len == 0)
        {
          *ret_skip = line.next;
          return upgrades ? LORE_WEB_SOCKET_YES : LORE_WEB_SOCKET_NO;
        }
      upgrades |= is_upgrade (&line);
      at = line.next;
    }
  /* A stream of HTTP would wait here for ever. */
  return len < HANDSHAKE_MAX ? LORE_WEB_SOCKET_PERHAPS : LORE_WEB_SOCKET_NO;
}

static LoreWebSocketGuess
guess_frame (const guint8 *data, gsize len, gsize *ret_skip)
{
  g_autoptr (GByteArray) message = g_byte_array_new ();
  LoreWebSocketFrame frame;

  if (!lore_web_socket_take (data, len, &frame))
    return LORE_WEB_SOCKET_PERHAPS;
  if (frame.packed || (frame.kind != LORE_FRAME_TEXT && frame.kind != LORE_FRAME_BINARY))
    return LORE_WEB_SOCKET_NO;
  if (len < frame.at + MIN (frame.len, SAMPLE))
    return LORE_WEB_SOCKET_PERHAPS;
  lore_web_socket_unmask (&frame, data, MIN (frame.len, len - frame.at), message);
  *ret_skip = 0;
  return lore_payload_is_sip (message->data, message->len) ? LORE_WEB_SOCKET_YES
                                                           : LORE_WEB_SOCKET_NO;
}

LoreWebSocketGuess
lore_web_socket_guess (const guint8 *data, gsize len, gsize *ret_skip)
{
  if (len > 0 && (data[0] & 0xf0) == 0x80)
    return guess_frame (data, len, ret_skip);
  if (begins (data, len, "GET ") || begins (data, len, "HTTP/1.1 101"))
    return guess_handshake (data, len, ret_skip);
  return LORE_WEB_SOCKET_NO;
}

gboolean
lore_web_socket_take (const guint8 *data, gsize len, LoreWebSocketFrame *ret_frame)
{
  LoreWebSocketFrame frame = { .at = 2 };
  guint n_length;

  if (len < 2)
    return FALSE;
  frame.last = (data[0] & 0x80) != 0;
  frame.packed = (data[0] & 0x70) != 0;
  frame.kind = data[0] & 0x0f;
  frame.masked = (data[1] & 0x80) != 0;
  frame.len = data[1] & 0x7f;
  n_length = frame.len == 126 ? 2 : frame.len == 127 ? 8 : 0;
  if (len < frame.at + n_length + (frame.masked ? 4 : 0))
    return FALSE;
  if (n_length > 0)
    frame.len = 0;
  for (guint i = 0; i < n_length; i++)
    frame.len = frame.len << 8 | data[frame.at++];
  if (frame.masked)
    {
      memcpy (frame.mask, data + frame.at, 4);
      frame.at += 4;
    }
  *ret_frame = frame;
  return TRUE;
}

void
lore_web_socket_unmask (const LoreWebSocketFrame *frame, const guint8 *data, gsize n,
                        GByteArray *message)
{
  gsize begin = message->len;

  g_byte_array_append (message, data + frame->at, n);
  for (gsize i = 0; frame->masked && i < n; i++)
    message->data[begin + i] ^= frame->mask[i % 4];
}
