/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sip/span.h"

G_BEGIN_DECLS

typedef enum
{
  SIP_SEVERITY_NOTE,    /* worth knowing */
  SIP_SEVERITY_WARNING, /* well formed, but ignored, deprecated or likely refused */
  SIP_SEVERITY_ERROR,   /* malformed by RFC 3261 or the header's RFC */
} SipSeverity;

/* What is wrong with a message, and where. @code is a row of diagnostics.def; the words
 * stand in the catalogue under "diagnostic:" + the row's id. */
typedef struct
{
  guint16 code;
  SipSpan span;     /* the offending bytes; empty where something is missing */
  SipSpan other;    /* a second place the sentence speaks of, empty if none */
  gint64 number[2]; /* figures the sentence speaks of */
} SipDiagnostic;

G_END_DECLS
