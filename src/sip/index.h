/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a trace must know of each message of a million: found in one pass without
 * building a tree, by the same line scanner and header table as the tree.
 */
#pragma once

#include "sip/span.h"

G_BEGIN_DECLS

typedef enum
{
  SIP_START_BAD, /* neither a request line nor a status line */
  SIP_START_REQUEST,
  SIP_START_RESPONSE,
} SipStart;

typedef struct
{
  SipStart start;
  guint16 method;        /* SipMethodId, of the CSeq in a response; SIP_METHOD_UNKNOWN */
  guint16 status;        /* 0 in a request */
  guint32 cseq;          /* 0 when there is none */
  gint64 content_length; /* -1 when there is none or it is no number */
  guint32 n_vias;
  SipSpan method_name; /* of the start line or, in a response, the CSeq */
  SipSpan request_uri;
  SipSpan reason;
  SipSpan call_id;
  SipSpan from; /* the whole value of From */
  SipSpan from_tag;
  SipSpan to;
  SipSpan to_tag;
  SipSpan branch;  /* of the top Via, with its magic cookie */
  SipSpan sent_by; /* of the top Via, host[:port] */
  SipSpan contact; /* the whole value of the first Contact */
  SipSpan content_type;
  SipSpan header; /* start line to empty line, inclusive */
  SipSpan body;
} SipIndex;

/* Never fails: what is not there is an empty span. */
void sip_index (const guint8 *data, gsize len, SipIndex *ret_index);

G_END_DECLS
