/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SIP in WebSocket frames (RFC 6455, RFC 7118), as far as a captured connection shows it:
 * the handshake that begins it, and the frames behind.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LORE_WEB_SOCKET_NO,
  LORE_WEB_SOCKET_PERHAPS, /* too little is here to tell */
  LORE_WEB_SOCKET_YES,
} LoreWebSocketGuess;

/* Whether a connection that begins with these bytes speaks WebSocket: after a handshake
 * of HTTP (§4), whose length *ret_skip then is, or, where the capture began later, with a
 * frame that holds SIP. */
LoreWebSocketGuess lore_web_socket_guess (const guint8 *data, gsize len, gsize *ret_skip);

typedef enum
{
  LORE_FRAME_CONTINUATION = 0,
  LORE_FRAME_TEXT = 1,
  LORE_FRAME_BINARY = 2,
  LORE_FRAME_CLOSE = 8,
} LoreFrameKind; /* §5.2; above 7: control */

typedef struct
{
  LoreFrameKind kind;
  gboolean last;   /* of its message (§5.4) */
  gboolean packed; /* an extension changed the payload (RFC 7692) */
  gboolean masked;
  guint8 mask[4];
  gsize at; /* of the payload */
  gsize len;
} LoreWebSocketFrame;

/* The frame at the front; FALSE while its header is not all here. Its payload may not be:
 * it ends at at + len. */
gboolean
lore_web_socket_take (const guint8 *data, gsize len, LoreWebSocketFrame *ret_frame);

/* Adds @n octets of the frame's payload to @message, unmasked (§5.3). */
void lore_web_socket_unmask (const LoreWebSocketFrame *frame, const guint8 *data, gsize n,
                             GByteArray *message);

G_END_DECLS
