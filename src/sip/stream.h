/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages out of a byte stream (RFC 3261 §18.3): over TCP nothing but Content-Length
 * says where one ends. Any bytes in pieces of any size are fine; what cannot be framed
 * any more is broken for good, because nobody knows where the next message would begin.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIP_STREAM_LONGEST_HEADER (64 * 1024)
#define SIP_STREAM_LONGEST_BODY (1024 * 1024)

typedef struct _SipStream SipStream;

typedef enum
{
  SIP_STREAM_MORE,    /* nothing whole is there yet */
  SIP_STREAM_MESSAGE, /* one is */
  SIP_STREAM_PING, /* CRLF CRLF between messages: a CRLF answers it (RFC 5626 §4.4.1) */
  SIP_STREAM_PONG, /* CRLF: that answer, or an idle line before a message (§7.5) */
  SIP_STREAM_LONG_HEADER, /* broken: no empty line in SIP_STREAM_LONGEST_HEADER */
  SIP_STREAM_LONG_BODY,   /* broken: Content-Length says more than _LONGEST_BODY */
} SipStreamPiece;

SipStream *sip_stream_new (void);
void sip_stream_free (SipStream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SipStream, sip_stream_free)

void sip_stream_feed (SipStream *stream, const guint8 *data, gsize len);

/* The next piece; *ret_message, the caller's, is set for a MESSAGE alone. To be called
 * until there is no MORE. A message without Content-Length ends with its header: it must
 * have one here (§18.3), and none is not a reason to guess. */
SipStreamPiece sip_stream_take (SipStream *stream, GBytes **ret_message);

/* Bytes that wait for what belongs to them. */
gsize sip_stream_get_pending (SipStream *stream);

G_END_DECLS
