/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/value.h"

#include <string.h>

#include "sip/text.h"

gboolean
sip_take_list_value (SipCursor *cursor, SipSpan *ret_span)
{
  guint32 at = cursor->at;

  if (sip_at_end (cursor))
    return FALSE;
  sip_skip_to (cursor, ',');
  *ret_span = sip_span_trimmed (cursor->data, at, cursor->at);
  sip_take_char (cursor, ',');
  return TRUE;
}

static inline gboolean
is_of_value (guint8 c)
{
  return sip_is (c, SIP_CHARS_OTHER) || c == '<' || c == '>' || c == '"';
}

/* What may stand behind '=': a string, an address in angles, or anything up to the next
 * separator or white space. */
static void
take_any_value (SipCursor *cursor, SipSpan *ret_span)
{
  guint32 at = cursor->at, end = at;

  if (sip_take_quoted (cursor, ret_span))
    return;
  while (end < cursor->end && is_of_value (cursor->data[end]))
    end++;
  cursor->at = end;
  *ret_span = sip_span_between (at, cursor->at);
}

/* @name in any case and as a whole. */
static inline gboolean
take_name (SipCursor *cursor, const char *name)
{
  guint32 at = cursor->at;

  for (; *name != '\0'; name++, at++)
    if (at >= cursor->end || sip_lower (cursor->data[at]) != sip_lower (*name))
      return FALSE;
  if (at < cursor->end && sip_is (cursor->data[at], SIP_CHARS_TOKEN))
    return FALSE;
  cursor->at = at;
  return TRUE;
}

gboolean
sip_find_param (const guint8 *data, SipSpan value, const char *name, SipSpan *ret_span)
{
  SipCursor cursor = { data, value.at, sip_span_end (value) };

  for (;;)
    {
      sip_skip_to (&cursor, ';');
      if (!sip_take_separator (&cursor, ';'))
        return FALSE;
      if (!take_name (&cursor, name))
        continue;
      *ret_span = (SipSpan){ cursor.at, 0 };
      if (sip_take_separator (&cursor, '='))
        take_any_value (&cursor, ret_span);
      return TRUE;
    }
}

gboolean
sip_find_uri (const guint8 *data, SipSpan value, SipSpan *ret_span)
{
  SipCursor cursor = { data, value.at, sip_span_end (value) };
  guint32 at = cursor.at;
  SipSpan span;

  while (!sip_at_end (&cursor) && sip_peek (&cursor) != '<')
    if (!sip_take_quoted (&cursor, &span))
      cursor.at++;
  if (sip_take_char (&cursor, '<'))
    {
      const guint8 *close = memchr (data + cursor.at, '>', cursor.end - cursor.at);

      *ret_span = sip_span_trimmed (data, cursor.at, close ? close - data : cursor.end);
      return ret_span->len > 0;
    }
  cursor.at = at;
  while (!sip_at_end (&cursor) && sip_peek (&cursor) != ';' && sip_peek (&cursor) != ','
         && !sip_is (data[cursor.at], SIP_CHARS_LWS))
    cursor.at++;
  *ret_span = sip_span_between (at, cursor.at);
  return ret_span->len > 0;
}

gboolean
sip_take_via_head (SipCursor *cursor, SipSpan *ret_transport, SipSpan *ret_sent_by)
{
  SipCursor ahead = *cursor;
  SipSpan token, transport, host, port;

  if (!sip_take_sws (&ahead) || !sip_take_token (&ahead, &token)
      || !sip_take_separator (&ahead, '/') || !sip_take_token (&ahead, &token)
      || !sip_take_separator (&ahead, '/') || !sip_take_token (&ahead, &transport)
      || !sip_take_lws (&ahead) || !sip_take_host (&ahead, &host))
    return FALSE;
  *ret_transport = transport;
  *ret_sent_by = host;
  *cursor = ahead;
  if (sip_take_separator (&ahead, ':') && sip_take_run (&ahead, SIP_CHARS_DIGIT, &port))
    {
      *ret_sent_by = sip_span_between (host.at, sip_span_end (port));
      *cursor = ahead;
    }
  return TRUE;
}

char *
sip_value_dup_text (const guint8 *data, SipSpan span)
{
  GString *text = g_string_sized_new (span.len);
  guint32 end = sip_span_end (span);
  guint32 at = span.at;

  while (at < end)
    {
      const guint8 *lf = memchr (data + at, '\n', end - at);
      guint32 stop = lf != NULL ? lf - data : end, next = stop;
      g_autofree char *piece = NULL;

      while (lf != NULL && stop > at && sip_is (data[stop - 1], SIP_CHARS_LWS))
        stop--;
      while (lf != NULL && next < end && sip_is (data[next], SIP_CHARS_LWS))
        next++;
      piece = sip_text_dup (data + at, stop - at);
      g_string_append (text, piece);
      if (lf != NULL)
        g_string_append_c (text, ' ');
      at = next;
    }
  return g_string_free (text, FALSE);
}
