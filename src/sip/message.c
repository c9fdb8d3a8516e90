/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/message.h"

#include "sip/read.h"
#include "sip/scan.h"
#include "sip/start-line.h"
#include "sip/uri.h"

static void
read_request_line (SipBuilder *builder, const SipStartLine *line)
{
  const char *method = (const char *)builder->data + line->method.at;

  sip_builder_leaf (builder, SIP_KIND_METHOD,
                    sip_method_lookup (method, line->method.len), line->method);
  sip_builder_open (builder, SIP_KIND_REQUEST_URI, SIP_FACT_NONE, line->uri.at);
  sip_uri_read_request_uri (builder, line->uri);
  sip_builder_close (builder, sip_span_end (line->uri));
  sip_builder_leaf (builder, SIP_KIND_SIP_VERSION, SIP_FACT_NONE, line->version);
}

static void
read_status_line (SipBuilder *builder, const SipStartLine *line)
{
  guint16 code = line->code < SIP_FACT_NONE ? line->code : SIP_FACT_NONE;

  sip_builder_leaf (builder, SIP_KIND_SIP_VERSION, SIP_FACT_NONE, line->version);
  sip_builder_leaf (builder, SIP_KIND_STATUS_CODE, code, line->code_span);
  sip_builder_leaf (builder, SIP_KIND_REASON_PHRASE, SIP_FACT_NONE, line->reason);
}

guint32
sip_builder_read_start_line (SipBuilder *builder, guint32 at, guint32 end)
{
  static const SipKind kinds[] = {
    [SIP_START_BAD] = SIP_KIND_BAD_START_LINE,
    [SIP_START_REQUEST] = SIP_KIND_REQUEST_LINE,
    [SIP_START_RESPONSE] = SIP_KIND_STATUS_LINE,
  };
  SipCursor cursor = { builder->data, at, end };
  SipStartLine start;
  SipLine line;

  if (!sip_scan_plain_line (&cursor, &line))
    return at;
  sip_scan_start_line (builder->data, line.value, &start);
  sip_builder_open (builder, kinds[start.start], SIP_FACT_NONE, at);
  if (start.start == SIP_START_REQUEST)
    read_request_line (builder, &start);
  else if (start.start == SIP_START_RESPONSE)
    read_status_line (builder, &start);
  else
    sip_builder_leaf (builder, SIP_KIND_TEXT, SIP_FACT_NONE, line.value);
  sip_builder_fill (builder, line.end.at);
  sip_builder_leaf (builder, SIP_KIND_CRLF, SIP_FACT_NONE, line.end);
  sip_builder_close (builder, cursor.at);
  return cursor.at;
}

/* What a field says about the body that follows. */
static void
note_entity (SipBuilder *builder, guint16 header, SipSpan value, SipFields *fields)
{
  SipCursor cursor = { builder->data, value.at, sip_span_end (value) };
  SipSpan digits;
  guint64 length;

  if (header == SIP_HEADER_CONTENT_LENGTH && fields->content_length < 0)
    {
      if (sip_take_number (&cursor, &digits, &length) && sip_at_end (&cursor))
        fields->content_length = MIN (length, G_MAXINT64);
    }
  else if (header == SIP_HEADER_CONTENT_TYPE && fields->entity.content_type.len == 0)
    fields->entity.content_type = value;
  else if (header == SIP_HEADER_CONTENT_ENCODING
           && fields->entity.content_encoding.len == 0)
    fields->entity.content_encoding = value;
}

static void
read_field (SipBuilder *builder, const SipLine *line, SipFields *fields)
{
  guint16 header =
      sip_header_lookup ((const char *)builder->data + line->name.at, line->name.len);

  sip_builder_open (builder, SIP_KIND_FIELD, header, line->line.at);
  sip_builder_leaf (builder, SIP_KIND_FIELD_NAME, header, line->name);
  sip_builder_leaf (builder, SIP_KIND_COLON, SIP_FACT_NONE, (SipSpan){ line->colon, 1 });
  sip_builder_open (builder, SIP_KIND_FIELD_VALUE, SIP_FACT_NONE, line->value.at);
  sip_read_value (builder, header, line->value);
  sip_builder_close (builder, sip_span_end (line->value));
  sip_builder_fill (builder, line->end.at);
  sip_builder_leaf (builder, SIP_KIND_CRLF, SIP_FACT_NONE, line->end);
  sip_builder_close (builder, sip_span_end (line->line));
  note_entity (builder, header, line->value, fields);
}

static void
read_bad_line (SipBuilder *builder, const SipLine *line)
{
  sip_builder_open (builder, SIP_KIND_BAD_LINE, SIP_FACT_NONE, line->line.at);
  sip_builder_leaf (builder, SIP_KIND_TEXT, SIP_FACT_NONE, line->value);
  sip_builder_fill (builder, line->end.at);
  sip_builder_leaf (builder, SIP_KIND_CRLF, SIP_FACT_NONE, line->end);
  sip_builder_close (builder, sip_span_end (line->line));
}

void
sip_builder_read_fields (SipBuilder *builder, guint32 at, guint32 end,
                         SipFields *ret_fields)
{
  SipCursor cursor = { builder->data, at, end };
  SipLine line;

  *ret_fields = (SipFields){ .content_length = -1 };
  while (!ret_fields->has_empty_line && sip_scan_line (&cursor, &line))
    {
      if (line.kind == SIP_LINE_EMPTY)
        {
          sip_builder_leaf (builder, SIP_KIND_EMPTY_LINE, SIP_FACT_NONE, line.line);
          ret_fields->has_empty_line = TRUE;
        }
      else if (line.kind == SIP_LINE_FIELD && line.name.len > 0)
        read_field (builder, &line, ret_fields);
      else
        read_bad_line (builder, &line);
    }
  ret_fields->end = cursor.at;
}

/* In a datagram, what is beyond Content-Length is dropped, and without it the body goes
 * to the end (§18.3). */
static void
read_body (SipBuilder *builder, SipFields *fields, SipBodyReader reader)
{
  guint32 at = fields->end, len = builder->len - at;

  if (fields->content_length >= 0 && fields->content_length < len)
    len = fields->content_length;
  if (len > 0)
    {
      sip_builder_open (builder, SIP_KIND_BODY, SIP_FACT_NONE, at);
      fields->entity.body = (SipSpan){ at, len };
      if (reader != NULL)
        reader (builder, &fields->entity);
      sip_builder_close (builder, at + len);
    }
  sip_builder_leaf (builder, SIP_KIND_SURPLUS, SIP_FACT_NONE,
                    sip_span_between (at + len, builder->len));
}

void
sip_message_read (SipBuilder *builder, SipBodyReader reader)
{
  const guint8 *data = builder->data;
  guint32 at = 0;
  SipFields fields;

  while (at < builder->len && (data[at] == '\r' || data[at] == '\n'))
    at++;
  sip_builder_leaf (builder, SIP_KIND_LEADING_CRLF, SIP_FACT_NONE, (SipSpan){ 0, at });
  at = sip_builder_read_start_line (builder, at, builder->len);
  sip_builder_read_fields (builder, at, builder->len, &fields);
  read_body (builder, &fields, reader);
  sip_builder_close (builder, builder->len);
}
