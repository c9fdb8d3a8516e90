/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses: [ display-name ] "<" URI ">" or a bare URI, then parameters (§20.10).
 */
#include "sip/read.h"

#include <string.h>

#include "sip/uri.h"

gboolean
sip_read_angle (SipBuilder *builder, SipCursor *cursor)
{
  const guint8 *data = builder->data;
  guint32 at = cursor->at;
  const guint8 *close;
  SipSpan all, uri;

  if (sip_peek (cursor) != '<')
    return FALSE;
  close = memchr (data + at, '>', cursor->end - at);
  if (close == NULL)
    {
      all = sip_span_between (at, cursor->end);
      sip_builder_leaf (builder, SIP_KIND_GARBAGE, SIP_FACT_NONE, all);
      sip_builder_report (builder, SIP_DIAGNOSTIC_ANGLE_OPEN, all);
      cursor->at = cursor->end;
      return FALSE;
    }
  cursor->at = close - data + 1;
  all = sip_span_between (at, cursor->at);
  uri = sip_span_trimmed (data, at + 1, close - data);
  sip_builder_leaf (builder, SIP_KIND_ANGLE, SIP_FACT_NONE, (SipSpan){ at, 1 });
  if (uri.len + 2 != all.len)
    sip_builder_report (builder, SIP_DIAGNOSTIC_URI_SPACE, all);
  if (uri.len > 0)
    sip_uri_read (builder, uri);
  else
    sip_builder_report_full (
        builder, (SipDiagnostic){
                     .code = SIP_DIAGNOSTIC_URI_MALFORMED, .span = all, .other = all });
  sip_builder_fill (builder, cursor->at);
  return TRUE;
}

/* *( token LWS ) in front of "<". What is no token but stands there all the same should
 * have been quoted; how far it may reach ends at a comma where that parts values. */
static gboolean
find_display_name (SipCursor *cursor, gboolean list, SipSpan *ret_name,
                   gboolean *ret_plain)
{
  const guint8 *data = cursor->data;
  guint32 at = cursor->at;
  gboolean plain = TRUE;

  for (; at < cursor->end && data[at] != '<'; at++)
    {
      guint8 c = data[at];

      if (c == '"' || c == ';' || c == '@' || (c == ',' && list))
        return FALSE;
      plain &= sip_is (c, SIP_CHARS_TOKEN | SIP_CHARS_LWS);
    }
  if (at == cursor->end)
    return FALSE;
  *ret_name = sip_span_trimmed (data, cursor->at, at);
  *ret_plain = plain;
  cursor->at = at;
  return TRUE;
}

static gboolean
read_display_name (SipBuilder *builder, SipCursor *cursor, gboolean list)
{
  gboolean plain;
  SipSpan name;

  if (sip_peek (cursor) == '"')
    {
      sip_builder_open (builder, SIP_KIND_DISPLAY_NAME, SIP_FACT_NONE, cursor->at);
      sip_read_quoted (builder, cursor);
      sip_builder_close (builder, cursor->at);
      sip_take_sws (cursor);
      return sip_peek (cursor) == '<';
    }
  if (!find_display_name (cursor, list, &name, &plain))
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_DISPLAY_NAME, SIP_FACT_NONE, name);
  if (!plain)
    sip_builder_report (builder, SIP_DIAGNOSTIC_DISPLAY_NAME_UNQUOTED, name);
  return TRUE;
}

/* Without brackets, what follows ";" "," or "?" is not the URI's (§20). */
static gboolean
read_bare_uri (SipBuilder *builder, SipCursor *cursor, gboolean needs_angle)
{
  const guint8 *data = builder->data;
  guint32 at = cursor->at;
  SipSpan uri;

  while (cursor->at < cursor->end && data[cursor->at] != ';' && data[cursor->at] != ','
         && data[cursor->at] != '>' && !sip_is (data[cursor->at], SIP_CHARS_LWS))
    cursor->at++;
  uri = sip_span_between (at, cursor->at);
  if (uri.len == 0 || memchr (data + at, ':', uri.len) == NULL)
    {
      cursor->at = at;
      return FALSE;
    }
  sip_uri_read (builder, uri);
  if (needs_angle)
    sip_builder_report_in_field (builder, SIP_DIAGNOSTIC_ANGLE_MISSING, uri);
  else if (memchr (data + at, '?', uri.len) != NULL)
    sip_builder_report (builder, SIP_DIAGNOSTIC_URI_NEEDS_BRACKETS, uri);
  return TRUE;
}

static gboolean
read_address (SipBuilder *builder, SipCursor *cursor, guint16 header,
              gboolean needs_angle)
{
  const SipHeader *row = sip_header_get (header);
  guint32 at = cursor->at;
  SipCursor ahead = *cursor;
  gboolean fine;
  SipSpan name;

  if (sip_peek (cursor) != '"' && sip_peek (cursor) != '<'
      && !find_display_name (&ahead, row->list, &name, &fine))
    return read_bare_uri (builder, cursor, needs_angle);
  sip_builder_open (builder, SIP_KIND_NAME_ADDR, SIP_FACT_NONE, at);
  fine = (sip_peek (cursor) == '<' || read_display_name (builder, cursor, row->list))
         && sip_read_angle (builder, cursor);
  sip_builder_fill (builder, cursor->at);
  sip_builder_close (builder, cursor->at);
  return fine;
}

gboolean
sip_read_name_addr (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  return read_address (builder, cursor, header, FALSE)
         && sip_read_params (builder, cursor);
}

gboolean
sip_read_name_addr_only (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  return read_address (builder, cursor, header, FALSE);
}

gboolean
sip_read_angle_addr (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  return read_address (builder, cursor, header, TRUE)
         && sip_read_params (builder, cursor);
}

gboolean
sip_read_contact (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  SipCursor ahead = *cursor;

  if (sip_take_char (&ahead, '*') && sip_take_sws (&ahead)
      && (sip_at_end (&ahead) || sip_peek (&ahead) == ','))
    {
      sip_builder_leaf (builder, SIP_KIND_STAR, SIP_FACT_NONE,
                        (SipSpan){ cursor->at, 1 });
      cursor->at++;
      return TRUE;
    }
  return sip_read_name_addr (builder, cursor, header);
}
