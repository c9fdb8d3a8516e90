/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/start-line.h"

#include <string.h>

static inline gboolean
is_blank (guint8 c)
{
  return c == ' ' || c == '\t';
}

/* "SIP/" in any case: the version is compared without regard to it (§7.1). */
static inline gboolean
begins_version (const guint8 *data, guint32 at, guint32 end)
{
  return end - at > 4 && sip_lower (data[at]) == 's' && sip_lower (data[at + 1]) == 'i'
         && sip_lower (data[at + 2]) == 'p' && data[at + 3] == '/';
}

static gboolean
scan_status_line (SipCursor *cursor, SipStartLine *line)
{
  SipCursor ahead;
  guint32 gap;

  while (!sip_at_end (cursor) && !is_blank (cursor->data[cursor->at]))
    cursor->at++;
  line->version = sip_span_between (line->version.at, cursor->at);
  ahead = *cursor;
  gap = ahead.at;
  sip_take_lws (&ahead);
  line->is_tidy = ahead.at == gap + 1;
  if (!sip_take_number (&ahead, &line->code_span, &line->code))
    return FALSE;
  line->is_tidy &= sip_peek (&ahead) == ' ';
  if (sip_peek (&ahead) == ' ')
    ahead.at++;
  line->reason = sip_span_between (ahead.at, ahead.end);
  return sip_at_end (&ahead) || is_blank (ahead.data[ahead.at - 1]);
}

static gboolean
scan_request_line (SipCursor *cursor, SipStartLine *line)
{
  const guint8 *data = cursor->data;
  guint32 end = cursor->end, at;

  if (!sip_take_token (cursor, &line->method))
    return FALSE;
  while (end > cursor->at && is_blank (data[end - 1]))
    end--;
  for (at = end; at > cursor->at && !is_blank (data[at - 1]); at--)
    ;
  if (!begins_version (data, at, end))
    return FALSE;
  line->version = sip_span_between (at, end);
  line->is_tidy = end == cursor->end;
  end = at;
  while (end > cursor->at && is_blank (data[end - 1]))
    end--;
  line->is_tidy &= at - end == 1;
  at = cursor->at;
  while (at < end && is_blank (data[at]))
    at++;
  line->is_tidy &= at - cursor->at == 1;
  line->uri = sip_span_between (at, end);
  for (; at < end; at++)
    line->is_tidy &= !is_blank (data[at]);
  return line->uri.len > 0 && line->uri.at > cursor->at;
}

void
sip_scan_start_line (const guint8 *data, SipSpan span, SipStartLine *ret_line)
{
  SipCursor cursor = { data, span.at, sip_span_end (span) };

  *ret_line = (SipStartLine){ .start = SIP_START_BAD };
  if (begins_version (data, cursor.at, cursor.end))
    {
      ret_line->version.at = cursor.at;
      if (scan_status_line (&cursor, ret_line))
        ret_line->start = SIP_START_RESPONSE;
    }
  else if (scan_request_line (&cursor, ret_line))
    ret_line->start = SIP_START_REQUEST;
  if (ret_line->start == SIP_START_BAD)
    *ret_line = (SipStartLine){ .start = SIP_START_BAD };
}
