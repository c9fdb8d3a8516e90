/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/read.h"

#include <string.h>

#include "sip/host.h"

gboolean
sip_read_quoted (SipBuilder *builder, SipCursor *cursor)
{
  SipSpan span;

  if (sip_peek (cursor) != '"')
    return FALSE;
  if (sip_take_quoted (cursor, &span))
    {
      sip_builder_leaf (builder, SIP_KIND_QUOTED_STRING, SIP_FACT_NONE, span);
      return TRUE;
    }
  span = sip_span_between (cursor->at, cursor->end);
  sip_builder_leaf (builder, SIP_KIND_GARBAGE, SIP_FACT_NONE, span);
  sip_builder_report (builder, SIP_DIAGNOSTIC_QUOTE_OPEN, span);
  cursor->at = cursor->end;
  return TRUE;
}

/* qvalue = "0" [ "." 0*3DIGIT ] / "1" [ "." 0*3("0") ] */
static gboolean
is_qvalue (const guint8 *data, SipSpan span)
{
  if (span.len == 0 || span.len > 5 || (data[span.at] != '0' && data[span.at] != '1'))
    return FALSE;
  if (span.len > 1 && data[span.at + 1] != '.')
    return FALSE;
  for (guint32 i = 2; i < span.len; i++)
    if (data[span.at] == '1' ? data[span.at + i] != '0'
                             : !sip_is (data[span.at + i], SIP_CHARS_DIGIT))
      return FALSE;
  return TRUE;
}

#define COOKIE "z9hG4bK"
#define COOKIE_LEN 7

/* A branch is cut behind its magic cookie, §8.1.1.7. */
static void
add_branch (SipBuilder *builder, SipSpan value)
{
  if (value.len < COOKIE_LEN
      || memcmp (builder->data + value.at, COOKIE, COOKIE_LEN) != 0)
    {
      sip_builder_leaf (builder, SIP_KIND_PARAM_VALUE, SIP_FACT_NONE, value);
      return;
    }
  sip_builder_open (builder, SIP_KIND_PARAM_VALUE, SIP_FACT_NONE, value.at);
  sip_builder_leaf (builder, SIP_KIND_MAGIC_COOKIE, SIP_FACT_NONE,
                    (SipSpan){ value.at, COOKIE_LEN });
  sip_builder_leaf (builder, SIP_KIND_TOKEN, SIP_FACT_NONE,
                    (SipSpan){ value.at + COOKIE_LEN, value.len - COOKIE_LEN });
  sip_builder_close (builder, sip_span_end (value));
}

static void
report_value (SipBuilder *builder, SipDiagnosticId code, SipSpan value, SipSpan name)
{
  sip_builder_report_full (builder,
                           (SipDiagnostic){ .code = code, .span = value, .other = name });
}

/* delta-seconds in a parameter, up to 2**32-1 like everywhere. */
static void
check_seconds (SipBuilder *builder, SipSpan value, SipSpan name)
{
  SipCursor cursor = { builder->data, value.at, sip_span_end (value) };
  guint64 seconds;
  SipSpan digits;

  if (!sip_take_number (&cursor, &digits, &seconds) || !sip_at_end (&cursor))
    report_value (builder, SIP_DIAGNOSTIC_PARAM_VALUE_MALFORMED, value, name);
  else if (seconds > G_MAXUINT32)
    sip_builder_report_full (
        builder, (SipDiagnostic){ .code = SIP_DIAGNOSTIC_NUMBER_RANGE,
                                  .span = value,
                                  .other = name,
                                  .number = { MIN (seconds, G_MAXINT64), G_MAXUINT32 } });
}

/* gen-value = token / host / quoted-string. More is taken than that, up to the next
 * separator of parameters, so that a slip stays inside its parameter. */
static gboolean
read_plain_value (SipBuilder *builder, SipCursor *cursor, guint16 param, SipSpan name)
{
  SipSpan value, more;

  if (!sip_take_token (cursor, &value))
    value = (SipSpan){ cursor->at, 0 };
  if (sip_take_other (cursor, &more))
    {
      value.len += more.len;
      if (param == SIP_PARAM_RECEIVED && builder->data[value.at] == '[')
        sip_builder_report (builder, SIP_DIAGNOSTIC_RECEIVED_BRACKETS, value);
      else if (!sip_host_is_ipv6 (builder->data, value)
               && param != SIP_PARAM_CONTENT) /* a hostport in RFC 5503 §8 */
        report_value (builder, SIP_DIAGNOSTIC_PARAM_VALUE_MALFORMED, value, name);
    }
  if (value.len == 0)
    return FALSE;
  if (param == SIP_PARAM_Q && !is_qvalue (builder->data, value))
    report_value (builder, SIP_DIAGNOSTIC_QVALUE_MALFORMED, value, name);
  if (param == SIP_PARAM_EXPIRES)
    check_seconds (builder, value, name);
  if (param == SIP_PARAM_BRANCH)
    add_branch (builder, value);
  else
    sip_builder_leaf (builder, SIP_KIND_PARAM_VALUE, SIP_FACT_NONE, value);
  return TRUE;
}

static gboolean
read_param_value (SipBuilder *builder, SipCursor *cursor, guint16 param, SipSpan name)
{
  int c = sip_peek (cursor);

  if (c != '"' && c != '<')
    return read_plain_value (builder, cursor, param, name);
  sip_builder_open (builder, SIP_KIND_PARAM_VALUE, SIP_FACT_NONE, cursor->at);
  if (c == '"')
    sip_read_quoted (builder, cursor);
  else
    sip_read_angle (builder, cursor);
  sip_builder_close (builder, cursor->at);
  return TRUE;
}

gboolean
sip_read_param (SipBuilder *builder, SipCursor *cursor, guint32 *ret_node)
{
  SipSpan name;
  guint16 param;

  if (!sip_take_token (cursor, &name))
    return FALSE;
  param = sip_param_lookup ((const char *)builder->data + name.at, name.len);
  sip_builder_open (builder, SIP_KIND_PARAM, param, name.at);
  *ret_node = builder->top;
  sip_builder_leaf (builder, SIP_KIND_PARAM_NAME, SIP_FACT_NONE, name);
  if (sip_take_separator (cursor, '=')
      && !read_param_value (builder, cursor, param, name))
    sip_builder_report (builder, SIP_DIAGNOSTIC_PARAM_VALUE_MISSING, name);
  sip_builder_close_trimmed (builder, cursor->at);
  return TRUE;
}

/* The same name twice is told from a set of bits, a bit a row of params.def: a value may
 * have a million parameters. Names with a "+" share one. */
static void
check_repeated (SipBuilder *builder, guint64 *seen, guint32 node)
{
  guint16 param = builder->nodes[node].fact;

  if (param == SIP_FACT_NONE || param == SIP_PARAM_FCAP_NAME)
    return;
  if (seen[param / 64] & (G_GUINT64_CONSTANT (1) << param % 64))
    sip_builder_report (builder, SIP_DIAGNOSTIC_PARAM_REPEATED,
                        builder->nodes[node].span);
  seen[param / 64] |= G_GUINT64_CONSTANT (1) << param % 64;
}

gboolean
sip_read_params (SipBuilder *builder, SipCursor *cursor)
{
  guint64 seen[(SIP_N_PARAMS + 63) / 64] = { 0 };
  SipCursor ahead = *cursor;
  guint32 param;

  while (sip_take_separator (&ahead, ';'))
    {
      SipSpan semicolon = sip_span_between (cursor->at, ahead.at);

      if (sip_read_param (builder, &ahead, &param))
        check_repeated (builder, seen, param);
      else
        {
          int c = sip_peek (&ahead);

          if (c != ';' && c != ',' && c != -1)
            return FALSE;
          sip_builder_report (builder, SIP_DIAGNOSTIC_PARAM_EMPTY, semicolon);
        }
      *cursor = ahead;
    }
  return TRUE;
}

/* param *(SEMI param): P-Charging-Vector and the like */
gboolean
sip_read_param_list (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  guint32 param;

  return sip_read_param (builder, cursor, &param) && sip_read_params (builder, cursor);
}
