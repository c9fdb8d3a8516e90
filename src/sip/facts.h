/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The facts of SIP, a row each: header fields, methods, status codes, parameters and
 * diagnostics. Enums, look-ups and tests grow from the .def files; the prose stands in
 * the catalogue under the same names.
 */
#pragma once

#include "sip/diagnostic.h"
#include "sip/kind.h"

G_BEGIN_DECLS

/* Which grammar reads a header field's value: the name of a reader in sip/read-*.c. */
typedef enum
{
#define SIP_GRAMMAR(NAME) SIP_GRAMMAR_##NAME,
#include "sip/grammars.def"
#undef SIP_GRAMMAR
  SIP_N_GRAMMARS
} SipGrammar;

typedef enum
{
#define SIP_HEADER(NAME, ...) SIP_HEADER_##NAME,
#include "sip/headers.def"
#undef SIP_HEADER
  SIP_N_HEADERS,
  SIP_HEADER_UNKNOWN = G_MAXUINT16
} SipHeaderId;

typedef struct
{
  const char *name; /* canonical: "Via" */
  char compact;     /* 'v' or 0 */
  SipGrammar grammar;
  gboolean list;        /* values may be joined by commas (RFC 3261 §7.3.1) */
  SipCategory category; /* RFC 2543 §4.1 */
  const char *rfc;      /* "3261" */
  const char *section;  /* "20.42" or NULL */
} SipHeader;

typedef enum
{
#define SIP_METHOD(NAME, ...) SIP_METHOD_##NAME,
#include "sip/methods.def"
#undef SIP_METHOD
  SIP_N_METHODS,
  SIP_METHOD_UNKNOWN = G_MAXUINT16
} SipMethodId;

typedef struct
{
  const char *name;
  const char *rfc;
  const char *section;
} SipMethod;

typedef struct
{
  guint16 code;
  const char *phrase; /* the registered one */
  const char *rfc;
  const char *section;
} SipStatus;

typedef enum
{
#define SIP_DIAGNOSTIC(NAME, ...) SIP_DIAGNOSTIC_##NAME,
#include "sip/diagnostics.def"
#undef SIP_DIAGNOSTIC
  SIP_N_DIAGNOSTICS
} SipDiagnosticId;

typedef struct
{
  const char *id; /* "content-length-too-large" */
  SipSeverity severity;
  const char *rfc;           /* "3261 §18.3" */
  const char *misconception; /* "M16" or NULL */
  const char *names[4];      /* what the sentence calls span, other, number[0] and [1] */
} SipDiagnosticRow;

const SipHeader *sip_header_get (guint16 header); /* NULL for SIP_HEADER_UNKNOWN */
guint16 sip_header_lookup (const char *name, gssize len); /* any case, compact too */
const SipMethod *sip_method_get (guint16 method);
guint16 sip_method_lookup (const char *name, gssize len); /* case counts, §7.1 */
const SipStatus *sip_status_lookup (guint code);          /* NULL when not registered */
const char *sip_status_get_phrase (guint code);           /* that of x00 when unknown */
const SipDiagnosticRow *sip_diagnostic_get_row (guint16 code);

/* The named arguments of a diagnostic's sentence; @message are the bytes it is about. */
char **sip_diagnostic_dup_args (const SipDiagnostic *diagnostic, GBytes *message);

/* What to put in the place of which bytes to mend it; FALSE when no change is safe. */
gboolean sip_diagnostic_get_fix (const SipDiagnostic *diagnostic, GBytes *message,
                                 SipSpan *ret_span, char **ret_text);

G_END_DECLS
