/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message says in one place and takes back in another.
 */
#include "sip/check-private.h"

#include <string.h>

#include "sip/cursor.h"
#include "sip/value.h"

static gboolean
are_equal (const SipCheck *check, SipSpan one, SipSpan two)
{
  return one.len == two.len
         && memcmp (check->data + one.at, check->data + two.at, one.len) == 0;
}

static void
report_two (SipCheck *check, SipDiagnosticId code, SipSpan span, SipSpan other)
{
  sip_check_report_full (check,
                         (SipDiagnostic){ .code = code, .span = span, .other = other });
}

/* Each side makes its own tag (§19.3). */
static void
check_tags (SipCheck *check)
{
  SipSpan from = check->index.from_tag, to = check->index.to_tag;

  if (to.len > 0 && are_equal (check, from, to))
    report_two (check, SIP_DIAGNOSTIC_TAGS_EQUAL, to, from);
}

/* Who is registered is named by a SIP or SIPS URI (§10.2). */
static void
check_register_scheme (SipCheck *check)
{
  guint32 to = check->first[SIP_HEADER_TO];
  guint32 scheme = to == SIP_NODE_NONE
                       ? SIP_NODE_NONE
                       : sip_tree_find (check->tree, to, SIP_KIND_URI_SCHEME);
  SipSpan span;

  if (scheme == SIP_NODE_NONE)
    return;
  span = sip_check_node (check, scheme)->span;
  if (!sip_span_equal_nocase (check->data, span, "sip")
      && !sip_span_equal_nocase (check->data, span, "sips"))
    sip_check_report (check, SIP_DIAGNOSTIC_REGISTER_SCHEME, span);
}

/* ";tag=x" of To in a REGISTER, which makes no dialog (§10.2). */
static void
check_register (SipCheck *check)
{
  SipSpan from = sip_check_get_value (check, SIP_HEADER_FROM);
  SipSpan to = sip_check_get_value (check, SIP_HEADER_TO);
  guint32 value;

  if (!sip_check_is_request (check, SIP_METHOD_REGISTER))
    return;
  check_register_scheme (check);
  if (!sip_check_has (check, SIP_HEADER_CONTACT))
    sip_check_report (check, SIP_DIAGNOSTIC_REGISTER_QUERY,
                      (SipSpan){ check->header_end, 0 });
  if (check->index.to_tag.len > 0)
    {
      value = sip_tree_find (check->tree, check->first[SIP_HEADER_TO], SIP_KIND_PARAM);
      while (value != SIP_NODE_NONE
             && sip_check_node (check, value)->fact != SIP_PARAM_TAG)
        value = sip_check_next (check, value);
      if (value != SIP_NODE_NONE)
        sip_check_report (check, SIP_DIAGNOSTIC_TO_TAG_IN_REGISTER,
                          sip_check_node (check, value)->span);
    }
  if (sip_find_uri (check->data, from, &from) && sip_find_uri (check->data, to, &to)
      && !are_equal (check, from, to))
    report_two (check, SIP_DIAGNOSTIC_REGISTER_THIRD_PARTY, from, to);
}

static void
check_response (SipCheck *check)
{
  const SipNode *line = sip_check_node (check, check->start_line);
  SipSpan code = { 0, 0 };
  guint status = check->index.status;
  gboolean has_phrase;
  SipSpan phrase;

  sip_check_get_child (check, check->start_line, SIP_KIND_STATUS_CODE, &code);
  has_phrase =
      sip_check_get_child (check, check->start_line, SIP_KIND_REASON_PHRASE, &phrase);
  if (!has_phrase && sip_status_lookup (status) != NULL
      && sip_span_end (code) < sip_span_end (line->span)
      && check->data[sip_span_end (code)] == ' ')
    sip_check_report_full (check,
                           (SipDiagnostic){ .code = SIP_DIAGNOSTIC_REASON_PHRASE_EMPTY,
                                            .span = { sip_span_end (code) + 1, 0 },
                                            .number = { status } });
  if (check->index.method == SIP_METHOD_ACK)
    sip_check_report (check, SIP_DIAGNOSTIC_RESPONSE_TO_ACK, check->index.method_name);
  else if (status > 100 && status < 200 && check->index.method < SIP_N_METHODS
           && check->index.method != SIP_METHOD_INVITE)
    report_two (check, SIP_DIAGNOSTIC_PROVISIONAL_NON_INVITE, code,
                check->index.method_name);
}

/* A CANCEL goes where the INVITE went and asks for nothing (§9.1). */
static void
check_cancel (SipCheck *check)
{
  static const guint16 headers[] = { SIP_HEADER_REQUIRE, SIP_HEADER_PROXY_REQUIRE };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    if (sip_check_has (check, headers[i]))
      sip_check_report (check, SIP_DIAGNOSTIC_CANCEL_REQUIRE,
                        sip_check_node (check, check->first[headers[i]])->span);
}

/* Replaces, Join and Target-Dialog name a dialog by Call-ID and both tags. */
static void
check_dialog_tags (SipCheck *check, guint16 header, SipParam one, SipParam two)
{
  guint32 field = check->first[header];
  guint64 seen = 0;

  if (field == SIP_NODE_NONE)
    return;
  for (guint32 i = field + 1, end = sip_check_end (check, field); i < end; i++)
    {
      const SipNode *node = sip_check_node (check, i);

      if (node->kind == SIP_KIND_PARAM)
        seen |= (node->fact == one ? 1 : 0) | (node->fact == two ? 2 : 0);
    }
  for (guint bit = 0; bit < 2; bit++)
    if ((seen & (G_GUINT64_CONSTANT (1) << bit)) == 0)
      sip_check_report_full (
          check,
          (SipDiagnostic){
              .code = SIP_DIAGNOSTIC_DIALOG_TAGS_MISSING,
              .span = sip_check_get_value (check, header),
              .other = sip_check_node (check, sip_check_first (check, field))->span,
              .number = { bit == 0 ? one : two },
          });
}

/* 90 s is the least a session may be told to last (RFC 4028 §5). */
static void
check_session_timer (SipCheck *check, guint16 header)
{
  SipSpan value = sip_check_get_value (check, header), digits;
  SipCursor cursor = { check->data, value.at, sip_span_end (value) };
  guint64 seconds;

  if (sip_check_has (check, header) && sip_take_number (&cursor, &digits, &seconds)
      && seconds < 90)
    report_two (
        check, SIP_DIAGNOSTIC_SESSION_EXPIRES_SMALL, digits,
        sip_check_node (check, sip_check_first (check, check->first[header]))->span);
}

void
sip_check_conflicts (SipCheck *check)
{
  if (check->index.start == SIP_START_BAD)
    return;
  check_tags (check);
  check_register (check);
  if (check->index.start == SIP_START_RESPONSE)
    check_response (check);
  else if (check->index.method == SIP_METHOD_CANCEL)
    check_cancel (check);
  check_dialog_tags (check, SIP_HEADER_REPLACES, SIP_PARAM_TO_TAG, SIP_PARAM_FROM_TAG);
  check_dialog_tags (check, SIP_HEADER_JOIN, SIP_PARAM_TO_TAG, SIP_PARAM_FROM_TAG);
  check_dialog_tags (check, SIP_HEADER_TARGET_DIALOG, SIP_PARAM_LOCAL_TAG,
                     SIP_PARAM_REMOTE_TAG);
  check_session_timer (check, SIP_HEADER_SESSION_EXPIRES);
  check_session_timer (check, SIP_HEADER_MIN_SE);
}
