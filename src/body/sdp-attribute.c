/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "body/sdp.h"

#include <string.h>

/* payload type SP encoding name "/" clock rate [ "/" parameters ], RFC 8866 §6.6 */
static gboolean
read_rtpmap (SipBuilder *builder, SipSpan value)
{
  SipCursor cursor = { builder->data, value.at, sip_span_end (value) };
  SipSpan format, name, rate, channels = { 0, 0 };

  if (!sip_take_run (&cursor, SIP_CHARS_DIGIT, &format) || !sip_take_lws (&cursor)
      || !sip_take_token (&cursor, &name) || !sip_take_char (&cursor, '/')
      || !sip_take_run (&cursor, SIP_CHARS_DIGIT, &rate))
    return FALSE;
  if (sip_take_char (&cursor, '/') && !sip_take_token (&cursor, &channels))
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_SDP_FIELD, SIP_SDP_FIELD_M_FMT, format);
  sip_builder_leaf (builder, SIP_KIND_SDP_FIELD, SIP_SDP_FIELD_ENCODING_NAME, name);
  sip_builder_leaf (builder, SIP_KIND_SDP_FIELD, SIP_SDP_FIELD_CLOCK_RATE, rate);
  sip_builder_leaf (builder, SIP_KIND_SDP_FIELD, SIP_SDP_FIELD_CHANNELS, channels);
  return sip_at_end (&cursor);
}

/* format SP parameters: the codec's own, RFC 8866 §6.15 */
static gboolean
read_fmtp (SipBuilder *builder, SipSpan value)
{
  SipCursor cursor = { builder->data, value.at, sip_span_end (value) };
  SipSpan format;

  if (!sip_take_token (&cursor, &format) || !sip_take_lws (&cursor)
      || sip_at_end (&cursor))
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_SDP_FIELD, SIP_SDP_FIELD_M_FMT, format);
  sip_builder_leaf (builder, SIP_KIND_TEXT, SIP_FACT_NONE,
                    sip_span_between (cursor.at, cursor.end));
  return TRUE;
}

/* port [ SP nettype SP addrtype SP address ], RFC 3605 §2.1 */
static gboolean
read_rtcp (SipBuilder *builder, SipSpan value)
{
  static const SipSdpField fields[] = { SIP_SDP_FIELD_M_PORT, SIP_SDP_FIELD_NETTYPE,
                                        SIP_SDP_FIELD_ADDRTYPE, SIP_SDP_FIELD_ADDRESS };
  SipCursor cursor = { builder->data, value.at, sip_span_end (value) };
  guint n = 0;

  for (; n < G_N_ELEMENTS (fields); n++)
    {
      guint32 at = cursor.at;

      while (!sip_at_end (&cursor) && cursor.data[cursor.at] != ' ')
        cursor.at++;
      sip_builder_leaf (builder, SIP_KIND_SDP_FIELD, fields[n],
                        sip_span_between (at, cursor.at));
      if (!sip_take_char (&cursor, ' '))
        break;
    }
  return sip_at_end (&cursor) && (n == 0 || n == 3);
}

/* Adds the value, whole where no more is known of it. */
static void
read_value (SipBuilder *builder, guint16 attribute, SipSpan line, SipSpan value)
{
  gboolean fine = TRUE;

  sip_builder_open (builder, SIP_KIND_SDP_VALUE, SIP_FACT_NONE, value.at);
  if (attribute == SIP_SDP_ATTRIBUTE_RTPMAP)
    fine = read_rtpmap (builder, value);
  else if (attribute == SIP_SDP_ATTRIBUTE_FMTP)
    fine = read_fmtp (builder, value);
  else if (attribute == SIP_SDP_ATTRIBUTE_RTCP)
    fine = read_rtcp (builder, value);
  sip_builder_close (builder, sip_span_end (value));
  if (!fine)
    sip_builder_report_full (
        builder, (SipDiagnostic){ .code = SIP_DIAGNOSTIC_SDP_ATTRIBUTE_MALFORMED,
                                  .span = line,
                                  .number = { attribute } });
}

void
sdp_read_attribute (SipBuilder *builder, SipSpan line, SipSpan value)
{
  const guint8 *data = builder->data;
  const guint8 *colon = memchr (data + value.at, ':', value.len);
  SipSpan name = colon != NULL ? sip_span_between (value.at, colon - data) : value;
  guint16 attribute = sip_sdp_attribute_lookup ((const char *)data + name.at, name.len);

  if (name.len == 0)
    {
      sip_builder_leaf (builder, SIP_KIND_SDP_VALUE, SIP_FACT_NONE, value);
      sip_builder_report (builder, SIP_DIAGNOSTIC_SDP_LINE_MALFORMED, line);
      return;
    }
  sip_builder_open (builder, SIP_KIND_SDP_ATTRIBUTE, attribute, value.at);
  sip_builder_leaf (builder, SIP_KIND_TOKEN, SIP_FACT_NONE, name);
  if (colon != NULL && sip_span_end (name) + 1 < sip_span_end (value))
    read_value (builder, attribute, line,
                sip_span_between (sip_span_end (name) + 1, sip_span_end (value)));
  sip_builder_close (builder, sip_span_end (value));
}
