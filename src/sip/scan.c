/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/scan.h"

#include <string.h>

/* Where the line that begins at @at ends, behind its LF. */
static inline guint32
find_line_end (const SipCursor *cursor, guint32 at, SipSpan *ret_end)
{
  const guint8 *lf = memchr (cursor->data + at, '\n', cursor->end - at);
  guint32 end;

  if (lf == NULL)
    {
      *ret_end = (SipSpan){ cursor->end, 0 };
      return cursor->end;
    }
  end = lf - cursor->data + 1;
  *ret_end =
      end - at >= 2 && lf[-1] == '\r' ? (SipSpan){ end - 2, 2 } : (SipSpan){ end - 1, 1 };
  return end;
}

static inline gboolean
continues (const SipCursor *cursor, guint32 at)
{
  return at < cursor->end && (cursor->data[at] == ' ' || cursor->data[at] == '\t');
}

gboolean
sip_scan_plain_line (SipCursor *cursor, SipLine *ret_line)
{
  guint32 at = cursor->at, next;
  SipSpan end;

  if (sip_at_end (cursor))
    return FALSE;
  next = find_line_end (cursor, at, &end);
  *ret_line = (SipLine){ .kind = end.at == at ? SIP_LINE_EMPTY : SIP_LINE_BAD,
                         .line = sip_span_between (at, next),
                         .name = { at, 0 },
                         .colon = at,
                         .value = sip_span_between (at, end.at),
                         .end = end };
  cursor->at = next;
  return TRUE;
}

void
sip_skip_line (SipCursor *cursor)
{
  do
    {
      const guint8 *here = cursor->data + cursor->at;
      const guint8 *lf = memchr (here, '\n', cursor->end - cursor->at);

      cursor->at = lf != NULL ? lf - cursor->data + 1 : cursor->end;
    }
  while (continues (cursor, cursor->at));
}

/* The line ends of those that continue the one before @next; returns where they end. */
static G_GNUC_NO_INLINE guint32
skip_continuation (const SipCursor *cursor, guint32 next, SipSpan *ret_end)
{
  while (continues (cursor, next))
    next = find_line_end (cursor, next, ret_end);
  return next;
}

gboolean
sip_scan_line (SipCursor *cursor, SipLine *ret_line)
{
  const guint8 *data = cursor->data, *colon;
  guint32 at = cursor->at, next;
  gboolean folded;
  SipSpan end;

  if (sip_at_end (cursor))
    return FALSE;
  next = find_line_end (cursor, at, &end);
  if (end.at == at)
    return sip_scan_plain_line (cursor, ret_line);
  folded = continues (cursor, next);
  if (folded)
    next = skip_continuation (cursor, next, &end);
  colon = memchr (data + at, ':', end.at - at);
  if (colon == NULL || continues (cursor, at)) /* continues what no field line began */
    *ret_line = (SipLine){ .kind = SIP_LINE_BAD,
                           .folded = folded,
                           .line = sip_span_between (at, next),
                           .name = { at, 0 },
                           .colon = at,
                           .value = sip_span_between (at, end.at),
                           .end = end };
  else
    *ret_line = (SipLine){ .kind = SIP_LINE_FIELD,
                           .folded = folded,
                           .line = sip_span_between (at, next),
                           .name = sip_span_trimmed (data, at, colon - data),
                           .colon = colon - data,
                           .value = sip_span_trimmed (data, colon - data + 1, end.at),
                           .end = end };
  cursor->at = next;
  return TRUE;
}
