/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The start line (RFC 3261 §7.1, §7.2) and what may come before it.
 */
#include "sip/check-private.h"

#include "sip/scan.h"
#include "sip/start-line.h"

static void
check_version (SipCheck *check, const SipStartLine *line)
{
  if (!sip_span_equal_nocase (check->data, line->version, "SIP/2.0"))
    sip_check_report (check, SIP_DIAGNOSTIC_VERSION_UNKNOWN, line->version);
}

/* Methods are compared with their case (§7.1): "invite" is a method that nobody knows. */
static void
check_method (SipCheck *check, const SipStartLine *line)
{
  char upper[16];
  guint16 known;

  if (check->index.method != SIP_METHOD_UNKNOWN)
    return;
  for (guint i = 0; i < MIN (line->method.len, sizeof upper); i++)
    upper[i] = g_ascii_toupper (check->data[line->method.at + i]);
  known = line->method.len > sizeof upper ? SIP_METHOD_UNKNOWN
                                          : sip_method_lookup (upper, line->method.len);
  sip_check_report_full (check,
                         (SipDiagnostic){ .code = known != SIP_METHOD_UNKNOWN
                                                      ? SIP_DIAGNOSTIC_METHOD_CASE
                                                      : SIP_DIAGNOSTIC_METHOD_UNKNOWN,
                                          .span = line->method,
                                          .number = { known } });
}

static void
check_request_uri (SipCheck *check)
{
  static const char *const schemes[] = { "sip", "sips", "tel" };
  guint32 uri = sip_tree_find (check->tree, check->start_line, SIP_KIND_REQUEST_URI);
  guint32 headers, scheme;
  SipSpan span;

  g_return_if_fail (uri != SIP_NODE_NONE);
  headers = sip_tree_find (check->tree, uri, SIP_KIND_URI_HEADERS);
  scheme = sip_tree_find (check->tree, uri, SIP_KIND_URI_SCHEME);
  if (headers != SIP_NODE_NONE)
    sip_check_report (check, SIP_DIAGNOSTIC_REQUEST_URI_HEADERS,
                      sip_check_node (check, headers)->span);
  if (scheme == SIP_NODE_NONE)
    return;
  span = sip_check_node (check, scheme)->span;
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (sip_span_equal_nocase (check->data, span, schemes[i]))
      return;
  sip_check_report (check, SIP_DIAGNOSTIC_REQUEST_URI_SCHEME, span);
}

static void
check_status (SipCheck *check, const SipStartLine *line)
{
  if (line->code_span.len != 3 || line->code < 100 || line->code > 699)
    sip_check_report (check, SIP_DIAGNOSTIC_STATUS_CODE_RANGE, line->code_span);
  else if (sip_status_lookup (line->code) == NULL)
    sip_check_report_full (
        check, (SipDiagnostic){ .code = SIP_DIAGNOSTIC_STATUS_CODE_UNREGISTERED,
                                .span = line->code_span,
                                .number = { line->code } });
}

/* The start line without its end. */
static SipSpan
get_line (const SipCheck *check)
{
  SipSpan span = sip_check_node (check, check->start_line)->span;
  SipCursor cursor = { check->data, span.at, sip_span_end (span) };
  SipLine line = { 0 };

  sip_scan_plain_line (&cursor, &line);
  return line.value;
}

void
sip_check_start_line (SipCheck *check)
{
  guint32 first = sip_check_first (check, 0);
  SipStartLine line;
  SipSpan whole;

  if (first != SIP_NODE_NONE
      && sip_check_node (check, first)->kind == SIP_KIND_LEADING_CRLF)
    sip_check_report (check, SIP_DIAGNOSTIC_LEADING_CRLF,
                      sip_check_node (check, first)->span);
  if (check->start_line == SIP_NODE_NONE)
    {
      sip_check_report (check, SIP_DIAGNOSTIC_MESSAGE_EMPTY, (SipSpan){ 0, 0 });
      return;
    }
  whole = get_line (check);
  sip_scan_start_line (check->data, whole, &line);
  if (line.start == SIP_START_BAD)
    {
      sip_check_report (check, SIP_DIAGNOSTIC_START_LINE_MALFORMED, whole);
      return;
    }
  check_version (check, &line);
  if (line.start == SIP_START_REQUEST)
    {
      check_method (check, &line);
      check_request_uri (check);
    }
  else
    check_status (check, &line);
  if (line.start == SIP_START_RESPONSE
      && sip_span_end (line.code_span) == sip_span_end (whole))
    sip_check_report (check, SIP_DIAGNOSTIC_STATUS_LINE_NO_SPACE, whole);
  else if (!line.is_tidy)
    sip_check_report (check, SIP_DIAGNOSTIC_START_LINE_SPACES, whole);
}
