/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/uri.h"

#include <string.h>

#include "sip/facts.h"
#include "sip/host.h"

/* The first byte of @span that is not of @chars, or its end. */
static guint32
find_other (const guint8 *data, SipSpan span, guint chars)
{
  guint32 at = span.at;

  while (at < sip_span_end (span) && sip_is (data[at], chars))
    at++;
  return at;
}

/* "%" HEXDIG HEXDIG, everywhere in a URI (§19.1.2). */
static void
check_escapes (SipBuilder *builder, SipSpan uri)
{
  const guint8 *data = builder->data;
  guint32 at = uri.at, end = sip_span_end (uri);
  const guint8 *percent;

  while ((percent = memchr (data + at, '%', end - at)) != NULL)
    {
      at = percent - data;
      if (end - at < 3 || !sip_is (data[at + 1], SIP_CHARS_HEX)
          || !sip_is (data[at + 2], SIP_CHARS_HEX))
        sip_builder_report (builder, SIP_DIAGNOSTIC_URI_ESCAPE,
                            (SipSpan){ at, MIN (3, end - at) });
      at++;
    }
}

/* [ user [ ":" password ] "@" ]: FALSE when it is there and malformed. No other part of
 * a SIP URI may hold an "@". */
static gboolean
read_userinfo (SipBuilder *builder, SipCursor *cursor)
{
  const guint8 *data = builder->data, *at, *colon;
  SipSpan user, password = { 0, 0 };
  SipCursor ahead = *cursor;

  if (sip_take_run (&ahead, SIP_CHARS_USER, &user) && sip_take_char (&ahead, '@'))
    {
      sip_builder_leaf (builder, SIP_KIND_URI_USER, SIP_FACT_NONE, user);
      *cursor = ahead;
      return TRUE;
    }
  at = memchr (data + cursor->at, '@', cursor->end - cursor->at);
  if (at == NULL)
    return TRUE;
  user = sip_span_between (cursor->at, at - data);
  colon = memchr (data + user.at, ':', user.len);
  if (colon != NULL)
    {
      password = sip_span_between (colon - data + 1, at - data);
      user.len = colon - data - user.at;
    }
  if (user.len == 0 || find_other (data, user, SIP_CHARS_USER) < sip_span_end (user)
      || find_other (data, password, SIP_CHARS_PASSWORD) < sip_span_end (password))
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_URI_USER, SIP_FACT_NONE, user);
  sip_builder_leaf (builder, SIP_KIND_URI_PASSWORD, SIP_FACT_NONE, password);
  cursor->at = at - data + 1;
  return TRUE;
}

/* *( ";" pname [ "=" pvalue ] ), for sip, sips and tel */
static gboolean
read_params (SipBuilder *builder, SipCursor *cursor)
{
  const guint chars = SIP_CHARS_URI_PARAM;
  SipSpan name, value;

  while (sip_peek (cursor) == ';')
    {
      SipSpan semicolon = { cursor->at, 1 };
      guint16 param;

      cursor->at++;
      if (!sip_take_run (cursor, chars, &name))
        {
          if (!sip_at_end (cursor) && sip_peek (cursor) != ';')
            return FALSE;
          sip_builder_report (builder, SIP_DIAGNOSTIC_PARAM_EMPTY, semicolon);
          continue;
        }
      param = sip_uri_param_lookup ((const char *)builder->data + name.at, name.len);
      sip_builder_open (builder, SIP_KIND_URI_PARAM, param, name.at);
      sip_builder_leaf (builder, SIP_KIND_PARAM_NAME, SIP_FACT_NONE, name);
      if (sip_take_char (cursor, '='))
        {
          if (sip_take_run (cursor, chars, &value))
            sip_builder_leaf (builder, SIP_KIND_PARAM_VALUE, SIP_FACT_NONE, value);
          else
            sip_builder_report (builder, SIP_DIAGNOSTIC_PARAM_VALUE_MISSING, name);
        }
      sip_builder_close (builder, cursor->at);
    }
  return TRUE;
}

/* [ "?" hname "=" hvalue *( "&" hname "=" hvalue ) ] */
static gboolean
read_headers (SipBuilder *builder, SipCursor *cursor)
{
  SipSpan name, value;
  gboolean fine;

  if (sip_peek (cursor) != '?')
    return TRUE;
  cursor->at++;
  sip_builder_open (builder, SIP_KIND_URI_HEADERS, SIP_FACT_NONE, cursor->at);
  do
    {
      fine = sip_take_run (cursor, SIP_CHARS_URI_HEADER, &name)
             && sip_take_char (cursor, '=');
      if (!fine)
        break;
      sip_builder_leaf (builder, SIP_KIND_PARAM_NAME, SIP_FACT_NONE, name);
      if (sip_take_run (cursor, SIP_CHARS_URI_HEADER, &value))
        sip_builder_leaf (builder, SIP_KIND_PARAM_VALUE, SIP_FACT_NONE, value);
    }
  while (sip_take_char (cursor, '&'));
  sip_builder_close (builder, cursor->at);
  return fine;
}

static gboolean
read_tel (SipBuilder *builder, SipCursor *cursor)
{
  SipSpan number;

  if (!sip_take_run (cursor, SIP_CHARS_PHONE, &number))
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_TEL_NUMBER, SIP_FACT_NONE, number);
  return read_params (builder, cursor);
}

static gboolean
read_opaque (SipBuilder *builder, SipCursor *cursor)
{
  SipSpan rest;

  if (!sip_take_run (cursor, SIP_CHARS_URIC, &rest))
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_URI_OPAQUE, SIP_FACT_NONE, rest);
  return TRUE;
}

static gboolean
read_parts (SipBuilder *builder, SipCursor *cursor)
{
  const guint8 *data = builder->data;
  SipCursor ahead = *cursor;
  SipSpan scheme;

  if (!sip_take_run (&ahead, SIP_CHARS_SCHEME, &scheme) || !sip_take_char (&ahead, ':')
      || !sip_is (data[scheme.at], SIP_CHARS_ALPHA))
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_URI_SCHEME, SIP_FACT_NONE, scheme);
  *cursor = ahead;
  if (sip_span_equal_nocase (data, scheme, "sip")
      || sip_span_equal_nocase (data, scheme, "sips"))
    return read_userinfo (builder, cursor) && sip_read_hostport (builder, cursor, FALSE)
           && read_params (builder, cursor) && read_headers (builder, cursor);
  if (sip_span_equal_nocase (data, scheme, "tel"))
    return read_tel (builder, cursor);
  return read_opaque (builder, cursor);
}

void
sip_uri_read (SipBuilder *builder, SipSpan uri)
{
  SipCursor cursor = { builder->data, uri.at, sip_span_end (uri) };
  guint n_reports = sip_builder_get_n_reports (builder);
  gboolean fine;
  SipSpan rest;

  sip_builder_open (builder, SIP_KIND_URI, SIP_FACT_NONE, uri.at);
  fine = read_parts (builder, &cursor) && sip_at_end (&cursor);
  rest = sip_span_between (cursor.at, cursor.end);
  if (!fine)
    sip_builder_leaf (builder, SIP_KIND_GARBAGE, SIP_FACT_NONE, rest);
  if (!fine && sip_builder_get_n_reports (builder) == n_reports)
    sip_builder_report_full (builder,
                             (SipDiagnostic){ .code = SIP_DIAGNOSTIC_URI_MALFORMED,
                                              .span = rest.len > 0 ? rest : uri,
                                              .other = uri });
  sip_builder_close (builder, cursor.end);
  check_escapes (builder, uri);
}

/* "<…>" around a Request-URI is what many write who copy it from To (RFC 4475 §3.1.2.7).
 */
void
sip_uri_read_request_uri (SipBuilder *builder, SipSpan uri)
{
  const guint8 *data = builder->data;
  SipSpan inner = uri;

  if (uri.len >= 2 && data[uri.at] == '<' && data[sip_span_end (uri) - 1] == '>')
    {
      inner = (SipSpan){ uri.at + 1, uri.len - 2 };
      sip_builder_report (builder, SIP_DIAGNOSTIC_REQUEST_URI_BRACKETS, uri);
    }
  sip_uri_read (builder, inner);
}
