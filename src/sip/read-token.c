/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values that are words, with or without parameters.
 */
#include "sip/read.h"

#include <string.h>

static const char *
text_at (const SipBuilder *builder, SipSpan span)
{
  return (const char *)builder->data + span.at;
}

gboolean
sip_read_leaf_token (SipBuilder *builder, SipCursor *cursor, SipKind kind, guint16 fact)
{
  SipSpan token;

  if (!sip_take_token (cursor, &token))
    return FALSE;
  sip_builder_leaf (builder, kind, fact, token);
  return TRUE;
}

gboolean
sip_read_text (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  const SipHeader *row = sip_header_get (header);
  guint32 at = cursor->at, end;

  if (row->list)
    sip_skip_to (cursor, ',');
  else
    cursor->at = cursor->end;
  for (end = cursor->at; end > at && sip_is (builder->data[end - 1], SIP_CHARS_LWS);
       end--)
    ;
  sip_builder_text (builder, SIP_KIND_TEXT, sip_span_between (at, end));
  return TRUE;
}

gboolean
sip_read_token (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  return sip_read_leaf_token (builder, cursor, SIP_KIND_TOKEN, header);
}

gboolean
sip_read_token_params (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  return sip_read_token (builder, cursor, header) && sip_read_params (builder, cursor);
}

gboolean
sip_read_string_params (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  return (sip_read_quoted (builder, cursor) || sip_read_token (builder, cursor, header))
         && sip_read_params (builder, cursor);
}

/* "<" id-left "@" id-right ">", RFC 8262 §3 */
gboolean
sip_read_message_id (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  const guint8 *close = memchr (cursor->data + cursor->at, '>', cursor->end - cursor->at);
  SipSpan span;

  if (sip_peek (cursor) != '<' || close == NULL)
    return FALSE;
  span = sip_span_between (cursor->at, close - cursor->data + 1);
  if (memchr (cursor->data + span.at, '@', span.len) == NULL)
    return FALSE;
  sip_builder_text (builder, SIP_KIND_MESSAGE_ID, span);
  cursor->at = sip_span_end (span);
  return TRUE;
}

/* What a header field of the cable networks begins with, "id/element@host" (RFC 5503 §7),
 * then parameters. */
gboolean
sip_read_word_params (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  SipSpan word;

  if (!sip_take_other (cursor, &word))
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_TOKEN, header, word);
  return sip_read_params (builder, cursor);
}

gboolean
sip_read_predicate (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  SipSpan star = { cursor->at, 1 };

  if (!sip_take_char (cursor, '*'))
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_STAR, SIP_FACT_NONE, star);
  return sip_read_params (builder, cursor);
}

gboolean
sip_read_privacy (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  do
    if (!sip_read_token (builder, cursor, header))
      return FALSE;
  while (sip_take_separator (cursor, ';'));
  return TRUE;
}

gboolean
sip_read_method (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  SipSpan name;

  if (!sip_take_token (cursor, &name))
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_METHOD,
                    sip_method_lookup (text_at (builder, name), name.len), name);
  return TRUE;
}

gboolean
sip_read_option_tag (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  SipSpan name;

  if (!sip_take_token (cursor, &name))
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_OPTION_TAG,
                    sip_option_tag_lookup (text_at (builder, name), name.len), name);
  return TRUE;
}

/* r-namespace "." r-priority, both tokens without a dot. What has no dot is no value. */
gboolean
sip_read_resource (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  SipCursor ahead = *cursor;
  const guint8 *dot;
  SipSpan whole, namespace, level;

  if (!sip_take_token (&ahead, &whole))
    return FALSE;
  dot = memchr (ahead.data + whole.at, '.', whole.len);
  if (dot == NULL)
    return FALSE;
  namespace = sip_span_between (whole.at, dot - ahead.data);
  level = sip_span_between (sip_span_end (namespace) + 1, sip_span_end (whole));
  if (namespace.len == 0 || level.len == 0
      || memchr (ahead.data + level.at, '.', level.len) != NULL)
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_RESOURCE_NAMESPACE, SIP_FACT_NONE, namespace);
  sip_builder_leaf (builder, SIP_KIND_SEPARATOR, SIP_FACT_NONE,
                    (SipSpan){ sip_span_end (namespace), 1 });
  sip_builder_leaf (builder, SIP_KIND_RESOURCE_LEVEL, SIP_FACT_NONE, level);
  *cursor = ahead;
  return TRUE;
}

gboolean
sip_read_event (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  return sip_read_leaf_token (builder, cursor, SIP_KIND_EVENT_PACKAGE, SIP_FACT_NONE)
         && sip_read_params (builder, cursor);
}

/* word [ "@" word ] */
gboolean
sip_read_call_id (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  SipCursor ahead = *cursor;
  SipSpan word, host;

  if (!sip_take_run (&ahead, SIP_CHARS_WORD, &word))
    return FALSE;
  if (sip_take_char (&ahead, '@'))
    {
      if (!sip_take_run (&ahead, SIP_CHARS_WORD, &host))
        return FALSE;
      word.len += 1 + host.len;
    }
  sip_builder_leaf (builder, SIP_KIND_CALL_ID, SIP_FACT_NONE, word);
  *cursor = ahead;
  return TRUE;
}

gboolean
sip_read_call_id_params (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  return sip_read_call_id (builder, cursor, header) && sip_read_params (builder, cursor);
}

/* type SLASH subtype, or a range with asterisks, which are token characters anyway */
gboolean
sip_read_media_type (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  SipCursor ahead = *cursor;
  SipSpan type, subtype;

  if (!sip_take_token (&ahead, &type) || !sip_take_separator (&ahead, '/')
      || !sip_take_token (&ahead, &subtype))
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_MEDIA_TYPE, SIP_FACT_NONE, type);
  sip_builder_leaf (builder, SIP_KIND_MEDIA_SUBTYPE, SIP_FACT_NONE, subtype);
  *cursor = ahead;
  return sip_read_params (builder, cursor);
}

gboolean
sip_read_coding (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  return sip_read_leaf_token (builder, cursor, SIP_KIND_CODING, SIP_FACT_NONE)
         && sip_read_params (builder, cursor);
}

gboolean
sip_read_language (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  return sip_read_leaf_token (builder, cursor, SIP_KIND_LANGUAGE_TAG, SIP_FACT_NONE)
         && sip_read_params (builder, cursor);
}

gboolean
sip_read_disposition (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  return sip_read_leaf_token (builder, cursor, SIP_KIND_DISPOSITION, SIP_FACT_NONE)
         && sip_read_params (builder, cursor);
}

static gboolean
take_base64url (SipCursor *cursor, SipSpan *ret_span)
{
  guint32 at = cursor->at;

  while (at < cursor->end
         && (sip_is (cursor->data[at], SIP_CHARS_ALPHA | SIP_CHARS_DIGIT)
             || cursor->data[at] == '-' || cursor->data[at] == '_'))
    at++;
  *ret_span = sip_span_between (cursor->at, at);
  cursor->at = at;
  return ret_span->len > 0;
}

/* header "." payload "." signature, each in base64url (RFC 8225 §3); in the compact form
 * the first two are empty (RFC 8225 §7). Then parameters (RFC 8224 §4). */
gboolean
sip_read_identity (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  static const SipKind pieces[] = { SIP_KIND_JWT_HEADER, SIP_KIND_JWT_PAYLOAD,
                                    SIP_KIND_JWT_SIGNATURE };
  SipCursor ahead = *cursor;
  SipSpan piece;

  if (sip_read_quoted (builder, cursor)) /* RFC 4474 wrote it as a string */
    return sip_read_params (builder, cursor);
  if (sip_take_run (&ahead, SIP_CHARS_TOKEN68, &piece)
      && memchr (ahead.data + piece.at, '.', piece.len) == NULL)
    {
      /* and RFC 4475 §3.1.1.11 without quotes */
      *cursor = ahead;
      sip_builder_leaf (builder, SIP_KIND_JWT_SIGNATURE, SIP_FACT_NONE, piece);
      return sip_read_params (builder, cursor);
    }
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      if (take_base64url (cursor, &piece))
        sip_builder_leaf (builder, pieces[i], SIP_FACT_NONE, piece);
      else if (i == 2)
        return FALSE;
      piece = (SipSpan){ cursor->at, 1 };
      if (i < 2 && !sip_take_char (cursor, '.'))
        return FALSE;
      if (i < 2)
        sip_builder_leaf (builder, SIP_KIND_SEPARATOR, SIP_FACT_NONE, piece);
    }
  return sip_read_params (builder, cursor);
}

/* token [ SLASH product-version ]; what many a stack writes behind a second slash is read
 * like a version, and reported. */
static gboolean
read_product (SipBuilder *builder, SipCursor *cursor)
{
  SipCursor ahead;
  SipSpan token;
  guint n_slashes = 0;
  guint32 at = cursor->at;

  if (!sip_take_token (cursor, &token))
    return FALSE;
  sip_builder_open (builder, SIP_KIND_PRODUCT, SIP_FACT_NONE, at);
  sip_builder_leaf (builder, SIP_KIND_TOKEN, SIP_FACT_NONE, token);
  for (ahead = *cursor;
       sip_take_separator (&ahead, '/') && sip_take_token (&ahead, &token); n_slashes++)
    {
      sip_builder_leaf (builder, SIP_KIND_TOKEN, SIP_FACT_NONE, token);
      *cursor = ahead;
    }
  sip_builder_close (builder, cursor->at);
  if (n_slashes > 1)
    sip_builder_report (builder, SIP_DIAGNOSTIC_PRODUCT_SLASHES,
                        sip_span_between (at, cursor->at));
  return TRUE;
}

/* server-val *( LWS server-val ), each a product or a comment (§20.35). Nobody minds a
 * missing space before a comment. */
gboolean
sip_read_products (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  SipSpan comment;

  do
    {
      if (sip_take_comment (cursor, &comment))
        sip_builder_text (builder, SIP_KIND_COMMENT, comment);
      else if (sip_peek (cursor) == '(')
        {
          comment = sip_span_between (cursor->at, cursor->end);
          sip_builder_leaf (builder, SIP_KIND_GARBAGE, SIP_FACT_NONE, comment);
          sip_builder_report (builder, SIP_DIAGNOSTIC_COMMENT_OPEN, comment);
          cursor->at = cursor->end;
        }
      else if (!read_product (builder, cursor))
        return FALSE;
    }
  while ((sip_take_lws (cursor) || sip_peek (cursor) == '(') && !sip_at_end (cursor));
  return TRUE;
}
