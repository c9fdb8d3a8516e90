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
#define SIP_GRAMMAR(NAME, reader) SIP_GRAMMAR_##NAME,
#include "sip/grammars.def"
#undef SIP_GRAMMAR
  SIP_N_GRAMMARS
} SipGrammar;

typedef enum
{
#define SIP_HEADER(NAME, ...) SIP_HEADER_##NAME,
#include "sip/headers.def"
  SIP_N_REGISTERED_HEADERS,
  SIP_HEADER_LAST_REGISTERED = SIP_N_REGISTERED_HEADERS - 1,
#include "sip/headers-other.def"
#undef SIP_HEADER
  SIP_N_HEADERS,
  SIP_HEADER_UNKNOWN = G_MAXUINT16
} SipHeaderId;

typedef struct
{
  const char *name; /* canonical: "Via" */
  char compact;     /* 'v' or 0 */
  SipGrammar grammar;
  gboolean list; /* values may be joined by commas (RFC 3261 §7.3.1) */
  gboolean many; /* more than one field of the name may stand in a message */
  gboolean may_be_empty;
  SipCategory category; /* RFC 2543 §4.1 */
  const char *rfc;      /* "3261", or "TS 24.229" of 3GPP */
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
  /* What the sentence calls span, other, number[0] and [1]; NULL = not told. "@header"
   * is a number that is a row of that table, told by the id of its topic. */
  const char *names[4];
} SipDiagnosticRow;

const SipHeader *sip_header_get (guint16 header); /* NULL for SIP_HEADER_UNKNOWN */
SipCategory sip_header_get_category (guint16 header);
guint16 sip_header_lookup (const char *name, gssize len); /* any case, compact too */
const SipMethod *sip_method_get (guint16 method);
guint16 sip_method_lookup (const char *name, gssize len); /* case counts, §7.1 */
const SipStatus *sip_status_lookup (guint code);          /* NULL when not registered */
const char *sip_status_get_phrase (guint code);           /* that of x00 when unknown */
const SipDiagnosticRow *sip_diagnostic_get_row (guint16 code);

/* Names that are no more than names: parameters of header fields and of URIs (any case),
 * option tags (any case), SDP attributes (case counts). The rows are in the order of the
 * .def files; get gives NULL and lookup SIP_FACT_NONE (G_MAXUINT16) for what is not one.
 */
typedef enum
{
#define SIP_PARAM(NAME, name) SIP_PARAM_##NAME,
#include "sip/params.def"
#undef SIP_PARAM
  SIP_N_PARAMS
} SipParam;

typedef enum
{
#define SIP_URI_PARAM(NAME, name) SIP_URI_PARAM_##NAME,
#include "sip/uri-params.def"
#undef SIP_URI_PARAM
  SIP_N_URI_PARAMS
} SipUriParam;

typedef enum
{
#define SIP_OPTION_TAG(NAME, name) SIP_OPTION_TAG_##NAME,
#include "sip/option-tags.def"
#undef SIP_OPTION_TAG
  SIP_N_OPTION_TAGS
} SipOptionTag;

typedef enum
{
#define SIP_SDP_ATTRIBUTE(NAME, name, form, level) SIP_SDP_ATTRIBUTE_##NAME,
#include "sip/sdp-attributes.def"
#undef SIP_SDP_ATTRIBUTE
  SIP_N_SDP_ATTRIBUTES
} SipSdpAttribute;

const char *sip_param_get_name (guint16 param);
guint16 sip_param_lookup (const char *name, gssize len);
/* Whether the registry names @param for @header, and the first header field for which it
 * does; a name that begins with "+" is SIP_PARAM_FCAP_NAME in all of them. */
gboolean sip_header_has_param (guint16 header, guint16 param);
guint16 sip_param_get_home (guint16 param); /* SIP_HEADER_UNKNOWN when there is none */
/* The header field that a name of @len bytes, which is none, is most like: one or two
 * slips away, depending on its length; SIP_HEADER_UNKNOWN when there is none. */
guint16 sip_header_guess (const char *name, gsize len);
const char *sip_uri_param_get_name (guint16 param);
guint16 sip_uri_param_lookup (const char *name, gssize len);
const char *sip_option_tag_get_name (guint16 tag);
guint16 sip_option_tag_lookup (const char *name, gssize len);
const char *sip_sdp_attribute_get_name (guint16 attribute);
guint16 sip_sdp_attribute_lookup (const char *name, gssize len);
gboolean sip_sdp_attribute_has_value (guint16 attribute); /* or is a flag */
gboolean sip_sdp_attribute_may_stand (guint16 attribute, gboolean in_media);
gboolean sip_warning_is_registered (guint code); /* a warn-code, §20.43 */

/* Fields of SDP lines, "o-username": SipSdpField is also the fact of their nodes. */
typedef enum
{
#define SIP_SDP_FIELD(NAME, name) SIP_SDP_FIELD_##NAME,
#include "sip/sdp-fields.def"
#undef SIP_SDP_FIELD
  SIP_N_SDP_FIELDS
} SipSdpField;

const char *sip_sdp_field_get_name (guint16 field);
/* Whether RFC 8866 §5 knows lines of this type; the fact of an SDP line is its letter. */
gboolean sip_sdp_line_is_known (guint16 type);

/* The id of the topic that explains a piece of @kind with the row @fact of that kind's
 * table: "header:Via", "class:4xx", "part:unknown-header"; NULL when the piece speaks for
 * its parent. Free with g_free(). */
char *sip_kind_dup_topic (SipKind kind, guint16 fact);

/* The named arguments of a diagnostic's sentence; @message are the bytes it is about. */
char **sip_diagnostic_dup_args (const SipDiagnostic *diagnostic, GBytes *message);

/* What to put in the place of which bytes to mend it; FALSE when no change is safe. */
gboolean sip_diagnostic_get_fix (const SipDiagnostic *diagnostic, GBytes *message,
                                 SipSpan *ret_span, char **ret_text);

G_END_DECLS
