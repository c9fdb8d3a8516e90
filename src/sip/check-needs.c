/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a method or a status code asks for beyond what every message has: the "m" of
 * RFC 3261 Tables 2 and 3, and what later RFCs added to them.
 */
#include "sip/check-private.h"

#include "sip/cursor.h"

/* Any of two header fields will do; the second may be the same. */
static const struct
{
  guint16 status;
  guint16 header;
  guint16 other;
  guint16 code;
} answers[] = {
  { 401, SIP_HEADER_WWW_AUTHENTICATE, SIP_HEADER_WWW_AUTHENTICATE,
    SIP_DIAGNOSTIC_CHALLENGE_MISSING },
  { 407, SIP_HEADER_PROXY_AUTHENTICATE, SIP_HEADER_PROXY_AUTHENTICATE,
    SIP_DIAGNOSTIC_CHALLENGE_MISSING },
  { 405, SIP_HEADER_ALLOW, SIP_HEADER_ALLOW, SIP_DIAGNOSTIC_ALLOW_MISSING },
  { 415, SIP_HEADER_ACCEPT, SIP_HEADER_ACCEPT_ENCODING, SIP_DIAGNOSTIC_ACCEPT_MISSING },
  { 420, SIP_HEADER_UNSUPPORTED, SIP_HEADER_UNSUPPORTED,
    SIP_DIAGNOSTIC_UNSUPPORTED_MISSING },
  { 421, SIP_HEADER_REQUIRE, SIP_HEADER_REQUIRE, SIP_DIAGNOSTIC_REQUIRE_MISSING },
  { 422, SIP_HEADER_MIN_SE, SIP_HEADER_MIN_SE, SIP_DIAGNOSTIC_MIN_SE_MISSING },
  { 423, SIP_HEADER_MIN_EXPIRES, SIP_HEADER_MIN_EXPIRES,
    SIP_DIAGNOSTIC_MIN_EXPIRES_MISSING },
  { 469, SIP_HEADER_RECV_INFO, SIP_HEADER_RECV_INFO, SIP_DIAGNOSTIC_RECV_INFO_MISSING },
  { 489, SIP_HEADER_ALLOW_EVENTS, SIP_HEADER_ALLOW_EVENTS,
    SIP_DIAGNOSTIC_ALLOW_EVENTS_MISSING },
  { 300, SIP_HEADER_CONTACT, SIP_HEADER_CONTACT,
    SIP_DIAGNOSTIC_REDIRECT_CONTACT_MISSING },
  { 301, SIP_HEADER_CONTACT, SIP_HEADER_CONTACT,
    SIP_DIAGNOSTIC_REDIRECT_CONTACT_MISSING },
  { 302, SIP_HEADER_CONTACT, SIP_HEADER_CONTACT,
    SIP_DIAGNOSTIC_REDIRECT_CONTACT_MISSING },
  { 305, SIP_HEADER_CONTACT, SIP_HEADER_CONTACT,
    SIP_DIAGNOSTIC_REDIRECT_CONTACT_MISSING },
};

/* @success: in 2xx responses to the method instead of in the request. */
static const struct
{
  guint16 method;
  gboolean success;
  guint16 header;
  guint16 code;
} methods[] = {
  { SIP_METHOD_SUBSCRIBE, FALSE, SIP_HEADER_EVENT, SIP_DIAGNOSTIC_EVENT_MISSING },
  { SIP_METHOD_NOTIFY, FALSE, SIP_HEADER_EVENT, SIP_DIAGNOSTIC_EVENT_MISSING },
  { SIP_METHOD_PUBLISH, FALSE, SIP_HEADER_EVENT, SIP_DIAGNOSTIC_EVENT_MISSING },
  { SIP_METHOD_NOTIFY, FALSE, SIP_HEADER_SUBSCRIPTION_STATE,
    SIP_DIAGNOSTIC_SUBSCRIPTION_STATE_MISSING },
  { SIP_METHOD_REFER, FALSE, SIP_HEADER_REFER_TO, SIP_DIAGNOSTIC_REFER_TO_MISSING },
  { SIP_METHOD_PRACK, FALSE, SIP_HEADER_RACK, SIP_DIAGNOSTIC_RACK_MISSING },
  { SIP_METHOD_PUBLISH, TRUE, SIP_HEADER_SIP_ETAG, SIP_DIAGNOSTIC_SIP_ETAG_MISSING },
  { SIP_METHOD_SUBSCRIBE, TRUE, SIP_HEADER_EXPIRES, SIP_DIAGNOSTIC_EXPIRES_MISSING },
};

static void
report_missing (SipCheck *check, guint16 code, gint64 status, guint16 header)
{
  sip_check_report_full (check, (SipDiagnostic){ .code = code,
                                                 .span = { check->header_end, 0 },
                                                 .other = check->index.method_name,
                                                 .number = { status, header } });
}

/* Whether a Require field has the option tag 100rel. */
static gboolean
requires_100rel (const SipCheck *check)
{
  guint32 field = check->first[SIP_HEADER_REQUIRE];

  if (field == SIP_NODE_NONE)
    return FALSE;
  for (guint32 i = field + 1, end = sip_check_end (check, field); i < end; i++)
    {
      const SipNode *node = sip_check_node (check, i);

      if (node->kind == SIP_KIND_OPTION_TAG && node->fact == SIP_OPTION_TAG_100REL)
        return TRUE;
    }
  return FALSE;
}

/* A reliable provisional response has both, any other neither (RFC 3262 §3). */
static void
check_reliable (SipCheck *check)
{
  guint status = check->index.status;

  if (status <= 100 || status >= 200)
    return;
  if (requires_100rel (check) && !sip_check_has (check, SIP_HEADER_RSEQ))
    report_missing (check, SIP_DIAGNOSTIC_RSEQ_MISSING, status, 0);
  if (sip_check_has (check, SIP_HEADER_RSEQ) && !requires_100rel (check))
    report_missing (check, SIP_DIAGNOSTIC_RELIABLE_REQUIRE_MISSING, status, 0);
}

void
sip_check_needs (SipCheck *check)
{
  gboolean request = check->index.start == SIP_START_REQUEST;
  gboolean success = !request && check->index.status / 100 == 2;

  if (check->index.start == SIP_START_BAD)
    return;
  for (guint i = 0; !request && i < G_N_ELEMENTS (answers); i++)
    if (answers[i].status == check->index.status
        && !sip_check_has (check, answers[i].header)
        && !sip_check_has (check, answers[i].other))
      report_missing (check, answers[i].code, answers[i].status, answers[i].header);
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (methods[i].method == check->index.method
        && (methods[i].success ? success : request)
        && !sip_check_has (check, methods[i].header))
      report_missing (check, methods[i].code, 0, methods[i].header);
  if (!request)
    check_reliable (check);
}
