/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an SDP body comes to in a word: the line under an arrow, the codecs of a call.
 */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

/* TRUE when the message carries SDP (RFC 8866). */
gboolean lore_media_is_sdp (const guint8 *data, const SipIndex *index);

/* "audio PCMU, PCMA; video H264", as much as the m= and a=rtpmap lines say; a medium with
 * port 0 is refused (RFC 3264 §6) and left out. NULL when nothing is left. */
char *lore_media_dup_summary (const guint8 *data, gsize len);

/* The codecs of all media: "PCMU/8000, telephone-event/8000"; NULL when there are none.
 */
char *lore_media_dup_codecs (const guint8 *data, gsize len);

G_END_DECLS
