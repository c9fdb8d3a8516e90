/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a session description says of its media and takes back elsewhere: formats without
 * a place in m=, two directions, groups of streams that are not there (RFC 8866 §5.14,
 * §6; RFC 5888).
 */
#include "body/sdp.h"

#include <string.h>

static void
report (SipBuilder *builder, SipDiagnosticId code, SipSpan span, SipSpan other)
{
  sip_builder_report_full (builder,
                           (SipDiagnostic){ .code = code, .span = span, .other = other });
}

/* What is in front of @c, or all of it. */
static SipSpan
before (const guint8 *data, SipSpan span, char c)
{
  const guint8 *found = memchr (data + span.at, c, span.len);

  return found != NULL ? sip_span_between (span.at, found - data) : span;
}

static SipSpan
behind (SipSpan span, SipSpan piece)
{
  return sip_span_end (piece) < sip_span_end (span)
             ? sip_span_between (sip_span_end (piece) + 1, sip_span_end (span))
             : (SipSpan){ sip_span_end (span), 0 };
}

/* The number at the beginning of @span, or -1. */
static gint64
get_number (const guint8 *data, SipSpan span)
{
  SipCursor cursor = { data, span.at, sip_span_end (span) };
  guint64 number;
  SipSpan digits;

  return sip_take_number (&cursor, &digits, &number) ? (gint64)MIN (number, G_MAXINT64)
                                                     : -1;
}

/* Each payload type once, and within seven bits (RFC 3550 §5.1). */
static void
check_format (SdpCheck *check, SipBuilder *builder, SipSpan word)
{
  gint64 number = get_number (builder->data, word);
  guint64 bit;

  if (number < 0)
    return;
  if (number > 127)
    {
      sip_builder_report (builder, SIP_DIAGNOSTIC_SDP_PAYLOAD_RANGE, word);
      return;
    }
  bit = G_GUINT64_CONSTANT (1) << number % 64;
  if (check->listed[number / 64] & bit)
    sip_builder_report (builder, SIP_DIAGNOSTIC_SDP_PAYLOAD_REPEATED, word);
  check->listed[number / 64] |= bit;
}

void
sdp_check_media_word (SdpCheck *check, SipBuilder *builder, guint n, SipSpan word)
{
  static const char *const protos[] = {
    "RTP/AVP",
    "RTP/AVPF",
    "RTP/SAVP",
    "RTP/SAVPF",
    "UDP/TLS/RTP/SAVP",
    "udptl",
    "UDP/TLS/RTP/SAVPF",
    "TCP/RTP/AVP",
    "TCP/TLS/RTP/SAVPF",
    "TCP/MSRP",
    "TCP/TLS/MSRP",
    "UDP/DTLS/SCTP",
    "TCP/DTLS/SCTP",
    "TCP/BFCP",
    "TCP/TLS/BFCP",
    "UDP/BFCP",
    "UDP/TLS/BFCP",
    "udp",
    "TCP",
    "TCP/TLS",
    "UDP/TLS/UDPTL",
    "TCP/MRCPv2",
    "TCP/TLS/MRCPv2",
    "PSTN",
    "DCCP/RTP/AVP",
    "TCP/RTP/AVPF",
    "TCP/RTP/SAVP",
    "DCCP",
    "TCP/TLS/RTP/AVP",
    "DTLS/SCTP",
    "TCP/DTLS/RTP/SAVP",
    "vat",
  };
  const guint8 *data = builder->data;

  if (n == 1 && get_number (data, word) == 0)
    sip_builder_report (builder, SIP_DIAGNOSTIC_SDP_PORT_ZERO, check->media);
  else if (n == 2)
    {
      check->is_rtp =
          g_strstr_len ((const char *)data + word.at, word.len, "RTP/") != NULL;
      if (!sip_span_is_among (data, word, protos, G_N_ELEMENTS (protos)))
        sip_builder_report (builder, SIP_DIAGNOSTIC_SDP_PROTO_UNKNOWN, word);
    }
  else if (n > 2 && check->is_rtp)
    check_format (check, builder, word);
}

/* The static payload types that calls use (RFC 3551 §6). */
static void
check_static (SipBuilder *builder, gint64 number, SipSpan encoding)
{
  static const struct
  {
    guint8 number;
    const char *encoding;
  } rows[] = { { 0, "PCMU/8000" },   { 3, "GSM/8000" },   { 4, "G723/8000" },
               { 8, "PCMA/8000" },   { 9, "G722/8000" },  { 13, "CN/8000" },
               { 15, "G728/8000" },  { 18, "G729/8000" }, { 26, "JPEG/90000" },
               { 31, "H261/90000" }, { 32, "MPV/90000" }, { 34, "H263/90000" } };
  const guint8 *data = builder->data;
  SipSpan mono = encoding;

  if (memchr (data + encoding.at, '/', encoding.len) == NULL)
    return; /* malformed, and said to be */
  if (mono.len > 2 && memcmp (data + sip_span_end (mono) - 2, "/1", 2) == 0)
    mono.len -= 2;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].number == number && !sip_span_equal_nocase (data, mono, rows[i].encoding))
      sip_builder_report_full (builder,
                               (SipDiagnostic){ .code = SIP_DIAGNOSTIC_SDP_PAYLOAD_STATIC,
                                                .span = encoding,
                                                .number = { number } });
}

/* "a=rtpmap:96 …" and "a=fmtp:96 …" speak of a format of m=. */
static void
check_listed (SdpCheck *check, SipBuilder *builder, SipSpan line, SipSpan value)
{
  gint64 number = get_number (builder->data, value);

  if (!check->in_media || !check->is_rtp || number < 0 || number > 127)
    return;
  if ((check->listed[number / 64] & (G_GUINT64_CONSTANT (1) << number % 64)) == 0)
    report (builder, SIP_DIAGNOSTIC_SDP_FORMAT_UNLISTED, line, check->media);
}

static void
check_mid (SdpCheck *check, SipBuilder *builder, SipSpan line)
{
  const guint8 *data = builder->data;

  for (guint i = 0; i < MIN (check->n_mids, SDP_MAX_MIDS); i++)
    if (check->mids[i].len == line.len
        && memcmp (data + check->mids[i].at, data + line.at, line.len) == 0)
      {
        report (builder, SIP_DIAGNOSTIC_SDP_MID_REPEATED, line, check->mids[i]);
        return;
      }
  if (check->n_mids < SDP_MAX_MIDS)
    check->mids[check->n_mids] = line;
  check->n_mids++;
}

static void
check_direction (SdpCheck *check, SipBuilder *builder, SipSpan line)
{
  if (check->direction.len > 0)
    report (builder, SIP_DIAGNOSTIC_SDP_DIRECTIONS, line, check->direction);
  else
    check->direction = line;
}

static void
check_known (SdpCheck *check, SipBuilder *builder, SipSpan line, guint16 attribute,
             SipSpan value, gboolean has_colon)
{
  SipDiagnostic diagnostic = { .span = line, .number = { attribute } };

  diagnostic.code = SIP_DIAGNOSTIC_SDP_ATTRIBUTE_LEVEL;
  if (!sip_sdp_attribute_may_stand (attribute, check->in_media))
    sip_builder_report_full (builder, diagnostic);
  diagnostic.code = SIP_DIAGNOSTIC_SDP_ATTRIBUTE_NO_VALUE;
  if (sip_sdp_attribute_has_value (attribute) && value.len == 0)
    sip_builder_report_full (builder, diagnostic);
  diagnostic.code = SIP_DIAGNOSTIC_SDP_ATTRIBUTE_VALUE;
  diagnostic.span = (SipSpan){ value.at - 1, value.len + 1 };
  if (!sip_sdp_attribute_has_value (attribute) && has_colon)
    sip_builder_report_full (builder, diagnostic);
}

/* A name of no registry that is one but for its case (RFC 8866 §5.13: case counts). */
static void
check_unknown (SipBuilder *builder, SipSpan name)
{
  for (guint i = 0; i < SIP_N_SDP_ATTRIBUTES; i++)
    if (sip_span_equal_nocase (builder->data, name, sip_sdp_attribute_get_name (i)))
      sip_builder_report_full (builder,
                               (SipDiagnostic){ .code = SIP_DIAGNOSTIC_SDP_ATTRIBUTE_CASE,
                                                .span = name,
                                                .number = { i } });
}

void
sdp_check_attribute (SdpCheck *check, SipBuilder *builder, SipSpan line)
{
  const guint8 *data = builder->data;
  SipSpan all = { line.at + 2, line.len - 2 };
  SipSpan name = before (data, all, ':'), value = behind (all, name), format;
  guint16 attribute = sip_sdp_attribute_lookup ((const char *)data + name.at, name.len);

  if (attribute == SIP_FACT_NONE)
    {
      check_unknown (builder, name);
      return;
    }
  check_known (check, builder, line, attribute, value, name.len < all.len);
  switch (attribute)
    {
    case SIP_SDP_ATTRIBUTE_RTPMAP:
      format = before (data, value, ' ');
      check_static (builder, get_number (data, format), behind (value, format));
      check_listed (check, builder, line, value);
      break;
    case SIP_SDP_ATTRIBUTE_FMTP:
      check_listed (check, builder, line, value);
      break;
    case SIP_SDP_ATTRIBUTE_SENDRECV:
    case SIP_SDP_ATTRIBUTE_SENDONLY:
    case SIP_SDP_ATTRIBUTE_RECVONLY:
    case SIP_SDP_ATTRIBUTE_INACTIVE:
      check_direction (check, builder, line);
      break;
    case SIP_SDP_ATTRIBUTE_MID:
      check_mid (check, builder, line);
      break;
    case SIP_SDP_ATTRIBUTE_GROUP:
      if (check->group.len == 0)
        check->group = line;
      break;
    default:
      break;
    }
}

static void
check_bandwidth (SipBuilder *builder, SipSpan line)
{
  static const char *const types[] = { "CT", "AS", "TIAS", "RS", "RR" };
  SipSpan all = { line.at + 2, line.len - 2 };
  SipSpan type = before (builder->data, all, ':');

  if (type.len > 0
      && !sip_span_is_among (builder->data, type, types, G_N_ELEMENTS (types)))
    sip_builder_report (builder, SIP_DIAGNOSTIC_SDP_BANDWIDTH_UNKNOWN, type);
}

/* Port 9 of 0.0.0.0 says that the address comes with a candidate (RFC 8840 §4.1.1). */
static gboolean
waits_for_candidates (const SdpCheck *check, const guint8 *data)
{
  SipSpan line = { check->media.at + 2, check->media.len - 2 };
  SipSpan port;

  if (!check->in_media)
    return FALSE;
  port = before (data, behind (line, before (data, line, ' ')), ' ');
  return sip_span_equal_nocase (data, port, "9");
}

void
sdp_check_session_line (SdpCheck *check, SipBuilder *builder, guint8 type, SipSpan line)
{
  const guint8 *data = builder->data;
  SipSpan value = { line.at + 2, line.len - 2 };
  SipSpan first = before (data, value, ' ');
  gint64 start, stop;

  switch (type)
    {
    case 'v':
      if (value.len > 0 && !sip_span_equal_nocase (data, value, "0"))
        sip_builder_report (builder, SIP_DIAGNOSTIC_SDP_VERSION, value);
      break;
    case 't':
      start = get_number (data, first);
      stop = get_number (data, behind (value, first));
      if (stop > 0 && start > stop)
        sip_builder_report (builder, SIP_DIAGNOSTIC_SDP_TIME_ORDER, line);
      break;
    case 'c':
      if (sip_span_equal_nocase (data, value, "IN IP4 0.0.0.0")
          && !waits_for_candidates (check, data))
        sip_builder_report (builder, SIP_DIAGNOSTIC_SDP_HOLD_OLD, line);
      break;
    case 'k':
      sip_builder_report (builder, SIP_DIAGNOSTIC_SDP_KEY_OBSOLETE, line);
      break;
    case 'b':
      check_bandwidth (builder, line);
      break;
    default:
      break;
    }
}

static gboolean
has_mid (const SdpCheck *check, const guint8 *data, SipSpan mid)
{
  static const guint prefix = 6; /* "a=mid:" */

  for (guint i = 0; i < MIN (check->n_mids, SDP_MAX_MIDS); i++)
    if (check->mids[i].len == prefix + mid.len
        && memcmp (data + check->mids[i].at + prefix, data + mid.at, mid.len) == 0)
      return TRUE;
  return FALSE;
}

/* "a=group:BUNDLE 0 1": each word behind the first is the mid of a stream. */
void
sdp_check_groups (SdpCheck *check, SipBuilder *builder, SipSpan body)
{
  SipCursor cursor = { builder->data, check->group.at, sip_span_end (check->group) };

  if (check->n_media == 0)
    sip_builder_report (builder, SIP_DIAGNOSTIC_SDP_MEDIA_NONE,
                        (SipSpan){ sip_span_end (body), 0 });
  if (check->group.len == 0 || check->n_mids > SDP_MAX_MIDS)
    return;
  for (guint n = 0; n <= SDP_MAX_MIDS && !sip_at_end (&cursor); n++)
    {
      guint32 at = cursor.at;

      while (!sip_at_end (&cursor) && cursor.data[cursor.at] != ' ')
        cursor.at++;
      if (n > 0 && cursor.at > at
          && !has_mid (check, builder->data, sip_span_between (at, cursor.at)))
        report (builder, SIP_DIAGNOSTIC_SDP_GROUP_MID, sip_span_between (at, cursor.at),
                check->group);
      sip_take_char (&cursor, ' ');
    }
}
