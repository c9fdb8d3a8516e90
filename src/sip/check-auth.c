/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Digest credentials and challenges, beyond their syntax (§22, RFC 7616 §3).
 */
#include "sip/check-private.h"

#include <string.h>

#include "sip/chars.h"
#include "sip/cursor.h"

/* The values of one field by parameter, without their quotes; empty = not there. */
typedef struct
{
  SipSpan scheme;
  SipSpan uri;
  SipSpan response;
  SipSpan algorithm;
  SipSpan qop;
  SipSpan nc;
  SipSpan cnonce;
} Digest;

static SipSpan
get_unquoted (const SipCheck *check, guint32 param)
{
  SipSpan value = { 0, 0 };

  sip_check_get_child (check, param, SIP_KIND_PARAM_VALUE, &value);
  if (value.len >= 2 && check->data[value.at] == '"')
    value = (SipSpan){ value.at + 1, value.len - 2 };
  return value;
}

static void
note_param (const SipCheck *check, guint32 param, Digest *digest)
{
  SipSpan value = get_unquoted (check, param);

  switch (sip_check_node (check, param)->fact)
    {
    case SIP_PARAM_URI:
      digest->uri = value;
      break;
    case SIP_PARAM_RESPONSE:
      digest->response = value;
      break;
    case SIP_PARAM_ALGORITHM:
      digest->algorithm = value;
      break;
    case SIP_PARAM_QOP:
      digest->qop = value;
      break;
    case SIP_PARAM_NC:
      digest->nc = value;
      break;
    case SIP_PARAM_CNONCE:
      digest->cnonce = value;
      break;
    default:
      break;
    }
}

static gboolean
is_lower_hex (const guint8 *data, SipSpan span)
{
  for (guint32 i = span.at; i < sip_span_end (span); i++)
    if (!sip_is (data[i], SIP_CHARS_HEX) || sip_lower (data[i]) != data[i])
      return FALSE;
  return TRUE;
}

static void
check_algorithm (SipCheck *check, SipSpan algorithm)
{
  static const char *const known[] = {
    "MD5",         "MD5-sess",         "SHA-256",       "SHA-256-sess",
    "SHA-512-256", "SHA-512-256-sess", "AKAv1-MD5",     "AKAv1-MD5-sess",
    "AKAv2-MD5",   "AKAv2-MD5-sess",   "AKAv2-SHA-256", "AKAv2-SHA-256-sess"
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (sip_span_equal_nocase (check->data, algorithm, known[i]))
      return;
  if (algorithm.len > 0)
    sip_check_report (check, SIP_DIAGNOSTIC_ALGORITHM_UNKNOWN, algorithm);
}

static void
report_incomplete (SipCheck *check, SipSpan qop, SipParam param)
{
  sip_check_report_full (check, (SipDiagnostic){ .code = SIP_DIAGNOSTIC_QOP_INCOMPLETE,
                                                 .span = qop,
                                                 .number = { param } });
}

/* With qop go cnonce and nc; without it, neither (RFC 7616 §3.4). */
static void
check_qop (SipCheck *check, const Digest *digest)
{
  if (digest->qop.len > 0 && digest->cnonce.len == 0)
    report_incomplete (check, digest->qop, SIP_PARAM_CNONCE);
  else if (digest->qop.len > 0 && digest->nc.len == 0)
    report_incomplete (check, digest->qop, SIP_PARAM_NC);
  else if (digest->qop.len == 0 && digest->nc.len > 0)
    sip_check_report (check, SIP_DIAGNOSTIC_QOP_MISSING, digest->nc);
  if (digest->nc.len > 0
      && (digest->nc.len != 8 || !is_lower_hex (check->data, digest->nc)))
    sip_check_report (check, SIP_DIAGNOSTIC_NC_MALFORMED, digest->nc);
}

static void
check_credentials (SipCheck *check, const Digest *digest)
{
  SipSpan uri = check->index.request_uri;

  check_qop (check, digest);
  if (digest->response.len > 0
      && ((digest->response.len != 32 && digest->response.len != 64)
          || !is_lower_hex (check->data, digest->response)))
    sip_check_report (check, SIP_DIAGNOSTIC_DIGEST_RESPONSE_MALFORMED, digest->response);
  if (digest->uri.len > 0
      && (digest->uri.len != uri.len
          || memcmp (check->data + uri.at, check->data + digest->uri.at, uri.len) != 0))
    sip_check_report_full (check,
                           (SipDiagnostic){ .code = SIP_DIAGNOSTIC_AUTH_URI_DIFFERS,
                                            .span = digest->uri,
                                            .other = uri });
}

static gboolean
is_known_scheme (const SipCheck *check, SipSpan scheme)
{
  static const char *const known[] = { "Digest", "Bearer" };

  return sip_span_is_among (check->data, scheme, known, G_N_ELEMENTS (known));
}

/* Fields of RFC 2543 in the same form, for PGP. */
static gboolean
is_old (guint16 header)
{
  return header == SIP_HEADER_ENCRYPTION || header == SIP_HEADER_RESPONSE_KEY;
}

void
sip_check_auth (SipCheck *check, guint32 field)
{
  guint16 header = sip_check_node (check, field)->fact;
  guint32 value = sip_tree_find (check->tree, field, SIP_KIND_FIELD_VALUE);
  Digest digest = { 0 };

  if (value == SIP_NODE_NONE
      || !sip_check_get_child (check, value, SIP_KIND_AUTH_SCHEME, &digest.scheme))
    return;
  if (sip_span_equal_nocase (check->data, digest.scheme, "Basic"))
    sip_check_report (check, SIP_DIAGNOSTIC_AUTH_SCHEME_BASIC, digest.scheme);
  else if (!is_known_scheme (check, digest.scheme) && !is_old (header))
    sip_check_report (check, SIP_DIAGNOSTIC_AUTH_SCHEME_UNKNOWN, digest.scheme);
  if (!sip_span_equal_nocase (check->data, digest.scheme, "Digest"))
    return;
  for (guint32 i = value + 1, end = sip_check_end (check, value); i < end;
       i = sip_check_end (check, i))
    if (sip_check_node (check, i)->kind == SIP_KIND_PARAM)
      note_param (check, i, &digest);
  check_algorithm (check, digest.algorithm);
  if (header == SIP_HEADER_AUTHORIZATION || header == SIP_HEADER_PROXY_AUTHORIZATION)
    check_credentials (check, &digest);
}
