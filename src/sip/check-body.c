/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long the body is and what it is (RFC 3261 §18.3, §20.14, §20.15).
 */
#include "sip/check-private.h"

#include <string.h>

#include "sip/chars.h"
#include "sip/cursor.h"

/* "application/sdp" in two spans, from a value or a list of them. */
static gboolean
take_type (SipCursor *cursor, SipSpan *ret_type, SipSpan *ret_subtype)
{
  return sip_take_sws (cursor) && sip_take_token (cursor, ret_type)
         && sip_take_separator (cursor, '/') && sip_take_token (cursor, ret_subtype);
}

static gboolean
ends_in (const guint8 *data, SipSpan span, const char *suffix)
{
  gsize len = strlen (suffix);

  return span.len > len
         && sip_span_equal_nocase (data, (SipSpan){ sip_span_end (span) - len, len },
                                   suffix);
}

/* Types that some user agent is known to read: the great families whole, and of
 * "application" what SIP carries, whatever is XML or JSON, and what vendors registered.
 */
static gboolean
is_known_type (const guint8 *data, SipSpan type, SipSpan subtype)
{
  static const char *const families[] = { "text",    "image",     "audio",      "video",
                                          "message", "multipart", "application" };
  static const char *const subtypes[] = {
    "sdp",
    "dtmf-relay",
    "dtmf",
    "simple-message-summary",
    "isup",
    "qsig",
    "pkcs7-mime",
    "pkcs7-signature",
    "octet-stream",
    "json",
    "xml",
    "hook-flash",
    "vq-rtcpxr",
    "pdf",
    "sipfrag",
    "trickle-ice-sdpfrag",
    "zip",
    "gzip",
    "dns",
    "x-www-form-urlencoded",
    "EmergencyCallData.eCall.MSD",
  };

  if (!sip_span_is_among (data, type, families, G_N_ELEMENTS (families)))
    return FALSE;
  if (!sip_span_equal_nocase (data, type, "application"))
    return TRUE;
  return ends_in (data, subtype, "+xml") || ends_in (data, subtype, "+json")
         || (subtype.len > 4
             && sip_span_equal_nocase (data, (SipSpan){ subtype.at, 4 }, "vnd."))
         || sip_span_is_among (data, subtype, subtypes, G_N_ELEMENTS (subtypes));
}

/* A body of a kind that nobody knows is answered 415 (§8.2.3). */
static void
check_type (SipCheck *check)
{
  SipSpan value = sip_check_get_value (check, SIP_HEADER_CONTENT_TYPE);
  SipCursor cursor = { check->data, value.at, sip_span_end (value) };
  SipSpan type, subtype;

  if (check->index.body.len > 0 && take_type (&cursor, &type, &subtype)
      && !is_known_type (check->data, type, subtype))
    sip_check_report (check, SIP_DIAGNOSTIC_CONTENT_TYPE_UNKNOWN,
                      sip_span_between (type.at, sip_span_end (subtype)));
}

/* What an Accept field lets in: SDP, or a range with SDP in it. */
static gboolean
accepts_sdp (const SipCheck *check, SipSpan value)
{
  const guint8 *data = check->data;
  SipCursor cursor = { data, value.at, sip_span_end (value) };
  SipSpan type, subtype;

  do
    if (take_type (&cursor, &type, &subtype)
        && (sip_span_equal_nocase (data, type, "*")
            || sip_span_equal_nocase (data, type, "application"))
        && (sip_span_equal_nocase (data, subtype, "*")
            || sip_span_equal_nocase (data, subtype, "sdp")))
      return TRUE;
    else
      sip_skip_to (&cursor, ',');
  while (sip_take_char (&cursor, ','));
  return FALSE;
}

/* An INVITE whose answer may not be SDP cannot be answered (RFC 4475 §3.3.15). */
static void
check_accept (SipCheck *check)
{
  guint32 node = check->first[SIP_HEADER_ACCEPT];

  if (node == SIP_NODE_NONE || !sip_check_is_request (check, SIP_METHOD_INVITE))
    return;
  for (; node != SIP_NODE_NONE; node = sip_check_next (check, node))
    {
      const SipNode *field = sip_check_node (check, node);
      SipSpan value;

      if (field->kind == SIP_KIND_FIELD && field->fact == SIP_HEADER_ACCEPT
          && sip_check_get_child (check, node, SIP_KIND_FIELD_VALUE, &value)
          && accepts_sdp (check, value))
        return;
    }
  sip_check_report (check, SIP_DIAGNOSTIC_ACCEPT_EXCLUDES_SDP,
                    sip_check_get_value (check, SIP_HEADER_ACCEPT));
}

/* Line ends behind the empty line: typed, hardly ever meant. They are what is beyond
 * Content-Length, if the body does not lack them, or where that is missing all of it. */
static gboolean
check_line_ends (SipCheck *check, gsize len)
{
  SipSpan body = check->index.body;
  gboolean counted = check->index.content_length >= 0;
  guint32 at = counted ? sip_span_end (body) : body.at;

  if (at >= len || (counted && body.len > 0 && check->data[at - 1] != '\n')
      || (!counted
          && (sip_check_has (check, SIP_HEADER_CONTENT_LENGTH)
              || sip_check_has (check, SIP_HEADER_CONTENT_TYPE))))
    return FALSE;
  for (guint32 i = at; i < len; i++)
    if (check->data[i] != '\r' && check->data[i] != '\n')
      return FALSE;
  sip_check_report_full (check, (SipDiagnostic){ .code = SIP_DIAGNOSTIC_BODY_OF_LINE_ENDS,
                                                 .span = sip_span_between (at, len),
                                                 .number = { len - at } });
  return TRUE;
}

void
sip_check_body (SipCheck *check)
{
  gint64 said = check->index.content_length;
  gint64 found;
  SipSpan length = sip_check_get_value (check, SIP_HEADER_CONTENT_LENGTH);
  gsize len;

  if (check->index.start == SIP_START_BAD)
    return;
  sip_tree_get_data (check->tree, &len);
  found = len - check->index.body.at;
  check_type (check);
  check_accept (check);
  if (check_line_ends (check, len))
    return;
  if (said >= 0 && said != found)
    sip_check_report_full (
        check, (SipDiagnostic){
                   .code = said > found ? SIP_DIAGNOSTIC_CONTENT_LENGTH_TOO_LARGE
                                        : SIP_DIAGNOSTIC_CONTENT_LENGTH_TOO_SMALL,
                   .span = length,
                   .number = { said, found },
               });
  if (!sip_check_has (check, SIP_HEADER_CONTENT_LENGTH) && found > 0)
    sip_check_report_full (check,
                           (SipDiagnostic){ .code = SIP_DIAGNOSTIC_CONTENT_LENGTH_MISSING,
                                            .span = length,
                                            .number = { found } });
  if (!sip_check_has (check, SIP_HEADER_CONTENT_TYPE) && check->index.body.len > 0)
    sip_check_report_full (check,
                           (SipDiagnostic){ .code = SIP_DIAGNOSTIC_CONTENT_TYPE_MISSING,
                                            .span = { check->header_end, 0 },
                                            .number = { check->index.body.len } });
}
