/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Challenges and credentials (§20.7, §20.27, §20.44): a scheme, then parameters that are
 * parted by commas.
 */
#include "sip/read.h"

#include <string.h>

typedef enum
{
  EITHER,
  ALWAYS, /* a string */
  NEVER,  /* a token */
} Quotes;

/* How the grammar wants the value of a digest parameter written (§25.1, RFC 7616 §3). */
static Quotes
get_quotes (guint16 param, guint16 header)
{
  gboolean challenge =
      header == SIP_HEADER_WWW_AUTHENTICATE || header == SIP_HEADER_PROXY_AUTHENTICATE;

  switch (param)
    {
    case SIP_PARAM_REALM:
    case SIP_PARAM_NONCE:
    case SIP_PARAM_OPAQUE:
    case SIP_PARAM_DOMAIN:
    case SIP_PARAM_USERNAME:
    case SIP_PARAM_URI:
    case SIP_PARAM_RESPONSE:
    case SIP_PARAM_CNONCE:
    case SIP_PARAM_NEXTNONCE:
    case SIP_PARAM_RSPAUTH:
      return ALWAYS;
    case SIP_PARAM_STALE:
    case SIP_PARAM_ALGORITHM:
    case SIP_PARAM_NC:
      return NEVER;
    case SIP_PARAM_QOP:
      return challenge ? ALWAYS : NEVER;
    default:
      return EITHER;
    }
}

/* The parameter just read: its name and, if it has one, its value. */
static void
check_quotes (SipBuilder *builder, SipSpan name, SipSpan value, guint16 param,
              guint16 header)
{
  Quotes quotes = get_quotes (param, header);
  gboolean quoted = value.len > 0 && builder->data[value.at] == '"';

  if (value.len > 0 && quotes != EITHER && quoted != (quotes == ALWAYS))
    sip_builder_report_full (builder,
                             (SipDiagnostic){ .code = SIP_DIAGNOSTIC_AUTH_PARAM_QUOTES,
                                              .span = value,
                                              .other = name });
}

/* name EQUAL value; a value without quotes may hold what a token may not, which is then
 * said. */
static gboolean
read_auth_param (SipBuilder *builder, SipCursor *cursor, guint16 header, guint64 *seen)
{
  SipSpan name, value = { 0, 0 };
  guint16 param;

  if (!sip_take_token (cursor, &name))
    return FALSE;
  param = sip_param_lookup ((const char *)builder->data + name.at, name.len);
  sip_builder_open (builder, SIP_KIND_PARAM, param, name.at);
  sip_builder_leaf (builder, SIP_KIND_PARAM_NAME, SIP_FACT_NONE, name);
  if (sip_take_separator (cursor, '='))
    {
      guint32 at = cursor->at;

      if (sip_peek (cursor) == '"')
        {
          sip_builder_open (builder, SIP_KIND_PARAM_VALUE, SIP_FACT_NONE, at);
          sip_read_quoted (builder, cursor);
          sip_builder_close (builder, cursor->at);
        }
      else if (sip_take_other (cursor, &value))
        sip_builder_leaf (builder, SIP_KIND_PARAM_VALUE, SIP_FACT_NONE, value);
      value = sip_span_between (at, cursor->at);
    }
  sip_builder_close_trimmed (builder, cursor->at);
  if (value.len == 0)
    sip_builder_report (builder, SIP_DIAGNOSTIC_PARAM_VALUE_MISSING, name);
  check_quotes (builder, name, value, param, header);
  if (param < 192)
    seen[param / 64] |= G_GUINT64_CONSTANT (1) << param % 64;
  return TRUE;
}

/* auth-param *( COMMA auth-param ). A forgotten comma is reported and forgiven. */
static gboolean
read_auth_params (SipBuilder *builder, SipCursor *cursor, guint16 header, guint64 *seen)
{
  for (;;)
    {
      SipCursor ahead;
      guint32 end;

      if (!read_auth_param (builder, cursor, header, seen))
        return FALSE;
      end = cursor->at;
      ahead = *cursor;
      if (sip_take_separator (&ahead, ','))
        *cursor = ahead;
      else if (sip_take_lws (&ahead) && !sip_at_end (&ahead)
               && sip_is (ahead.data[ahead.at], SIP_CHARS_TOKEN))
        {
          sip_builder_report_in_field (builder, SIP_DIAGNOSTIC_COMMA_MISSING,
                                       (SipSpan){ end, 0 });
          *cursor = ahead;
        }
      else
        return TRUE;
    }
}

static void
check_digest (SipBuilder *builder, guint16 header, SipSpan scheme, const guint64 *seen)
{
  static const guint16 challenge[] = { SIP_PARAM_REALM, SIP_PARAM_NONCE };
  static const guint16 credentials[] = { SIP_PARAM_REALM, SIP_PARAM_NONCE,
                                         SIP_PARAM_USERNAME, SIP_PARAM_URI,
                                         SIP_PARAM_RESPONSE };
  gboolean answers =
      header == SIP_HEADER_AUTHORIZATION || header == SIP_HEADER_PROXY_AUTHORIZATION;
  const guint16 *needed = answers ? credentials : challenge;
  guint n = answers ? G_N_ELEMENTS (credentials) : G_N_ELEMENTS (challenge);

  if (!sip_span_equal_nocase (builder->data, scheme, "Digest"))
    return;
  for (guint i = 0; i < n; i++)
    if ((seen[needed[i] / 64] & (G_GUINT64_CONSTANT (1) << needed[i] % 64)) == 0)
      sip_builder_report_full (
          builder, (SipDiagnostic){ .code = SIP_DIAGNOSTIC_AUTH_PARAM_MISSING,
                                    .span = scheme,
                                    .other = sip_builder_get_field_name (builder),
                                    .number = { needed[i] } });
}

/* "Basic dXNlcjpwYXNz", "Bearer …": one piece instead of parameters */
static gboolean
take_token68 (SipCursor *cursor, SipSpan *ret_span)
{
  SipCursor ahead = *cursor;
  SipSpan span;
  guint32 end;

  if (!sip_take_run (&ahead, SIP_CHARS_TOKEN68, &span))
    return FALSE;
  end = sip_span_end (span);
  while (end > span.at && ahead.data[end - 1] == '=')
    end--;
  if (memchr (ahead.data + span.at, '=', end - span.at) != NULL || !sip_take_sws (&ahead)
      || !sip_at_end (&ahead))
    return FALSE;
  cursor->at = sip_span_end (span);
  *ret_span = span;
  return TRUE;
}

gboolean
sip_read_auth (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  guint64 seen[3] = { 0 };
  SipSpan scheme, credentials;

  if (!sip_take_token (cursor, &scheme))
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_AUTH_SCHEME, SIP_FACT_NONE, scheme);
  if (!sip_take_lws (cursor))
    return FALSE;
  if (take_token68 (cursor, &credentials))
    {
      sip_builder_leaf (builder, SIP_KIND_CREDENTIALS, SIP_FACT_NONE, credentials);
      return TRUE;
    }
  if (!read_auth_params (builder, cursor, header, seen))
    return FALSE;
  check_digest (builder, header, scheme, seen);
  return TRUE;
}

gboolean
sip_read_auth_info (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  guint64 seen[3] = { 0 };

  return read_auth_params (builder, cursor, header, seen);
}
