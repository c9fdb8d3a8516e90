/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * XML and HTML bodies (PIDF, conference-info, dialog-info …), cut into tags, attributes
 * and text so that they can be read. Cut and no more: nothing is resolved, no entity is
 * replaced, no address in them is fetched.
 */
#include "body/reader.h"

#include <string.h>

#include "sip/cursor.h"

static gboolean
is_name (guint8 c)
{
  return sip_is (c, SIP_CHARS_ALPHA | SIP_CHARS_DIGIT) || c == ':' || c == '-' || c == '_'
         || c == '.' || c >= 0x80;
}

static gboolean
take_name (SipCursor *cursor, SipSpan *ret_span)
{
  guint32 at = cursor->at;

  while (cursor->at < cursor->end && is_name (cursor->data[cursor->at]))
    cursor->at++;
  *ret_span = sip_span_between (at, cursor->at);
  return ret_span->len > 0;
}

/* "…" or '…' */
static gboolean
take_string (SipCursor *cursor, SipSpan *ret_span)
{
  int quote = sip_peek (cursor);
  const guint8 *close;

  if (quote != '"' && quote != '\'')
    return FALSE;
  close = memchr (cursor->data + cursor->at + 1, quote, cursor->end - cursor->at - 1);
  if (close == NULL)
    return FALSE;
  *ret_span = sip_span_between (cursor->at, close - cursor->data + 1);
  cursor->at = sip_span_end (*ret_span);
  return TRUE;
}

/* Up to and with @close, or to the end; searched for once each. */
static SipSpan
take_through (SipCursor *cursor, const char *close)
{
  guint32 at = cursor->at;
  const char *found =
      g_strstr_len ((const char *)cursor->data + at, cursor->end - at, close);

  cursor->at =
      found != NULL ? (const guint8 *)found - cursor->data + strlen (close) : cursor->end;
  return sip_span_between (at, cursor->at);
}

/* name="value" after name="value", up to ">" */
static void
read_attributes (SipBuilder *builder, SipCursor *cursor)
{
  while (!sip_at_end (cursor) && sip_peek (cursor) != '>' && sip_peek (cursor) != '<')
    {
      guint32 at = cursor->at;
      SipSpan name, value;

      if (!take_name (cursor, &name))
        {
          cursor->at++;
          continue;
        }
      sip_builder_open (builder, SIP_KIND_MARKUP_ATTRIBUTE, SIP_FACT_NONE, at);
      sip_builder_leaf (builder, SIP_KIND_PARAM_NAME, SIP_FACT_NONE, name);
      if (sip_take_separator (cursor, '=') && take_string (cursor, &value))
        sip_builder_leaf (builder, SIP_KIND_PARAM_VALUE, SIP_FACT_NONE, value);
      sip_builder_close_trimmed (builder, cursor->at);
    }
}

static void
read_tag (SipBuilder *builder, SipCursor *cursor)
{
  SipSpan name;

  sip_builder_open (builder, SIP_KIND_MARKUP_TAG, SIP_FACT_NONE, cursor->at);
  cursor->at++;
  sip_take_char (cursor, '/');
  if (take_name (cursor, &name))
    sip_builder_leaf (builder, SIP_KIND_MARKUP_NAME, SIP_FACT_NONE, name);
  read_attributes (builder, cursor);
  sip_take_char (cursor, '>');
  sip_builder_close (builder, cursor->at);
}

/* Text up to the next tag, entities apart. */
static void
read_text (SipBuilder *builder, SipCursor *cursor)
{
  const guint8 *tag = memchr (cursor->data + cursor->at, '<', cursor->end - cursor->at);
  guint32 end = tag != NULL ? tag - cursor->data : cursor->end;
  guint32 at = cursor->at;

  for (guint32 i = at; i < end; i++)
    {
      guint32 stop = i + 1;

      if (cursor->data[i] != '&')
        continue;
      while (stop < end && (is_name (cursor->data[stop]) || cursor->data[stop] == '#'))
        stop++;
      if (stop == end || cursor->data[stop] != ';')
        continue;
      sip_builder_leaf (builder, SIP_KIND_MARKUP_TEXT, SIP_FACT_NONE,
                        sip_span_between (at, i));
      sip_builder_leaf (builder, SIP_KIND_MARKUP_ENTITY, SIP_FACT_NONE,
                        sip_span_between (i, stop + 1));
      at = stop + 1;
      i = stop;
    }
  sip_builder_leaf (builder, SIP_KIND_MARKUP_TEXT, SIP_FACT_NONE,
                    sip_span_between (at, end));
  cursor->at = end;
}

static gboolean
begins (const SipCursor *cursor, const char *text)
{
  gsize len = strlen (text);

  return cursor->end - cursor->at >= len
         && memcmp (cursor->data + cursor->at, text, len) == 0;
}

void
body_read_markup (SipBuilder *builder, const SipEntity *entity, guint depth)
{
  guint32 end = sip_span_end (entity->body);
  SipCursor cursor = { builder->data, entity->body.at, end };

  sip_builder_open (builder, SIP_KIND_MARKUP, SIP_FACT_NONE, entity->body.at);
  while (!sip_at_end (&cursor))
    if (begins (&cursor, "<!--"))
      sip_builder_leaf (builder, SIP_KIND_MARKUP_COMMENT, SIP_FACT_NONE,
                        take_through (&cursor, "-->"));
    else if (begins (&cursor, "<?"))
      sip_builder_leaf (builder, SIP_KIND_MARKUP_DECLARATION, SIP_FACT_NONE,
                        take_through (&cursor, "?>"));
    else if (begins (&cursor, "<!"))
      sip_builder_leaf (builder, SIP_KIND_MARKUP_DECLARATION, SIP_FACT_NONE,
                        take_through (&cursor, ">"));
    else if (sip_peek (&cursor) == '<')
      read_tag (builder, &cursor);
    else
      read_text (builder, &cursor);
  sip_builder_close (builder, end);
}
