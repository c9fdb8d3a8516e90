/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A run of bytes of a message: offsets, never pointers, so that a span prints, stores,
 * highlights and survives a copy. @at counts from the first byte of the message. */
typedef struct
{
  guint32 at;
  guint32 len;
} SipSpan;

static inline guint32
sip_span_end (SipSpan span)
{
  return span.at + span.len;
}

static inline SipSpan
sip_span_between (guint32 at, guint32 end)
{
  return (SipSpan){ at, end - at };
}

static inline gboolean
sip_span_contains (SipSpan span, gsize at)
{
  return at >= span.at && at < sip_span_end (span);
}

G_END_DECLS
