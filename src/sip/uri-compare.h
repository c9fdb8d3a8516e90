/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sip/span.h"

G_BEGIN_DECLS

/* What makes two URIs different; the words stand in the catalogue under
 * "uri-difference:" + nick. */
typedef enum
{
  SIP_URI_SAME,
  SIP_URI_UNREADABLE, /* one of them is no URI */
  SIP_URI_SCHEME,     /* sip and sips never match */
  SIP_URI_USER,       /* case counts */
  SIP_URI_PASSWORD,
  SIP_URI_HOST,
  SIP_URI_PORT,          /* a default that is written is another than none */
  SIP_URI_PARAM_VALUE,   /* both have it, with other values */
  SIP_URI_PARAM_MISSING, /* one has it and it is one that must match */
  SIP_URI_HEADER,        /* headers never are passed over */
  SIP_URI_NUMBER,        /* of tel URIs */
  SIP_URI_OTHER,         /* of other schemes: the rest, byte for byte */
  SIP_N_URI_DIFFERENCES
} SipUriDifferenceId;

typedef struct
{
  SipUriDifferenceId id;
  SipSpan one; /* the pieces that differ, in either URI; empty where there is none */
  SipSpan two;
} SipUriDifference;

/* Whether two URIs are the same by RFC 3261 §19.1.4 (SIP and SIPS; order does not count,
 * escapes of what is not reserved do not, IPv6 addresses are compared as addresses by RFC
 * 5954 §4.2), by RFC 3966 §4 (tel), or else byte for byte behind the scheme. TRUE = the
 * same; else *ret_difference tells the first thing that is not. Not transitive: see
 * §19.1.4. */
gboolean
sip_uri_compare (const char *one, const char *two, SipUriDifference *ret_difference);

const char *sip_uri_difference_get_nick (SipUriDifferenceId id); /* "param-value" */
const char *sip_uri_difference_get_rfc (SipUriDifferenceId id);  /* "3261 §19.1.4" */

G_END_DECLS
