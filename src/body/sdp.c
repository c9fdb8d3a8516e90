/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Session descriptions, RFC 8866: lines "x=…", each of a letter's own shape.
 */
#include "body/sdp.h"

#include "body/reader.h"

static void
read_line (SipBuilder *builder, const SipLine *line, SdpCheck *check)
{
  const guint8 *data = builder->data;
  SipSpan text = line->value;
  guint8 type = data[text.at];

  if (text.len < 2 || !sip_is (type, SIP_CHARS_ALPHA) || data[text.at + 1] != '=')
    {
      sip_builder_leaf (builder, SIP_KIND_BAD_LINE, SIP_FACT_NONE, line->line);
      sip_builder_report (builder, SIP_DIAGNOSTIC_SDP_LINE_MALFORMED, text);
      return;
    }
  sip_builder_open (builder, SIP_KIND_SDP_LINE, type, text.at);
  sip_builder_leaf (builder, SIP_KIND_SDP_TYPE, type, (SipSpan){ text.at, 1 });
  sip_builder_leaf (builder, SIP_KIND_SEPARATOR, SIP_FACT_NONE,
                    (SipSpan){ text.at + 1, 1 });
  sdp_read_fields (builder, type, text,
                   sip_span_between (text.at + 2, sip_span_end (text)));
  sip_builder_fill (builder, line->end.at);
  sip_builder_leaf (builder, SIP_KIND_CRLF, SIP_FACT_NONE, line->end);
  sip_builder_close (builder, sip_span_end (line->line));
  sdp_check_line (check, builder, type, line);
}

void
body_read_sdp (SipBuilder *builder, const SipEntity *entity, guint depth)
{
  SipCursor cursor = { builder->data, entity->body.at, sip_span_end (entity->body) };
  SdpCheck check = { 0 };
  SipLine line;

  sip_builder_open (builder, SIP_KIND_SDP, SIP_FACT_NONE, entity->body.at);
  while (sip_scan_plain_line (&cursor, &line))
    {
      check.n_bare_lfs += line.end.len == 1;
      if (line.kind != SIP_LINE_EMPTY)
        read_line (builder, &line, &check);
      else
        {
          sip_builder_leaf (builder, SIP_KIND_CRLF, SIP_FACT_NONE, line.line);
          if (!sip_at_end (&cursor))
            sip_builder_report (builder, SIP_DIAGNOSTIC_SDP_LINE_MALFORMED, line.line);
        }
    }
  sdp_check_end (&check, builder, entity->body);
  sip_builder_close (builder, sip_span_end (entity->body));
}
