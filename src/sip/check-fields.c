/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Header fields: how each is written, how often it stands, and whether it may stand here
 * at all (RFC 3261 §7.3, §20).
 */
#include "sip/check-private.h"

#include <string.h>

#include "sip/chars.h"

static const struct
{
  guint16 header;
  const char *where;
  const char *methods;
} applies[] = {
#define SIP_APPLIES(HEADER, where, methods) { SIP_HEADER_##HEADER, where, methods },
#include "sip/applies.def"
#undef SIP_APPLIES
};

/* Which column of the tables is a method's, or -1. */
static int
get_column (guint16 method)
{
  enum
  {
    NONE,
    ACK,
    BYE,
    CANCEL,
    INVITE,
    OPTIONS,
    REGISTER
  };
  static const guint8 columns[SIP_N_METHODS] = {
    [SIP_METHOD_ACK] = ACK,         [SIP_METHOD_BYE] = BYE,
    [SIP_METHOD_CANCEL] = CANCEL,   [SIP_METHOD_INVITE] = INVITE,
    [SIP_METHOD_OPTIONS] = OPTIONS, [SIP_METHOD_REGISTER] = REGISTER,
  };

  return method < SIP_N_METHODS ? columns[method] - 1 : -1;
}

/* Where the rows of a header field begin, which stand together; the end where it has
 * none. */
static guint
find_rows (guint16 header)
{
  static guint8 first[SIP_N_HEADERS];
  static gsize ready = 0;

  G_STATIC_ASSERT (G_N_ELEMENTS (applies) < G_MAXUINT8);
  if (g_once_init_enter (&ready))
    {
      memset (first, G_N_ELEMENTS (applies), sizeof first);
      for (guint i = G_N_ELEMENTS (applies); i-- > 0;)
        first[applies[i].header] = i;
      g_once_init_leave (&ready, 1);
    }
  return first[header];
}

/* Codes are not told apart: later RFCs let many a field into other responses. */
static gboolean
is_applicable (const SipCheck *check, guint16 header)
{
  gboolean request = check->index.start == SIP_START_REQUEST;
  int column = get_column (check->index.method);
  guint row = find_rows (header);
  gboolean listed = row < G_N_ELEMENTS (applies);

  for (guint i = row; i < G_N_ELEMENTS (applies) && applies[i].header == header; i++)
    {
      char where = applies[i].where[0];

      if (where != '\0' && where != 'c' && (where == 'R') != request)
        continue;
      if (column < 0 || applies[i].methods[column] != '-')
        return TRUE;
    }
  return !listed;
}

static void
check_applicable (SipCheck *check, const SipNode *field, SipSpan name)
{
  if (check->index.start == SIP_START_BAD || is_applicable (check, field->fact))
    return;
  sip_check_report_full (
      check, (SipDiagnostic){ .code = check->index.start == SIP_START_REQUEST
                                          ? SIP_DIAGNOSTIC_HEADER_NOT_APPLICABLE
                                          : SIP_DIAGNOSTIC_HEADER_NOT_IN_RESPONSE,
                              .span = name,
                              .other = check->index.method_name,
                              .number = { field->fact } });
}

static gboolean
is_token (const guint8 *data, SipSpan span)
{
  for (guint32 i = span.at; i < sip_span_end (span); i++)
    if (!sip_is (data[i], SIP_CHARS_TOKEN))
      return FALSE;
  return span.len > 0;
}

static void
report_named (SipCheck *check, SipDiagnosticId code, SipSpan span, SipSpan name)
{
  sip_check_report_full (check,
                         (SipDiagnostic){ .code = code, .span = span, .other = name });
}

/* Who writes "Max-Forward" means a field that he then misses. The first few are looked
 * at: a message may have a million. */
static void
check_unknown (SipCheck *check, SipSpan name)
{
  guint16 meant = SIP_HEADER_UNKNOWN;

  if (!is_token (check->data, name))
    {
      sip_check_report (check, SIP_DIAGNOSTIC_FIELD_NAME_MALFORMED, name);
      return;
    }
  if (check->n_guesses++ < SIP_CHECK_MAX_GUESSES)
    meant = sip_header_guess ((const char *)check->data + name.at, name.len);
  sip_check_report_full (check,
                         (SipDiagnostic){ .code = meant != SIP_HEADER_UNKNOWN
                                                      ? SIP_DIAGNOSTIC_HEADER_MISSPELLED
                                                      : SIP_DIAGNOSTIC_HEADER_UNKNOWN,
                                          .span = name,
                                          .number = { meant } });
}

/* The name, and the white space between it and the colon. */
static void
check_name (SipCheck *check, guint32 i)
{
  const SipNode *field = sip_check_node (check, i);
  const SipNode *name = field + 1, *next = field + 2;
  const SipHeader *row = sip_header_get (field->fact);

  if (row == NULL)
    check_unknown (check, name->span);
  else if (name->span.len == 1)
    sip_check_report_full (check, (SipDiagnostic){ .code = SIP_DIAGNOSTIC_COMPACT_FORM,
                                                   .span = name->span,
                                                   .number = { field->fact } });
  if (field->fact >= SIP_N_REGISTERED_HEADERS && row != NULL)
    sip_check_report (check, SIP_DIAGNOSTIC_HEADER_UNREGISTERED, name->span);
  if (next->kind == SIP_KIND_SPACE)
    report_named (check, SIP_DIAGNOSTIC_SPACE_BEFORE_COLON, next->span, name->span);
}

/* The first line end that is not the last. */
static void
check_folding (SipCheck *check, const SipNode *field, SipSpan name)
{
  guint32 at = field->span.at, end = sip_span_end (field->span);
  const guint8 *lf = memchr (check->data + at, '\n', end - at);
  SipSpan span;

  if (lf == NULL || lf - check->data + 1 == end)
    return;
  span = (SipSpan){ lf - check->data, 1 };
  if (span.at > at && check->data[span.at - 1] == '\r')
    span = (SipSpan){ span.at - 1, 2 };
  while (sip_span_end (span) < end
         && sip_is (check->data[sip_span_end (span)], SIP_CHARS_LWS))
    span.len++;
  report_named (check, SIP_DIAGNOSTIC_FOLDED, span, name);
}

static void
check_empty (SipCheck *check, guint32 field, SipSpan name)
{
  const SipHeader *row = sip_header_get (sip_check_node (check, field)->fact);
  SipSpan value;

  if (row == NULL || row->may_be_empty)
    return;
  if (sip_check_get_child (check, field, SIP_KIND_FIELD_VALUE, &value) && value.len == 0)
    report_named (check, SIP_DIAGNOSTIC_FIELD_EMPTY, value, name);
}

static gboolean
is_deprecated (guint16 header)
{
  return header == SIP_HEADER_ENCRYPTION || header == SIP_HEADER_HIDE
         || header == SIP_HEADER_RESPONSE_KEY;
}

static void
check_field (SipCheck *check, guint32 i)
{
  const SipNode *field = sip_check_node (check, i);
  const SipHeader *row = sip_header_get (field->fact);
  SipSpan name = sip_check_node (check, i + 1)->span;

  check_name (check, i);
  if (check->has_foldings)
    check_folding (check, field, name);
  check_empty (check, i, name);
  if (row == NULL)
    return;
  check_applicable (check, field, name);
  if (is_deprecated (field->fact))
    sip_check_report (check, SIP_DIAGNOSTIC_HEADER_DEPRECATED, name);
  if (!row->many && check->first[field->fact] != i)
    {
      const SipNode *first = sip_check_node (check, check->first[field->fact]);

      sip_check_report_full (check,
                             (SipDiagnostic){ .code = SIP_DIAGNOSTIC_HEADER_REPEATED,
                                              .span = field->span,
                                              .other = first->span,
                                              .number = { field->fact } });
    }
}

static void
check_bad_line (SipCheck *check, const SipNode *line)
{
  guint8 c = check->data[line->span.at];

  sip_check_report (check,
                    c == ' ' || c == '\t' ? SIP_DIAGNOSTIC_FIELD_BEGINS_WITH_SPACE
                                          : SIP_DIAGNOSTIC_FIELD_NO_COLON,
                    line->span);
}

void
sip_check_fields (SipCheck *check)
{
  for (guint32 i = 0 + 1, end = sip_check_end (check, 0); i < end;
       i = sip_check_end (check, i))
    {
      const SipNode *node = sip_check_node (check, i);

      if (node->kind == SIP_KIND_FIELD)
        check_field (check, i);
      else if (node->kind == SIP_KIND_BAD_LINE)
        check_bad_line (check, node);
    }
}

static void
report_missing (SipCheck *check, guint16 header)
{
  sip_check_report_full (check, (SipDiagnostic){ .code = SIP_DIAGNOSTIC_HEADER_MISSING,
                                                 .span = { check->header_end, 0 },
                                                 .number = { header } });
}

/* §8.1.1: these six in every request, all but Max-Forwards in every response (§8.2.6.2).
 * RFC 2543 asked for no Max-Forwards. */
void
sip_check_missing (SipCheck *check)
{
  static const guint16 mandatory[] = { SIP_HEADER_VIA, SIP_HEADER_FROM, SIP_HEADER_TO,
                                       SIP_HEADER_CALL_ID, SIP_HEADER_CSEQ };

  if (check->index.start == SIP_START_BAD)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (mandatory); i++)
    if (!sip_check_has (check, mandatory[i]))
      report_missing (check, mandatory[i]);
  if (check->index.start == SIP_START_REQUEST && !check->old_style
      && !sip_check_has (check, SIP_HEADER_MAX_FORWARDS))
    report_missing (check, SIP_HEADER_MAX_FORWARDS);
}
