/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * TCP streams of a capture put together again, and the messages in them cut apart by
 * Content-Length (RFC 3261 §18.3), several in a segment, one in many, or taken out of
 * WebSocket frames.
 */
#pragma once

#include "formats/import.h"

G_BEGIN_DECLS

typedef struct _LoreStreams LoreStreams;

typedef enum
{
  LORE_SEGMENT_FIN = 0x01,
  LORE_SEGMENT_SYN = 0x02,
  LORE_SEGMENT_RST = 0x04,
} LoreSegmentFlags;

typedef struct
{
  /* With ports, and of the import's address book; together they name a direction. */
  const char *source;
  const char *destination;
  guint32 sequence;
  LoreSegmentFlags flags;
  const guint8 *data;
  gsize len;
  gint64 unix_us;
} LoreSegment;

LoreStreams *lore_streams_new (LoreImport *import);
/* Hands over what was still waiting for missing segments. */
void lore_streams_free (LoreStreams *streams);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreStreams, lore_streams_free)

/* How many directions of connections were TLS (RFC 8446); *ret_sip_port says whether one
 * of them was on SIP's port for that, 5061. */
guint lore_streams_get_n_encrypted (const LoreStreams *streams, gboolean *ret_sip_port);

/* TRUE when the segment belongs to a stream of SIP. */
gboolean lore_streams_add (LoreStreams *streams, const LoreSegment *segment);

G_END_DECLS
