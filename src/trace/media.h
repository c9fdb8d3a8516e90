/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an SDP body comes to in a word: the line under an arrow, the codecs of a call.
 */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

/* TRUE when the message carries SDP (RFC 8866). */
gboolean lore_media_is_sdp (const guint8 *data, const SipIndex *index);

/* One m= line that is not refused (RFC 8866 §5.14). */
typedef struct
{
  char *kind;     /* "audio" */
  char *address;  /* where it is to be sent, "192.0.2.1:49170"; NULL without a c= line */
  char **formats; /* payload types as the line has them */
  char **codecs;  /* "PCMU/8000", or the payload type where nothing says; same length */
} LoreMedium;

/* The media of an SDP body, of LoreMedium; the caller's. */
GPtrArray *lore_media_read (const guint8 *data, gsize len);

/* What a payload type means without SDP (RFC 3551 §6): "PCMU/8000"; NULL. */
const char *lore_media_get_static_codec (guint payload_type);

/* "audio PCMU, PCMA; video H264", as much as the m= and a=rtpmap lines say; a medium with
 * port 0 is refused (RFC 3264 §6) and left out. NULL when nothing is left. */
char *lore_media_dup_summary (const guint8 *data, gsize len);

/* The codecs of all media: "PCMU/8000, telephone-event/8000"; NULL when there are none.
 */
char *lore_media_dup_codecs (const guint8 *data, gsize len);

G_END_DECLS
