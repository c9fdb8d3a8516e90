/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a mistake is mended, where there is but one way and it cannot do harm: one span of
 * the message, and the text that takes its place.
 */
#include "sip/facts.h"

#include <string.h>

#include "sip/chars.h"
#include "sip/index.h"
#include "sip/start-line.h"

/* A mistake and its message in, *span (at first that of the mistake) and the text out;
 * NULL when it is not safe after all. */
typedef char *(*Fix) (const SipDiagnostic *diagnostic, const guint8 *data, gsize len,
                      SipSpan *span);

static char *
dup_span (const guint8 *data, SipSpan span)
{
  return g_strndup ((const char *)data + span.at, span.len);
}

static char *
enclose (const char *open, const guint8 *data, SipSpan span, const char *close)
{
  g_autofree char *text = dup_span (data, span);

  return g_strconcat (open, text, close, NULL);
}

static char *
drop (const SipDiagnostic *diagnostic, const guint8 *data, gsize len, SipSpan *span)
{
  return span->len > 0 ? g_strdup ("") : NULL;
}

static char *
put_space (const SipDiagnostic *diagnostic, const guint8 *data, gsize len, SipSpan *span)
{
  return g_strdup (" ");
}

static char *
put_comma (const SipDiagnostic *diagnostic, const guint8 *data, gsize len, SipSpan *span)
{
  return g_strdup (",");
}

static char *
put_version (const SipDiagnostic *diagnostic, const guint8 *data, gsize len,
             SipSpan *span)
{
  return g_strdup ("SIP/2.0");
}

static char *
put_method (const SipDiagnostic *diagnostic, const guint8 *data, gsize len, SipSpan *span)
{
  return g_strdup (sip_method_get (diagnostic->number[0])->name);
}

static char *
put_long_name (const SipDiagnostic *diagnostic, const guint8 *data, gsize len,
               SipSpan *span)
{
  return g_strdup (sip_header_get (diagnostic->number[0])->name);
}

static char *
put_other (const SipDiagnostic *diagnostic, const guint8 *data, gsize len, SipSpan *span)
{
  return dup_span (data, diagnostic->other);
}

static char *
put_angles (const SipDiagnostic *diagnostic, const guint8 *data, gsize len, SipSpan *span)
{
  return enclose ("<", data, *span, ">");
}

static char *
put_brackets (const SipDiagnostic *diagnostic, const guint8 *data, gsize len,
              SipSpan *span)
{
  return enclose ("[", data, *span, "]");
}

/* Drops the first and the last character. */
static char *
strip (const SipDiagnostic *diagnostic, const guint8 *data, gsize len, SipSpan *span)
{
  if (span->len < 2)
    return NULL;
  return dup_span (data, (SipSpan){ span->at + 1, span->len - 2 });
}

/* "< uri >" without its spaces */
static char *
trim_angles (const SipDiagnostic *diagnostic, const guint8 *data, gsize len,
             SipSpan *span)
{
  g_autofree char *inner = strip (diagnostic, data, len, span);

  return inner != NULL ? g_strconcat ("<", g_strstrip (inner), ">", NULL) : NULL;
}

static char *
quote (const SipDiagnostic *diagnostic, const guint8 *data, gsize len, SipSpan *span)
{
  GString *text = g_string_new ("\"");

  for (guint32 i = span->at; i < sip_span_end (*span); i++)
    {
      if (data[i] == '"' || data[i] == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, data[i]);
    }
  g_string_append_c (text, '"');
  return g_string_free (text, FALSE);
}

static char *
toggle_quotes (const SipDiagnostic *diagnostic, const guint8 *data, gsize len,
               SipSpan *span)
{
  if (data[span->at] == '"')
    return strip (diagnostic, data, len, span);
  return quote (diagnostic, data, len, span);
}

/* ":::" as "::" */
static char *
drop_colon (const SipDiagnostic *diagnostic, const guint8 *data, gsize len, SipSpan *span)
{
  char *found = g_strstr_len ((const char *)data + span->at, span->len, ":::");

  if (found == NULL)
    return NULL;
  *span = (SipSpan){ (const guint8 *)found - data, 3 };
  return g_strdup ("::");
}

/* With the "?", ":" or " " in front of it. */
static char *
drop_with_mark (const SipDiagnostic *diagnostic, const guint8 *data, gsize len,
                SipSpan *span)
{
  *span = (SipSpan){ span->at - 1, span->len + 1 };
  return g_strdup ("");
}

/* "user@", with its password */
static char *
drop_user (const SipDiagnostic *diagnostic, const guint8 *data, gsize len, SipSpan *span)
{
  const guint8 *at = memchr (data + span->at, '@', len - span->at);

  if (at == NULL)
    return NULL;
  span->len = at - data - span->at + 1;
  return g_strdup ("");
}

static char *
tidy_start_line (const SipDiagnostic *diagnostic, const guint8 *data, gsize len,
                 SipSpan *span)
{
  g_autofree char *first = NULL, *second = NULL, *third = NULL;
  SipStartLine line;

  sip_scan_start_line (data, *span, &line);
  if (line.start == SIP_START_REQUEST)
    {
      first = dup_span (data, line.method);
      second = dup_span (data, line.uri);
      third = dup_span (data, line.version);
      if (strpbrk (second, " \t") != NULL)
        return NULL; /* which of its words to keep is not ours to say */
    }
  else
    {
      first = dup_span (data, line.version);
      second = dup_span (data, line.code_span);
      third = g_strstrip (dup_span (data, line.reason));
    }
  return g_strjoin (" ", first, second, third, NULL);
}

static char *
append_space (const SipDiagnostic *diagnostic, const guint8 *data, gsize len,
              SipSpan *span)
{
  *span = (SipSpan){ sip_span_end (*span), 0 };
  return g_strdup (" ");
}

/* Every line of the header ends in CRLF then. */
static char *
end_lines (const SipDiagnostic *diagnostic, const guint8 *data, gsize len, SipSpan *span)
{
  g_autoptr (GString) text = NULL;
  SipIndex index;

  sip_index (data, len, &index);
  *span = (SipSpan){ span->at, sip_span_end (index.header) - span->at };
  if (memchr (data + span->at, '\0', span->len) != NULL)
    return NULL; /* no text holds it */
  text = g_string_sized_new (span->len + 64);
  for (guint32 i = span->at; i < sip_span_end (*span); i++)
    {
      if (data[i] == '\n' && (i == 0 || data[i - 1] != '\r'))
        g_string_append_c (text, '\r');
      g_string_append_c (text, data[i]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
end_header (const SipDiagnostic *diagnostic, const guint8 *data, gsize len, SipSpan *span)
{
  gboolean open = span->at > 0 && data[span->at - 1] != '\n';

  return g_strdup (open ? "\r\n\r\n" : "\r\n");
}

/* A field at the end of the header, where the diagnostic's empty span is. */
static char *
add_field (const guint8 *data, SipSpan span, const char *name, const char *value)
{
  gboolean open = span.at > 0 && data[span.at - 1] != '\n';

  return g_strconcat (open ? "\r\n" : "", name, ": ", value, "\r\n", NULL);
}

/* 70 is what §8.1.1.6 suggests; no other field can be made up. */
static char *
add_missing (const SipDiagnostic *diagnostic, const guint8 *data, gsize len,
             SipSpan *span)
{
  if (diagnostic->number[0] != SIP_HEADER_MAX_FORWARDS)
    return NULL;
  return add_field (data, *span, "Max-Forwards", "70");
}

static char *
add_content_type (const SipDiagnostic *diagnostic, const guint8 *data, gsize len,
                  SipSpan *span)
{
  SipIndex index;

  sip_index (data, len, &index);
  if (index.body.len < 3 || memcmp (data + index.body.at, "v=0", 3) != 0)
    return NULL;
  return add_field (data, *span, "Content-Type", "application/sdp");
}

/* In place of a wrong one, or as a new field. */
static char *
put_content_length (const SipDiagnostic *diagnostic, const guint8 *data, gsize len,
                    SipSpan *span)
{
  g_autofree char *octets = NULL;
  SipIndex index;

  sip_index (data, len, &index);
  octets = g_strdup_printf ("%" G_GSIZE_FORMAT, len - index.body.at);
  if (diagnostic->code == SIP_DIAGNOSTIC_CONTENT_LENGTH_MISSING)
    return add_field (data, *span, "Content-Length", octets);
  return g_steal_pointer (&octets);
}

static char *
put_expires (const SipDiagnostic *diagnostic, const guint8 *data, gsize len,
             SipSpan *span)
{
  *span = diagnostic->other;
  return span->len > 0 ? g_strdup ("0") : add_field (data, *span, "Expires", "0");
}

/* The same field twice, byte for byte: one goes. */
static char *
drop_copy (const SipDiagnostic *diagnostic, const guint8 *data, gsize len, SipSpan *span)
{
  SipSpan first = diagnostic->other;

  if (first.len != span->len || memcmp (data + first.at, data + span->at, first.len) != 0)
    return NULL;
  return g_strdup ("");
}

static char *
put_dash (const SipDiagnostic *diagnostic, const guint8 *data, gsize len, SipSpan *span)
{
  return g_strdup ("s=-");
}

static char *
single_spaces (const SipDiagnostic *diagnostic, const guint8 *data, gsize len,
               SipSpan *span)
{
  GString *text = g_string_sized_new (span->len);

  for (guint32 i = span->at; i < sip_span_end (*span); i++)
    {
      gboolean first = i == span->at + 2, last = i + 1 == sip_span_end (*span);

      if (data[i] != ' ' || (!first && !last && data[i + 1] != ' ' && text->len > 2))
        g_string_append_c (text, data[i]);
    }
  return g_string_free (text, FALSE);
}

/* ";name=value" with the separator in front of it */
static char *
drop_param (const SipDiagnostic *diagnostic, const guint8 *data, gsize len, SipSpan *span)
{
  guint32 at = span->at;

  while (at > 0 && data[at] != ';')
    at--;
  *span = (SipSpan){ at, sip_span_end (*span) - at };
  return data[at] == ';' ? g_strdup ("") : NULL;
}

static char *
put_phrase (const SipDiagnostic *diagnostic, const guint8 *data, gsize len, SipSpan *span)
{
  return g_strdup (sip_status_get_phrase (diagnostic->number[0]));
}

static char *
add_100rel (const SipDiagnostic *diagnostic, const guint8 *data, gsize len, SipSpan *span)
{
  return add_field (data, *span, "Require", "100rel");
}

static char *
put_90 (const SipDiagnostic *diagnostic, const guint8 *data, gsize len, SipSpan *span)
{
  return g_strdup ("90");
}

static char *
put_weekday (const SipDiagnostic *diagnostic, const guint8 *data, gsize len,
             SipSpan *span)
{
  return g_strndup ("MonTueWedThuFriSatSun" + 3 * diagnostic->number[0], 3);
}

static char *
put_zero (const SipDiagnostic *diagnostic, const guint8 *data, gsize len, SipSpan *span)
{
  return g_strdup ("0");
}

static char *
put_attribute (const SipDiagnostic *diagnostic, const guint8 *data, gsize len,
               SipSpan *span)
{
  return g_strdup (sip_sdp_attribute_get_name (diagnostic->number[0]));
}

static const Fix fixes[SIP_N_DIAGNOSTICS] = {
  [SIP_DIAGNOSTIC_RELIABLE_REQUIRE_MISSING] = add_100rel,
  [SIP_DIAGNOSTIC_TO_TAG_IN_REGISTER] = drop_param,
  [SIP_DIAGNOSTIC_CANCEL_REQUIRE] = drop,
  [SIP_DIAGNOSTIC_REASON_PHRASE_EMPTY] = put_phrase,
  [SIP_DIAGNOSTIC_SESSION_EXPIRES_SMALL] = put_90,
  [SIP_DIAGNOSTIC_DATE_WEEKDAY] = put_weekday,
  [SIP_DIAGNOSTIC_URI_PASSWORD] = drop_with_mark,
  [SIP_DIAGNOSTIC_URI_PARAM_NOT_ALLOWED] = drop_param,
  [SIP_DIAGNOSTIC_URI_HEADERS_NOT_ALLOWED] = drop_with_mark,
  [SIP_DIAGNOSTIC_SDP_VERSION] = put_zero,
  [SIP_DIAGNOSTIC_SDP_PAYLOAD_REPEATED] = drop_with_mark,
  [SIP_DIAGNOSTIC_SDP_ATTRIBUTE_CASE] = put_attribute,
  [SIP_DIAGNOSTIC_SDP_ATTRIBUTE_VALUE] = drop,
  [SIP_DIAGNOSTIC_LEADING_CRLF] = drop,
  [SIP_DIAGNOSTIC_START_LINE_SPACES] = tidy_start_line,
  [SIP_DIAGNOSTIC_VERSION_UNKNOWN] = put_version,
  [SIP_DIAGNOSTIC_METHOD_CASE] = put_method,
  [SIP_DIAGNOSTIC_REQUEST_URI_BRACKETS] = strip,
  [SIP_DIAGNOSTIC_REQUEST_URI_HEADERS] = drop_with_mark,
  [SIP_DIAGNOSTIC_STATUS_LINE_NO_SPACE] = append_space,
  [SIP_DIAGNOSTIC_LINE_END_LF] = end_lines,
  [SIP_DIAGNOSTIC_EMPTY_LINE_MISSING] = end_header,
  [SIP_DIAGNOSTIC_EMPTY_LINE_IMPLIED] = end_header,
  [SIP_DIAGNOSTIC_HEADER_MISSPELLED] = put_long_name,
  [SIP_DIAGNOSTIC_BODY_OF_LINE_ENDS] = drop,
  [SIP_DIAGNOSTIC_URI_PORT_NOT_ALLOWED] = drop_with_mark,
  [SIP_DIAGNOSTIC_SPACE_BEFORE_COLON] = drop,
  [SIP_DIAGNOSTIC_FOLDED] = put_space,
  [SIP_DIAGNOSTIC_COMPACT_FORM] = put_long_name,
  [SIP_DIAGNOSTIC_HEADER_MISSING] = add_missing,
  [SIP_DIAGNOSTIC_HEADER_REPEATED] = drop_copy,
  [SIP_DIAGNOSTIC_LIST_ITEM_EMPTY] = drop,
  [SIP_DIAGNOSTIC_COMMA_MISSING] = put_comma,
  [SIP_DIAGNOSTIC_PARAM_EMPTY] = drop,
  [SIP_DIAGNOSTIC_URI_NEEDS_BRACKETS] = put_angles,
  [SIP_DIAGNOSTIC_URI_SPACE] = trim_angles,
  [SIP_DIAGNOSTIC_ANGLE_MISSING] = put_angles,
  [SIP_DIAGNOSTIC_DISPLAY_NAME_UNQUOTED] = quote,
  [SIP_DIAGNOSTIC_IPV6_NO_BRACKETS] = put_brackets,
  [SIP_DIAGNOSTIC_IPV6_THREE_COLONS] = drop_colon,
  [SIP_DIAGNOSTIC_RECEIVED_BRACKETS] = strip,
  [SIP_DIAGNOSTIC_CSEQ_METHOD] = put_other,
  [SIP_DIAGNOSTIC_CONTACT_STAR_EXPIRES] = put_expires,
  [SIP_DIAGNOSTIC_REGISTER_URI_USER] = drop_user,
  [SIP_DIAGNOSTIC_AUTH_PARAM_QUOTES] = toggle_quotes,
  [SIP_DIAGNOSTIC_CONTENT_LENGTH_MALFORMED] = put_content_length,
  [SIP_DIAGNOSTIC_CONTENT_LENGTH_TOO_LARGE] = put_content_length,
  [SIP_DIAGNOSTIC_CONTENT_LENGTH_TOO_SMALL] = put_content_length,
  [SIP_DIAGNOSTIC_CONTENT_LENGTH_MISSING] = put_content_length,
  [SIP_DIAGNOSTIC_CONTENT_TYPE_MISSING] = add_content_type,
  [SIP_DIAGNOSTIC_SDP_SESSION_NAME_EMPTY] = put_dash,
  [SIP_DIAGNOSTIC_SDP_SPACES] = single_spaces,
};

gboolean
sip_diagnostic_get_fix (const SipDiagnostic *diagnostic, GBytes *message,
                        SipSpan *ret_span, char **ret_text)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (message, &len);
  SipSpan span = diagnostic->span;
  char *text = NULL;

  g_return_val_if_fail (diagnostic->code < SIP_N_DIAGNOSTICS, FALSE);
  g_return_val_if_fail (sip_span_end (span) <= len, FALSE);
  if (fixes[diagnostic->code] != NULL)
    text = fixes[diagnostic->code](diagnostic, data, len, &span);
  if (text == NULL)
    return FALSE;
  *ret_span = span;
  *ret_text = text;
  return TRUE;
}
