/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/cursor.h"

#include <string.h>

gboolean
sip_take_quoted (SipCursor *cursor, SipSpan *ret_span)
{
  guint32 at = cursor->at;

  if (sip_peek (cursor) != '"')
    return FALSE;
  for (at++; at < cursor->end; at++)
    {
      if (cursor->data[at] == '\\')
        at++;
      else if (cursor->data[at] == '"')
        {
          *ret_span = sip_span_between (cursor->at, at + 1);
          cursor->at = at + 1;
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
sip_take_comment (SipCursor *cursor, SipSpan *ret_span)
{
  guint32 depth = 0;

  if (sip_peek (cursor) != '(')
    return FALSE;
  for (guint32 at = cursor->at; at < cursor->end; at++)
    {
      if (cursor->data[at] == '\\')
        at++;
      else if (cursor->data[at] == '(')
        depth++;
      else if (cursor->data[at] == ')' && --depth == 0)
        {
          *ret_span = sip_span_between (cursor->at, at + 1);
          cursor->at = at + 1;
          return TRUE;
        }
    }
  return FALSE;
}

/* As many digits as fit 64 bits whatever they are. */
#define FEW_DIGITS 19

static guint64
get_long_number (const guint8 *data, SipSpan digits)
{
  guint64 value = 0;

  for (guint32 i = digits.at; i < sip_span_end (digits); i++)
    {
      guint digit = data[i] - '0';

      if (value > (G_MAXUINT64 - digit) / 10)
        return G_MAXUINT64;
      value = value * 10 + digit;
    }
  return value;
}

gboolean
sip_take_number (SipCursor *cursor, SipSpan *ret_span, guint64 *ret_value)
{
  const guint8 *data = cursor->data;
  guint32 at = cursor->at;
  guint64 value = 0;

  for (; at < cursor->end && sip_is (data[at], SIP_CHARS_DIGIT); at++)
    value = value * 10 + (data[at] - '0');
  if (at == cursor->at)
    return FALSE;
  *ret_span = sip_span_between (cursor->at, at);
  *ret_value = ret_span->len <= FEW_DIGITS ? value : get_long_number (data, *ret_span);
  cursor->at = at;
  return TRUE;
}

gboolean
sip_take_host (SipCursor *cursor, SipSpan *ret_span)
{
  guint32 at = cursor->at;

  if (sip_peek (cursor) != '[')
    return sip_take_run (cursor, SIP_CHARS_HOST, ret_span);
  for (at++; at < cursor->end; at++)
    {
      guint8 c = cursor->data[at];

      if (c == ']')
        {
          *ret_span = sip_span_between (cursor->at, at + 1);
          cursor->at = at + 1;
          return TRUE;
        }
      if (!sip_is (c, SIP_CHARS_HEX) && c != ':' && c != '.')
        return FALSE;
    }
  return FALSE;
}

gboolean
sip_take_word (SipCursor *cursor, const char *word, SipSpan *ret_span)
{
  SipCursor ahead = *cursor;
  SipSpan span;

  if (!sip_take_token (&ahead, &span)
      || !sip_span_equal_nocase (cursor->data, span, word))
    return FALSE;
  *cursor = ahead;
  *ret_span = span;
  return TRUE;
}

/* What sip_skip_to() has to look at: what opens, and what it may be asked for. */
static const guint8 stops[256] = { ['"'] = 1, ['<'] = 1, [','] = 1, [';'] = 1 };

void
sip_skip_to (SipCursor *cursor, guint8 c)
{
  const guint8 *data = cursor->data;
  guint32 at = cursor->at;

  for (; at < cursor->end; at++)
    {
      const guint8 *close;
      SipSpan span;

      if (!stops[data[at]])
        continue;
      if (data[at] == c)
        break;
      if (data[at] == '"')
        {
          cursor->at = at;
          at = (sip_take_quoted (cursor, &span) ? cursor->at : cursor->end) - 1;
        }
      else if (data[at] == '<')
        {
          close = memchr (data + at, '>', cursor->end - at);
          at = close != NULL ? close - data : cursor->end - 1;
        }
    }
  cursor->at = at;
}

gboolean
sip_equal_nocase (const guint8 *data, const char *text, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if (data[i] != (guint8)text[i] && sip_lower (data[i]) != sip_lower (text[i]))
      return FALSE;
  return TRUE;
}

gboolean
sip_span_is_among (const guint8 *data, SipSpan span, const char *const *words, guint n)
{
  for (guint i = 0; i < n; i++)
    if (sip_span_equal_nocase (data, span, words[i]))
      return TRUE;
  return FALSE;
}
