/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "body/sdp.h"

#include <string.h>

/* The order of §5: the session, then each media description. */
static const char session_order[] = "vosiuepcbtzka";
static const char media_order[] = "micbka";

/* Lines that may stand once only in their part. Several c= are for multicast, and in a
 * media description alone. */
static const char session_once[] = "vosiuczk";
static const char media_once[] = "ik";

static guint
get_rank (const char *order, guint8 type)
{
  const char *found;

  if (type == 'r') /* belongs to the t= before it */
    type = 't';
  found = strchr (order, type);
  return found != NULL ? found - order : 0; /* none of a media description */
}

static void
report (SipBuilder *builder, SipDiagnosticId code, SipSpan span, SipSpan other)
{
  sip_builder_report_full (builder,
                           (SipDiagnostic){ .code = code, .span = span, .other = other });
}

/* A dynamic format says nothing without its rtpmap (RFC 3551 §6). */
static void
end_media (SdpCheck *check, SipBuilder *builder)
{
  if (!check->in_media)
    return;
  if (!check->media_has_connection && check->first_of['c' - 'a'].len == 0)
    sip_builder_report (builder, SIP_DIAGNOSTIC_SDP_CONNECTION_MISSING, check->media);
  for (guint i = 0; check->wants_rtpmap != 0 && i < 64; i++)
    if (check->wants_rtpmap & (G_GUINT64_CONSTANT (1) << i))
      sip_builder_report (builder, SIP_DIAGNOSTIC_SDP_PAYLOAD_NO_RTPMAP,
                          check->formats[i]);
}

/* 96 to 127 as one of 64 places, or -1. */
static int
get_dynamic (const guint8 *data, SipSpan span)
{
  SipCursor cursor = { data, span.at, sip_span_end (span) };
  guint64 number;
  SipSpan digits;

  if (!sip_take_number (&cursor, &digits, &number) || number < 96 || number > 127)
    return -1;
  if (!sip_at_end (&cursor) && !sip_is (data[cursor.at], SIP_CHARS_LWS))
    return -1;
  return number - 64;
}

static void
begin_media (SdpCheck *check, SipBuilder *builder, SipSpan line)
{
  const guint8 *data = builder->data;
  SipCursor cursor = { data, line.at + 2, sip_span_end (line) };

  end_media (check, builder);
  check->in_media = TRUE;
  check->media = line;
  check->media_has_connection = FALSE;
  check->wants_rtpmap = 0;
  check->is_rtp = FALSE;
  check->direction.len = 0;
  check->n_media++;
  memset (check->listed, 0, sizeof check->listed);
  for (guint n = 0; !sip_at_end (&cursor); n++)
    {
      guint32 at = cursor.at;
      SipSpan word;
      int place;

      while (!sip_at_end (&cursor) && data[cursor.at] != ' ')
        cursor.at++;
      word = sip_span_between (at, cursor.at);
      sdp_check_media_word (check, builder, n, word);
      place = n > 2 && check->is_rtp ? get_dynamic (data, word) : -1;
      if (place >= 0)
        {
          check->wants_rtpmap |= G_GUINT64_CONSTANT (1) << place;
          check->formats[place] = word;
        }
      sip_take_char (&cursor, ' ');
    }
}

static void
note_rtpmap (SdpCheck *check, const guint8 *data, SipSpan line)
{
  static const char prefix[] = "a=rtpmap:";
  guint len = sizeof prefix - 1;
  int place;

  if (line.len <= len || memcmp (data + line.at, prefix, len) != 0)
    return;
  place = get_dynamic (data, (SipSpan){ line.at + len, line.len - len });
  if (place >= 0)
    check->wants_rtpmap &= ~(G_GUINT64_CONSTANT (1) << place);
}

static void
check_order (SdpCheck *check, SipBuilder *builder, guint8 type, SipSpan line)
{
  const char *order = check->in_media ? media_order : session_order;
  guint rank = get_rank (order, type);

  if (rank < check->rank || (check->in_media && strchr (order, type) == NULL))
    report (builder, SIP_DIAGNOSTIC_SDP_LINE_ORDER, line, check->latest);
  else
    {
      check->rank = rank;
      check->latest = line;
    }
}

void
sdp_check_line (SdpCheck *check, SipBuilder *builder, guint8 type, const SipLine *scanned)
{
  SipSpan line = scanned->value;
  SipSpan *first;

  if (!sip_sdp_line_is_known (type))
    {
      sip_builder_report (builder, SIP_DIAGNOSTIC_SDP_LINE_UNKNOWN, line);
      return;
    }
  if (type == 'm')
    {
      begin_media (check, builder, line);
      memset (check->first_of + 26, 0, sizeof check->first_of / 2);
      check->rank = 0;
      check->latest = line;
      return;
    }
  first = &check->first_of[(check->in_media ? 26 : 0) + type - 'a'];
  if (first->len > 0
      && strchr (check->in_media ? media_once : session_once, type) != NULL)
    report (builder, SIP_DIAGNOSTIC_SDP_LINE_REPEATED, line, *first);
  else
    check_order (check, builder, type, line);
  if (first->len == 0)
    *first = line;
  if (type == 'c')
    check->media_has_connection = TRUE;
  else if (type == 'a')
    {
      note_rtpmap (check, builder->data, line);
      sdp_check_attribute (check, builder, line);
    }
  else if (type == 's' && line.len == 2)
    sip_builder_report (builder, SIP_DIAGNOSTIC_SDP_SESSION_NAME_EMPTY, line);
  sdp_check_session_line (check, builder, type, line);
}

void
sdp_check_end (SdpCheck *check, SipBuilder *builder, SipSpan body)
{
  end_media (check, builder);
  sdp_check_groups (check, builder, body);
  for (const char *type = "vost"; *type != '\0'; type++)
    if (check->first_of[*type - 'a'].len == 0)
      sip_builder_report_full (builder,
                               (SipDiagnostic){ .code = SIP_DIAGNOSTIC_SDP_LINE_MISSING,
                                                .span = { body.at, 0 },
                                                .number = { *type } });
  if (check->n_bare_lfs > 0)
    sip_builder_report_full (builder,
                             (SipDiagnostic){ .code = SIP_DIAGNOSTIC_SDP_LINE_END_LF,
                                              .span = body,
                                              .number = { check->n_bare_lfs } });
}
