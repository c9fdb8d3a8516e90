/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sip/cursor.h"
#include "sip/index.h"

G_BEGIN_DECLS

/* A start line taken apart (RFC 3261 §7.1, §7.2), spaces where there should be none
 * forgiven. What is not there is an empty span. */
typedef struct
{
  SipStart start;
  gboolean is_tidy; /* one space between the parts, none elsewhere */
  guint64 code;     /* of a response, however large */
  SipSpan method;
  SipSpan uri;
  SipSpan version;
  SipSpan code_span;
  SipSpan reason;
} SipStartLine;

/* @line is the line without its line end. */
void sip_scan_start_line (const guint8 *data, SipSpan line, SipStartLine *ret_line);

G_END_DECLS
