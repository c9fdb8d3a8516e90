/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values that are numbers, dates, or begin with them.
 */
#include "sip/read.h"

#include <string.h>

static void
report_range (SipBuilder *builder, SipSpan span, guint64 value, guint64 largest)
{
  sip_builder_report_full (builder,
                           (SipDiagnostic){ .code = SIP_DIAGNOSTIC_NUMBER_RANGE,
                                            .span = span,
                                            .other = sip_builder_get_field_name (builder),
                                            .number = { MIN (value, G_MAXINT64),
                                                        MIN (largest, G_MAXINT64) } });
}

/* A number and nothing but: "12abc" is none. */
static gboolean
take_whole_number (SipCursor *cursor, SipSpan *ret_span, guint64 *ret_value)
{
  SipCursor ahead = *cursor;

  if (!sip_take_number (&ahead, ret_span, ret_value)
      || (!sip_at_end (&ahead) && sip_is (ahead.data[ahead.at], SIP_CHARS_TOKEN)))
    return FALSE;
  *cursor = ahead;
  return TRUE;
}

gboolean
sip_read_number (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  SipSpan span;
  guint64 value;

  if (!take_whole_number (cursor, &span, &value))
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_NUMBER, header, span);
  if (header == SIP_HEADER_MAX_FORWARDS && value > 255)
    sip_builder_report (builder, SIP_DIAGNOSTIC_MAX_FORWARDS_RANGE, span);
  else if (value > G_MAXUINT32)
    report_range (builder, span, value, G_MAXUINT32);
  return TRUE;
}

/* A code of a registry of the header field's own: one to three digits. */
gboolean
sip_read_code (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  SipSpan span;
  guint64 value;

  if (!take_whole_number (cursor, &span, &value))
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_NUMBER, header, span);
  return span.len <= 3 && sip_read_params (builder, cursor);
}

/* delta-seconds: up to 2**32-1 (§20.19) */
gboolean
sip_read_delta (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  SipSpan span;
  guint64 value;

  if (!take_whole_number (cursor, &span, &value))
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_DELTA_SECONDS, SIP_FACT_NONE, span);
  if (value > G_MAXUINT32)
    report_range (builder, span, value, G_MAXUINT32);
  return TRUE;
}

gboolean
sip_read_delta_params (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  return sip_read_delta (builder, cursor, header) && sip_read_params (builder, cursor);
}

/* delta-seconds [ comment ] *( SEMI retry-param ), §20.33 */
gboolean
sip_read_retry_after (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  SipCursor ahead;
  SipSpan comment;

  if (!sip_read_delta (builder, cursor, header))
    return FALSE;
  ahead = *cursor;
  if (sip_take_sws (&ahead) && sip_take_comment (&ahead, &comment))
    {
      sip_builder_text (builder, SIP_KIND_COMMENT, comment);
      *cursor = ahead;
    }
  return sip_read_params (builder, cursor);
}

/* *DIGIT [ "." *DIGIT ] */
static gboolean
read_decimal (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  guint32 at = cursor->at;
  SipSpan digits;

  sip_take_run (cursor, SIP_CHARS_DIGIT, &digits);
  if (sip_take_char (cursor, '.'))
    sip_take_run (cursor, SIP_CHARS_DIGIT, &digits);
  sip_builder_leaf (builder, SIP_KIND_NUMBER, header, sip_span_between (at, cursor->at));
  return cursor->at > at;
}

/* The time, which begins with a digit, then how long the answer waited (§20.38). */
gboolean
sip_read_timestamp (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  if (!sip_is (builder->data[cursor->at], SIP_CHARS_DIGIT)
      || !read_decimal (builder, cursor, header))
    return FALSE;
  return !sip_take_lws (cursor) || sip_at_end (cursor)
         || read_decimal (builder, cursor, header);
}

gboolean
sip_read_mime_version (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  SipCursor ahead = *cursor;
  SipSpan major, minor;

  if (!sip_take_run (&ahead, SIP_CHARS_DIGIT, &major) || !sip_take_char (&ahead, '.')
      || !sip_take_run (&ahead, SIP_CHARS_DIGIT, &minor))
    return FALSE;
  *cursor = ahead;
  sip_builder_leaf (builder, SIP_KIND_NUMBER, header,
                    sip_span_between (major.at, sip_span_end (minor)));
  return TRUE;
}

/* A CSeq number fits 31 bits (§8.1.1.5). */
static gboolean
read_cseq_number (SipBuilder *builder, SipCursor *cursor)
{
  SipSpan span;
  guint64 value;

  if (!sip_take_number (cursor, &span, &value))
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_CSEQ_NUMBER, SIP_FACT_NONE, span);
  if (value > G_MAXINT32)
    sip_builder_report (builder, SIP_DIAGNOSTIC_CSEQ_RANGE, span);
  return sip_take_lws (cursor);
}

gboolean
sip_read_cseq (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  return read_cseq_number (builder, cursor) && sip_read_method (builder, cursor, header);
}

/* response-num LWS CSeq-num LWS Method, RFC 3262 §7.2 */
gboolean
sip_read_rack (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  SipSpan span;
  guint64 value;

  if (!sip_take_number (cursor, &span, &value) || !sip_take_lws (cursor))
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_NUMBER, header, span);
  return sip_read_cseq (builder, cursor, header);
}

/* 3DIGIT SP warn-agent SP warn-text, §20.43 */
gboolean
sip_read_warning (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  guint32 at;
  SipSpan code;
  guint64 value;

  if (!sip_take_number (cursor, &code, &value) || code.len != 3 || !sip_take_lws (cursor))
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_WARN_CODE, value, code);
  at = cursor->at;
  while (!sip_at_end (cursor) && !sip_is (cursor->data[cursor->at], SIP_CHARS_LWS)
         && cursor->data[cursor->at] != '"' && cursor->data[cursor->at] != ',')
    cursor->at++;
  sip_builder_leaf (builder, SIP_KIND_WARN_AGENT, SIP_FACT_NONE,
                    sip_span_between (at, cursor->at));
  return cursor->at > at && sip_take_lws (cursor) && sip_read_quoted (builder, cursor);
}

/* The form of RFC 1123 and no other: "Sat, 13 Nov 2010 23:29:00 GMT" (§20.17). In a
 * @pattern, '9' stands for a digit, '|' for a choice of names of three letters. */
static gboolean
is_one_of (const guint8 *data, const char *names)
{
  for (; *names != '\0'; names += 3)
    if (memcmp (data, names, 3) == 0)
      return TRUE;
  return FALSE;
}

static guint
get_two_digits (const guint8 *data)
{
  return (data[0] - '0') * 10 + data[1] - '0';
}

/* A day that there is, and a time; 60 is a second that is put in now and then. */
static gboolean
is_possible (const guint8 *data)
{
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  guint month = 1, year = get_two_digits (data + 12) * 100 + get_two_digits (data + 14);

  while (memcmp (months + 3 * (month - 1), data + 8, 3) != 0)
    month++;
  return g_date_valid_dmy (get_two_digits (data + 5), month, year)
         && get_two_digits (data + 17) < 24 && get_two_digits (data + 20) < 60
         && get_two_digits (data + 23) <= 60;
}

static gboolean
is_date (const guint8 *data, guint32 len)
{
  static const char pattern[] = "ddd, 99 mmm 9999 99:99:99 GMT";

  if (len != sizeof pattern - 1 || !is_one_of (data, "MonTueWedThuFriSatSun")
      || !is_one_of (data + 8, "JanFebMarAprMayJunJulAugSepOctNovDec"))
    return FALSE;
  for (guint i = 0; i < len; i++)
    if (pattern[i] == '9'
            ? !sip_is (data[i], SIP_CHARS_DIGIT)
            : pattern[i] != 'd' && pattern[i] != 'm' && pattern[i] != data[i])
      return FALSE;
  return is_possible (data);
}

gboolean
sip_read_date (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  SipSpan span = sip_span_between (cursor->at, cursor->end);

  sip_builder_text (builder, SIP_KIND_DATE, span);
  cursor->at = cursor->end;
  return is_date (builder->data + span.at, span.len);
}
