/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be known of a message without the others: indexed, and hashed by all that it
 * will be looked up by. So this part of the work may be done in another thread.
 */
#pragma once

#include "sip/index.h"

G_BEGIN_DECLS

typedef struct
{
  const guint8 *data;
  gsize len;
  gboolean lasts; /* the bytes will be adopted (lore_trace_adopt): no need to copy them */
  SipIndex index;

  /* Hashes, not finished where something is mixed in later. */
  guint32 content; /* all bytes */
  guint32 call_id;
  guint64 hop;  /* the top Via's branch and sent-by */
  guint64 tags; /* of From and To, in either order */
} LoreReading;

/* @data is borrowed and may not be UTF-8 or SIP. */
void lore_reading_init (LoreReading *reading, const guint8 *data, gsize len);

/* A span whose length fits in 16 bits, as those that tables keep must: nothing longer is
 * told apart further. */
static inline SipSpan
lore_span_cut (SipSpan span)
{
  return (SipSpan){ span.at, MIN (span.len, G_MAXUINT16) };
}

G_END_DECLS
