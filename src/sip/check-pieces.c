/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pieces of header fields that parse and yet cannot be meant, or that nobody has
 * registered: each kind of node to its check, in one walk.
 */
#include "sip/check-private.h"

#include <string.h>

#include "sip/chars.h"
#include "sip/cursor.h"
#include "sip/host.h"

typedef struct
{
  guint32 field;
  guint16 header; /* SIP_HEADER_UNKNOWN in the start line */
  SipSpan name;
} Place;

/* Decimal digits and nothing else, up to @largest. */
static gboolean
is_number (const SipCheck *check, SipSpan span, guint64 largest)
{
  SipCursor cursor = { check->data, span.at, sip_span_end (span) };
  SipSpan digits;
  guint64 number;

  return sip_take_number (&cursor, &digits, &number) && sip_at_end (&cursor)
         && number <= largest;
}

static void
check_protocol (SipCheck *check, guint32 i)
{
  static const char *const transports[] = { "UDP",      "TCP", "TLS", "SCTP",
                                            "TLS-SCTP", "WS",  "WSS" };
  const SipNode *node = sip_check_node (check, i);
  guint32 name = sip_check_first (check, i);
  guint32 version = name;
  SipSpan transport;

  do
    version = sip_check_next (check, version);
  while (sip_check_node (check, version)->kind != SIP_KIND_TOKEN);
  if (!sip_span_equal_nocase (check->data, sip_check_node (check, name)->span, "SIP")
      || !sip_span_equal_nocase (check->data, sip_check_node (check, version)->span,
                                 "2.0"))
    sip_check_report (check, SIP_DIAGNOSTIC_VIA_PROTOCOL, node->span);
  if (sip_check_get_child (check, i, SIP_KIND_TRANSPORT, &transport)
      && !sip_span_is_among (check->data, transport, transports,
                             G_N_ELEMENTS (transports)))
    sip_check_report (check, SIP_DIAGNOSTIC_VIA_TRANSPORT_UNKNOWN, transport);
}

/* A response sent there would reach everybody (RFC 4475 §3.3.10). */
static void
check_sent_by (SipCheck *check, guint32 i)
{
  SipSpan host;

  if (sip_check_get_child (check, i, SIP_KIND_HOST, &host)
      && sip_span_equal_nocase (check->data, host, "255.255.255.255"))
    sip_check_report (check, SIP_DIAGNOSTIC_VIA_BROADCAST, host);
}

static void
check_via_param (SipCheck *check, guint16 param, SipSpan value)
{
  if (param == SIP_PARAM_RECEIVED && check->data[value.at] != '['
      && !sip_host_is_ipv4 (check->data, value) && !sip_host_is_ipv6 (check->data, value))
    sip_check_report (check, SIP_DIAGNOSTIC_RECEIVED_NOT_ADDRESS, value);
  else if (param == SIP_PARAM_RPORT && !is_number (check, value, G_MAXUINT16))
    sip_check_report (check, SIP_DIAGNOSTIC_RPORT_MALFORMED, value);
  else if (param == SIP_PARAM_TTL && !is_number (check, value, 255))
    sip_check_report (check, SIP_DIAGNOSTIC_TTL_RANGE, value);
}

static void
check_param (SipCheck *check, guint32 i, const Place *place)
{
  static const char *const refreshers[] = { "uac", "uas" };
  static const char *const charsets[] = { "utf-8", "us-ascii" };
  const SipNode *node = sip_check_node (check, i);
  SipSpan value;

  if (!sip_check_get_child (check, i, SIP_KIND_PARAM_VALUE, &value))
    return;
  if (place->header == SIP_HEADER_VIA)
    check_via_param (check, node->fact, value);
  else if (place->header == SIP_HEADER_SESSION_EXPIRES
           && node->fact == SIP_PARAM_REFRESHER
           && !sip_span_is_among (check->data, value, refreshers,
                                  G_N_ELEMENTS (refreshers)))
    sip_check_report (check, SIP_DIAGNOSTIC_REFRESHER_MALFORMED, value);
  else if (place->header == SIP_HEADER_CONTENT_TYPE && node->fact == SIP_PARAM_CHARSET)
    {
      if (value.len >= 2 && check->data[value.at] == '"')
        value = (SipSpan){ value.at + 1, value.len - 2 };
      if (!sip_span_is_among (check->data, value, charsets, G_N_ELEMENTS (charsets)))
        sip_check_report (check, SIP_DIAGNOSTIC_CHARSET_OTHER, value);
    }
}

/* A parameter that means something in another header field and nothing in this one: the
 * grammar lets anything stand here, so it is ignored in silence. Told of the four fields
 * that are mixed up, each of whose own parameters are all registered. */
static void
check_place (SipCheck *check, guint32 i, const Place *place)
{
  guint16 param = sip_check_node (check, i)->fact, home;

  if (place->header != SIP_HEADER_VIA && place->header != SIP_HEADER_FROM
      && place->header != SIP_HEADER_TO && place->header != SIP_HEADER_CONTACT)
    return;
  if (param == SIP_FACT_NONE || sip_header_has_param (place->header, param)
      || (place->header == SIP_HEADER_CONTACT && param == SIP_PARAM_TEXT)) /* RFC 3840 */
    return;
  home = sip_param_get_home (param);
  if (home != SIP_HEADER_UNKNOWN)
    sip_check_report_full (check,
                           (SipDiagnostic){ .code = SIP_DIAGNOSTIC_PARAM_MISPLACED,
                                            .span = sip_check_node (check, i)->span,
                                            .other = place->name,
                                            .number = { 0, home } });
}

/* 1*8ALPHA *( "-" 1*8ALPHA ), or "*" for any; digits too, as RFC 5646 has them since. */
static void
check_language (SipCheck *check, SipSpan tag)
{
  guint32 part = 0;
  gboolean fine = TRUE, first = TRUE;

  if (tag.len == 1 && check->data[tag.at] == '*')
    return;
  for (guint32 i = tag.at; i < sip_span_end (tag); i++)
    if (check->data[i] == '-')
      {
        fine &= part > 0;
        part = 0;
        first = FALSE;
      }
    else
      fine &= sip_is (check->data[i],
                      first ? SIP_CHARS_ALPHA : SIP_CHARS_ALPHA | SIP_CHARS_DIGIT)
              && ++part <= 8;
  if (!fine || part == 0)
    sip_check_report (check, SIP_DIAGNOSTIC_LANGUAGE_MALFORMED, tag);
}

static void
check_disposition (SipCheck *check, SipSpan type)
{
  static const char *const known[] = {
    "render",
    "session",
    "icon",
    "alert",
    "early-session",
    "aib",
    "info-package",
    "recipient-list",
    "recipient-list-history",
    "recording-session",
    "by-reference",
    "notification",
    "attachment",
    "inline",
    "form-data",
    "signal",
    "metadata",
  };

  if (!sip_span_is_among (check->data, type, known, G_N_ELEMENTS (known)))
    sip_check_report (check, SIP_DIAGNOSTIC_DISPOSITION_UNKNOWN, type);
}

/* "Sat, 13 Nov 2010 23:29:00 GMT": the day of the week is the date's. */
static void
check_date (SipCheck *check, SipSpan date)
{
  static const char days[] = "MonTueWedThuFriSatSun";
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const char *data = (const char *)check->data + date.at;
  guint day, year, month = 0;
  GDateWeekday weekday;
  GDate found;

  if (date.len != 29 || data[3] != ',' || data[7] != ' ' || data[11] != ' ')
    return;
  day = g_ascii_digit_value (data[5]) * 10 + g_ascii_digit_value (data[6]);
  year = g_ascii_digit_value (data[12]) * 1000 + g_ascii_digit_value (data[13]) * 100
         + g_ascii_digit_value (data[14]) * 10 + g_ascii_digit_value (data[15]);
  for (guint i = 0; i < 12; i++)
    if (memcmp (months + 3 * i, data + 8, 3) == 0)
      month = i + 1;
  if (!g_date_valid_dmy (day, month, year))
    return;
  g_date_clear (&found, 1);
  g_date_set_dmy (&found, day, month, year);
  weekday = g_date_get_weekday (&found);
  if (memcmp (days + 3 * (weekday - G_DATE_MONDAY), data, 3) != 0)
    sip_check_report_full (check,
                           (SipDiagnostic){ .code = SIP_DIAGNOSTIC_DATE_WEEKDAY,
                                            .span = { date.at, 3 },
                                            .other = { date.at + 5, 11 },
                                            .number = { weekday - G_DATE_MONDAY } });
}

static void
check_token (SipCheck *check, const SipNode *node)
{
  static const char *const states[] = { "active", "pending", "terminated" };

  if (node->fact == SIP_HEADER_SUBSCRIPTION_STATE
      && !sip_span_is_among (check->data, node->span, states, G_N_ELEMENTS (states)))
    sip_check_report (check, SIP_DIAGNOSTIC_SUBSCRIPTION_STATE_UNKNOWN, node->span);
}

static void
check_piece (SipCheck *check, guint32 i, const Place *place)
{
  const SipNode *node = sip_check_node (check, i);
  gboolean unknown = node->fact == SIP_FACT_NONE;

  switch (node->kind)
    {
    case SIP_KIND_URI:
      sip_check_uri (check, i, place->header, place->name);
      break;
    case SIP_KIND_SENT_PROTOCOL:
      check_protocol (check, i);
      break;
    case SIP_KIND_SENT_BY:
      check_sent_by (check, i);
      break;
    case SIP_KIND_PARAM:
      check_param (check, i, place);
      check_place (check, i, place);
      break;
    case SIP_KIND_AUTH_SCHEME:
      sip_check_auth (check, place->field);
      break;
    case SIP_KIND_OPTION_TAG:
      if (unknown && place->header == SIP_HEADER_SUPPORTED)
        sip_check_report (check, SIP_DIAGNOSTIC_SUPPORTED_UNKNOWN, node->span);
      break;
    case SIP_KIND_METHOD:
      if (unknown && place->header == SIP_HEADER_ALLOW)
        sip_check_report (check, SIP_DIAGNOSTIC_ALLOW_UNKNOWN, node->span);
      break;
    case SIP_KIND_WARN_CODE:
      if (!sip_warning_is_registered (node->fact))
        sip_check_report (check, SIP_DIAGNOSTIC_WARN_CODE_UNKNOWN, node->span);
      break;
    case SIP_KIND_LANGUAGE_TAG:
      check_language (check, node->span);
      break;
    case SIP_KIND_DISPOSITION:
      check_disposition (check, node->span);
      break;
    case SIP_KIND_DATE:
      check_date (check, node->span);
      break;
    case SIP_KIND_TOKEN:
      check_token (check, node);
      break;
    default:
      break;
    }
}

/* Nine nodes of ten are of no kind that matters here. */
static const guint8 matters[SIP_N_KINDS] = {
  [SIP_KIND_FIELD] = 1,         [SIP_KIND_BODY] = 1,        [SIP_KIND_URI] = 1,
  [SIP_KIND_SENT_PROTOCOL] = 1, [SIP_KIND_PARAM] = 1,       [SIP_KIND_AUTH_SCHEME] = 1,
  [SIP_KIND_OPTION_TAG] = 1,    [SIP_KIND_METHOD] = 1,      [SIP_KIND_WARN_CODE] = 1,
  [SIP_KIND_LANGUAGE_TAG] = 1,  [SIP_KIND_DISPOSITION] = 1, [SIP_KIND_DATE] = 1,
  [SIP_KIND_TOKEN] = 1,         [SIP_KIND_SENT_BY] = 1,
};

void
sip_check_pieces (SipCheck *check)
{
  Place place = { .header = SIP_HEADER_UNKNOWN };

  const SipNode *end = check->nodes + check->n_nodes;

  for (const SipNode *node = check->nodes + 1; node < end; node++)
    {
      guint32 i;

      if (!matters[node->kind])
        continue;
      i = node - check->nodes;
      if (node->parent != 0)
        check_piece (check, i, &place);
      else if (node->kind == SIP_KIND_BODY)
        break;
      else if (node->kind == SIP_KIND_FIELD)
        place = (Place){ i, node->fact,
                         sip_check_node (check, sip_check_first (check, i))->span };
    }
}
