/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a URI may stand where (§19.1.1 Table 1), and what is better left out.
 */
#include "sip/check-private.h"

#include <string.h>

#include "sip/chars.h"
#include "sip/cursor.h"

static void
report_named (SipCheck *check, SipDiagnosticId code, SipSpan span, SipSpan name)
{
  sip_check_report_full (check,
                         (SipDiagnostic){ .code = code, .span = span, .other = name });
}

/* From and To name somebody; how to get there is not theirs to say. No URI but one to be
 * clicked may bring its method. */
static gboolean
is_allowed (guint16 header, guint16 param)
{
  gboolean names = header == SIP_HEADER_FROM || header == SIP_HEADER_TO;

  switch (param)
    {
    case SIP_URI_PARAM_METHOD:
      return !names && header != SIP_HEADER_UNKNOWN && header != SIP_HEADER_CONTACT;
    case SIP_URI_PARAM_MADDR:
    case SIP_URI_PARAM_TTL:
    case SIP_URI_PARAM_TRANSPORT:
    case SIP_URI_PARAM_LR:
      return !names;
    default:
      return TRUE;
    }
}

static void
check_ttl (SipCheck *check, SipSpan value)
{
  SipCursor cursor = { check->data, value.at, sip_span_end (value) };
  SipSpan digits;
  guint64 ttl;

  if (!sip_take_number (&cursor, &digits, &ttl) || !sip_at_end (&cursor) || ttl > 255)
    sip_check_report (check, SIP_DIAGNOSTIC_TTL_RANGE, value);
}

/* "user=phone" promises a telephone number in front of the "@". */
static void
check_phone (SipCheck *check, guint32 uri, SipSpan value)
{
  SipSpan user;

  if (!sip_span_equal_nocase (check->data, value, "phone")
      || !sip_check_get_child (check, uri, SIP_KIND_URI_USER, &user))
    return;
  for (guint32 i = user.at; i < sip_span_end (user) && check->data[i] != ';'; i++)
    if (!sip_is (check->data[i], SIP_CHARS_PHONE))
      {
        sip_check_report (check, SIP_DIAGNOSTIC_URI_USER_PHONE, user);
        return;
      }
}

static void
check_param (SipCheck *check, guint32 uri, guint32 param, guint16 header, SipSpan name)
{
  const SipNode *node = sip_check_node (check, param);
  SipSpan value = { node->span.at, 0 };

  sip_check_get_child (check, param, SIP_KIND_PARAM_VALUE, &value);
  if (!is_allowed (header, node->fact))
    report_named (check, SIP_DIAGNOSTIC_URI_PARAM_NOT_ALLOWED, node->span, name);
  if (node->fact == SIP_URI_PARAM_TTL)
    check_ttl (check, value);
  else if (node->fact == SIP_URI_PARAM_USER)
    check_phone (check, uri, value);
  else if (node->fact == SIP_URI_PARAM_TRANSPORT
           && sip_span_equal_nocase (check->data, value, "tls"))
    sip_check_report (check, SIP_DIAGNOSTIC_URI_TRANSPORT_TLS, node->span);
}

static void
check_params (SipCheck *check, guint32 uri, guint16 header, SipSpan name)
{
  guint64 seen = 0;
  gboolean has_context = FALSE;
  SipSpan number;

  G_STATIC_ASSERT (SIP_N_URI_PARAMS <= 64);
  for (guint32 i = uri + 1, end = sip_check_end (check, uri); i < end;
       i = sip_check_end (check, i))
    {
      const SipNode *node = sip_check_node (check, i);
      guint64 bit;

      if (node->kind != SIP_KIND_URI_PARAM || node->fact == SIP_FACT_NONE)
        continue;
      bit = G_GUINT64_CONSTANT (1) << node->fact;
      if (seen & bit)
        sip_check_report (check, SIP_DIAGNOSTIC_URI_PARAM_REPEATED, node->span);
      else
        check_param (check, uri, i, header, name);
      seen |= bit;
      has_context |= node->fact == SIP_URI_PARAM_PHONE_CONTEXT;
    }
  /* A number that is not global needs its context (RFC 3966 §5.1.5). */
  if (!has_context && sip_check_get_child (check, uri, SIP_KIND_TEL_NUMBER, &number)
      && check->data[number.at] != '+')
    sip_check_report (check, SIP_DIAGNOSTIC_TEL_CONTEXT_MISSING, number);
}

void
sip_check_uri (SipCheck *check, guint32 uri, guint16 header, SipSpan name)
{
  SipSpan user, password, headers, port;

  if (sip_check_get_child (check, uri, SIP_KIND_URI_PASSWORD, &password)
      && sip_check_get_child (check, uri, SIP_KIND_URI_USER, &user))
    report_named (check, SIP_DIAGNOSTIC_URI_PASSWORD, password, user);
  if ((header == SIP_HEADER_FROM || header == SIP_HEADER_TO)
      && sip_check_get_child (check, uri, SIP_KIND_URI_HEADERS, &headers))
    report_named (check, SIP_DIAGNOSTIC_URI_HEADERS_NOT_ALLOWED, headers, name);
  if ((header == SIP_HEADER_FROM || header == SIP_HEADER_TO)
      && sip_check_get_child (check, uri, SIP_KIND_PORT, &port))
    report_named (check, SIP_DIAGNOSTIC_URI_PORT_NOT_ALLOWED, port, name);
  check_params (check, uri, header, name);
}
