/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bodies with little inside: lines of names and values, parts of SIP, text.
 */
#include "body/reader.h"

#include <string.h>

#include "sip/scan.h"
#include "sip/value.h"

/* Lines of name, @separator, value; the value of the first that is called @wanted. */
static SipSpan
read_pairs (SipBuilder *builder, SipSpan body, SipKind kind, char separator,
            const char *wanted)
{
  SipSpan found = { body.at, 0 };
  const guint8 *data = builder->data;
  SipCursor cursor = { data, body.at, sip_span_end (body) };
  SipLine line;

  sip_builder_open (builder, kind, SIP_FACT_NONE, body.at);
  while (sip_scan_plain_line (&cursor, &line))
    {
      SipCursor inner = { data, line.value.at, sip_span_end (line.value) };
      SipSpan name;

      if (sip_take_token (&inner, &name) && sip_take_separator (&inner, separator))
        {
          sip_builder_leaf (builder, SIP_KIND_PARAM_NAME, SIP_FACT_NONE, name);
          sip_builder_leaf (builder, SIP_KIND_PARAM_VALUE, SIP_FACT_NONE,
                            sip_span_between (inner.at, inner.end));
          if (found.len == 0 && sip_span_equal_nocase (data, name, wanted))
            found = sip_span_between (inner.at, inner.end);
        }
      else
        sip_builder_leaf (builder, SIP_KIND_TEXT, SIP_FACT_NONE, line.value);
      sip_builder_leaf (builder, SIP_KIND_CRLF, SIP_FACT_NONE, line.end);
    }
  sip_builder_close (builder, sip_span_end (body));
  return found;
}

/* A key of a telephone, or "!" for a hook flash. */
static gboolean
is_key (const guint8 *data, SipSpan span)
{
  while (span.len > 0 && sip_is (data[sip_span_end (span) - 1], SIP_CHARS_LWS))
    span.len--;
  if (span.len == 2 && data[span.at] == '1')
    return data[span.at + 1] <= '6' && sip_is (data[span.at + 1], SIP_CHARS_DIGIT);
  return span.len == 1 && strchr ("0123456789*#ABCDabcd!", data[span.at]) != NULL
         && data[span.at] != '\0';
}

/* "Signal=5", "Duration=160" in lines; application/dtmf is the key alone. */
void
body_read_dtmf (SipBuilder *builder, const SipEntity *entity, guint depth)
{
  const guint8 *data = builder->data;
  SipSpan signal = read_pairs (builder, entity->body, SIP_KIND_DTMF, '=', "Signal");

  if (signal.len == 0 && memchr (data + entity->body.at, '=', entity->body.len) == NULL)
    signal = entity->body;
  if (!is_key (data, signal))
    sip_builder_report (builder, SIP_DIAGNOSTIC_DTMF_SIGNAL, signal);
}

/* RFC 3842 §5.2 */
void
body_read_summary (SipBuilder *builder, const SipEntity *entity, guint depth)
{
  SipSpan status =
      read_pairs (builder, entity->body, SIP_KIND_SUMMARY, ':', "Messages-Waiting");

  if (status.len == 0)
    sip_builder_report (builder, SIP_DIAGNOSTIC_SUMMARY_STATUS_MISSING, status);
}

void
body_read_plain (SipBuilder *builder, const SipEntity *entity, guint depth)
{
  const char *text = (const char *)builder->data + entity->body.at;
  gboolean is_text = g_utf8_validate_len (text, entity->body.len, NULL);

  sip_builder_leaf (builder, is_text ? SIP_KIND_PLAIN_TEXT : SIP_KIND_BINARY,
                    SIP_FACT_NONE, entity->body);
}

/* UTF-8 where nothing else is said (§7.4.1). */
void
body_read_text (SipBuilder *builder, const SipEntity *entity, guint depth)
{
  const char *text = (const char *)builder->data + entity->body.at;
  SipSpan charset;

  if (!g_utf8_validate_len (text, entity->body.len, NULL)
      && (!sip_find_param (builder->data, entity->content_type, "charset", &charset)
          || sip_span_equal_nocase (builder->data, charset, "utf-8")))
    sip_builder_report (builder, SIP_DIAGNOSTIC_BODY_UTF8_INVALID, entity->content_type);
  body_read_plain (builder, entity, depth);
}

void
body_read_compressed (SipBuilder *builder, const SipEntity *entity, guint depth)
{
  sip_builder_report (builder, SIP_DIAGNOSTIC_BODY_COMPRESSED, entity->content_encoding);
  body_read_plain (builder, entity, depth);
}

/* A start line or none, header fields or none, a body or none (RFC 3420 §2). */
void
body_read_sipfrag (SipBuilder *builder, const SipEntity *entity, guint depth)
{
  guint32 at = entity->body.at, end = sip_span_end (entity->body);
  SipCursor cursor = { builder->data, at, end };
  SipFields fields;
  SipLine line;

  sip_builder_open (builder, SIP_KIND_SIPFRAG, SIP_FACT_NONE, at);
  if (sip_scan_line (&cursor, &line)
      && (line.kind == SIP_LINE_BAD
          || memchr (builder->data + line.name.at, ' ', line.name.len) != NULL))
    at = sip_builder_read_start_line (builder, at, end);
  sip_builder_read_fields (builder, at, end, &fields);
  if (fields.end < end && depth < BODY_MAX_DEPTH)
    {
      fields.entity.body = sip_span_between (fields.end, end);
      sip_builder_open (builder, SIP_KIND_BODY, SIP_FACT_NONE, fields.end);
      body_read_entity (builder, &fields.entity, depth + 1);
      sip_builder_close (builder, end);
    }
  sip_builder_close (builder, end);
}
