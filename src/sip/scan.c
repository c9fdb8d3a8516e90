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

static inline SipSpan
trim (const guint8 *data, guint32 at, guint32 end)
{
  while (at < end && sip_is (data[at], SIP_CHARS_LWS))
    at++;
  while (end > at && sip_is (data[end - 1], SIP_CHARS_LWS))
    end--;
  return sip_span_between (at, end);
}

static inline gboolean
scan_plain_line (SipCursor *cursor, SipLine *ret_line)
{
  guint32 at = cursor->at, end;

  if (sip_at_end (cursor))
    return FALSE;
  end = find_line_end (cursor, at, &ret_line->end);
  ret_line->kind =
      ret_line->end.at == at && ret_line->end.len > 0 ? SIP_LINE_EMPTY : SIP_LINE_BAD;
  ret_line->folded = FALSE;
  ret_line->line = sip_span_between (at, end);
  ret_line->name = (SipSpan){ at, 0 };
  ret_line->colon = at;
  ret_line->value = sip_span_between (at, ret_line->end.at);
  cursor->at = end;
  return TRUE;
}

gboolean
sip_scan_plain_line (SipCursor *cursor, SipLine *ret_line)
{
  return scan_plain_line (cursor, ret_line);
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

gboolean
sip_scan_line (SipCursor *cursor, SipLine *ret_line)
{
  const guint8 *data = cursor->data;
  guint32 at = cursor->at;
  const guint8 *colon;
  guint32 end;

  if (!scan_plain_line (cursor, ret_line) || ret_line->kind == SIP_LINE_EMPTY)
    return cursor->at > at;
  while (continues (cursor, cursor->at))
    {
      /* An empty line cannot continue one: it would need its own white space. */
      end = find_line_end (cursor, cursor->at, &ret_line->end);
      cursor->at = end;
      ret_line->folded = TRUE;
    }
  ret_line->line = sip_span_between (at, cursor->at);
  end = ret_line->end.at;
  colon = memchr (data + at, ':', end - at);
  if (colon == NULL || continues (cursor, at)) /* continues what no field line began */
    {
      ret_line->value = sip_span_between (at, end);
      return TRUE;
    }
  ret_line->kind = SIP_LINE_FIELD;
  ret_line->colon = colon - data;
  ret_line->name = trim (data, at, ret_line->colon);
  ret_line->value = trim (data, ret_line->colon + 1, end);
  return TRUE;
}
