/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "a=name:value": what each attribute's value is made of, as a table.
 */
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
  sip_builder_leaf (builder, SIP_KIND_SDP_FIELD, SIP_SDP_FIELD_CODEC_PARAMETERS,
                    sip_span_between (cursor.at, cursor.end));
  return TRUE;
}

/* What one word of a value is, and what it may be: "9" digits, "a" a token, "1.5" a
 * number with a fraction, "x|y" one of these, NULL anything. */
typedef struct
{
  SipSdpField field;
  const char *may_be;
} Word;

/* The field of a word that the attribute itself explains. */
#define OWN SIP_N_SDP_FIELDS

typedef struct
{
  guint8 least;  /* words that must be there */
  guint8 n;      /* words that are told apart; 0 = no shape */
  gboolean more; /* the last comes again */
  Word words[9];
} Shape;

#define DIRECTIONS "none|send|recv|sendrecv"
#define STATUSES "local|remote|e2e"

/* clang-format off */
#define SHAPE(NAME, ...) [SIP_SDP_ATTRIBUTE_##NAME] = { __VA_ARGS__ }
#define FIELD(NAME, may_be) { SIP_SDP_FIELD_##NAME, may_be }
static const Shape shapes[SIP_N_SDP_ATTRIBUTES] = {
  SHAPE (ACCEPT_TYPES,         1, 1, TRUE,  { { OWN, NULL } }),
  SHAPE (ACCEPT_WRAPPED_TYPES, 1, 1, TRUE,  { { OWN, NULL } }),
  SHAPE (CANDIDATE,            8, 9, TRUE,  { FIELD (CANDIDATE_FOUNDATION, NULL), FIELD (COMPONENT, "9"),
                                              FIELD (CANDIDATE_TRANSPORT, "a"), FIELD (CANDIDATE_PRIORITY, "9"),
                                              FIELD (ADDRESS, NULL), FIELD (M_PORT, "9"), { OWN, "typ" },
                                              FIELD (CANDIDATE_TYPE, "a"), FIELD (CANDIDATE_EXTENSION, NULL) }),
  SHAPE (CHARSET,              1, 1, FALSE, { { OWN, "a" } }),
  SHAPE (CONF,                 3, 3, FALSE, { FIELD (PRECONDITION_TYPE, "a"), FIELD (PRECONDITION_STATUS, STATUSES),
                                              FIELD (PRECONDITION_DIRECTION, DIRECTIONS) }),
  SHAPE (CONFID,               1, 1, FALSE, { { OWN, "9" } }),
  SHAPE (CONNECTION,           1, 1, FALSE, { { OWN, "new|existing" } }),
  SHAPE (CRYPTO,               3, 4, TRUE,  { FIELD (CRYPTO_TAG, "9"), FIELD (CRYPTO_SUITE, "a"), FIELD (CRYPTO_KEY, NULL), { OWN, NULL } }),
  SHAPE (CURR,                 3, 3, FALSE, { FIELD (PRECONDITION_TYPE, "a"), FIELD (PRECONDITION_STATUS, STATUSES),
                                              FIELD (PRECONDITION_DIRECTION, DIRECTIONS) }),
  SHAPE (DES,                  4, 4, FALSE, { FIELD (PRECONDITION_TYPE, "a"),
                                              FIELD (PRECONDITION_STRENGTH, "mandatory|optional|none|failure|unknown"),
                                              FIELD (PRECONDITION_STATUS, STATUSES), FIELD (PRECONDITION_DIRECTION, DIRECTIONS) }),
  SHAPE (EXTMAP,               2, 3, TRUE,  { FIELD (EXTENSION_ID, NULL), FIELD (EXTENSION_URI, NULL), { OWN, NULL } }),
  SHAPE (FILE_TRANSFER_ID,     1, 1, FALSE, { { OWN, "a" } }),
  SHAPE (FINGERPRINT,          2, 2, FALSE, { FIELD (HASH_FUNCTION, "a"), FIELD (FINGERPRINT_VALUE, NULL) }),
  SHAPE (FLOORCTRL,            1, 1, TRUE,  { { OWN, "c-only|s-only|c-s" } }),
  SHAPE (FRAMERATE,            1, 1, FALSE, { { OWN, "1.5" } }),
  SHAPE (GROUP,                1, 2, TRUE,  { FIELD (GROUP_SEMANTICS, "a"), FIELD (MID_REFERENCE, "a") }),
  SHAPE (ICE_OPTIONS,          1, 1, TRUE,  { { OWN, NULL } }),
  SHAPE (ICE_PACING,           1, 1, FALSE, { { OWN, "9" } }),
  SHAPE (ICE_PWD,              1, 1, FALSE, { { OWN, NULL } }),
  SHAPE (ICE_UFRAG,            1, 1, FALSE, { { OWN, NULL } }),
  SHAPE (KEY_MGMT,             2, 2, FALSE, { FIELD (KEY_PROTOCOL, "a"), { OWN, NULL } }),
  SHAPE (LABEL,                1, 1, FALSE, { { OWN, "a" } }),
  SHAPE (LANG,                 1, 1, FALSE, { { OWN, "a" } }),
  SHAPE (MAX_MESSAGE_SIZE,     1, 1, FALSE, { { OWN, "9" } }),
  SHAPE (MAX_SIZE,             1, 1, FALSE, { { OWN, "9" } }),
  SHAPE (MAXPTIME,             1, 1, FALSE, { { OWN, "1.5" } }),
  SHAPE (MID,                  1, 1, FALSE, { { OWN, "a" } }),
  SHAPE (MSID,                 1, 2, FALSE, { FIELD (STREAM_ID, NULL), { OWN, NULL } }),
  SHAPE (ORIENT,               1, 1, FALSE, { { OWN, "portrait|landscape|seascape" } }),
  SHAPE (PATH,                 1, 1, TRUE,  { { OWN, NULL } }),
  SHAPE (PTIME,                1, 1, FALSE, { { OWN, "1.5" } }),
  SHAPE (QUALITY,              1, 1, FALSE, { { OWN, "9" } }),
  SHAPE (REMOTE_CANDIDATES,    3, 3, TRUE,  { FIELD (COMPONENT, "9"), FIELD (ADDRESS, NULL), { OWN, NULL } }),
  SHAPE (RID,                  2, 3, TRUE,  { { OWN, NULL }, FIELD (RID_DIRECTION, "send|recv"), { OWN, NULL } }),
  SHAPE (RTCP,                 1, 4, FALSE, { FIELD (M_PORT, "9"), FIELD (NETTYPE, "a"), FIELD (ADDRTYPE, "a"), FIELD (ADDRESS, NULL) }),
  SHAPE (RTCP_FB,              2, 3, TRUE,  { FIELD (M_FMT, NULL), FIELD (FEEDBACK_TYPE, NULL), FIELD (FEEDBACK_TYPE, NULL) }),
  SHAPE (RTCP_XR,              1, 1, TRUE,  { { OWN, NULL } }),
  SHAPE (SCTP_PORT,            1, 1, FALSE, { { OWN, "9" } }),
  SHAPE (SDPLANG,              1, 1, FALSE, { { OWN, "a" } }),
  SHAPE (SETUP,                1, 1, FALSE, { { OWN, "active|passive|actpass|holdconn" } }),
  SHAPE (SILENCESUPP,          5, 5, FALSE, { { OWN, "on|off|-" }, { OWN, NULL }, { OWN, NULL }, { OWN, NULL }, { OWN, NULL } }),
  SHAPE (SOURCE_FILTER,        5, 5, TRUE,  { FIELD (FILTER_MODE, "incl|excl"), FIELD (NETTYPE, "a"), FIELD (ADDRTYPE, NULL),
                                              FIELD (ADDRESS, NULL), FIELD (ADDRESS, NULL) }),
  SHAPE (SSRC,                 2, 3, TRUE,  { FIELD (SSRC_ID, "9"), FIELD (SSRC_ATTRIBUTE, NULL), FIELD (SSRC_ATTRIBUTE, NULL) }),
  SHAPE (SSRC_GROUP,           2, 2, TRUE,  { FIELD (GROUP_SEMANTICS, "a"), FIELD (SSRC_ID, "9") }),
  SHAPE (T38FAXMAXBUFFER,      1, 1, FALSE, { { OWN, "9" } }),
  SHAPE (T38FAXMAXDATAGRAM,    1, 1, FALSE, { { OWN, "9" } }),
  SHAPE (T38FAXRATEMANAGEMENT, 1, 1, FALSE, { { OWN, "localTCF|transferredTCF" } }),
  SHAPE (T38FAXUDPEC,          1, 1, FALSE, { { OWN, "t38UDPNoEC|t38UDPRedundancy|t38UDPFEC" } }),
  SHAPE (T38FAXVERSION,        1, 1, FALSE, { { OWN, "9" } }),
  SHAPE (T38MAXBITRATE,        1, 1, FALSE, { { OWN, "9" } }),
  SHAPE (TYPE,                 1, 1, FALSE, { { OWN, "broadcast|meeting|moderated|test|H332" } }),
  SHAPE (USERID,               1, 1, FALSE, { { OWN, "9" } }),
};
#undef SHAPE
#undef FIELD
/* clang-format on */

static gboolean
all_are (const guint8 *data, SipSpan span, guint chars)
{
  for (guint32 i = span.at; i < sip_span_end (span); i++)
    if (!sip_is (data[i], chars))
      return FALSE;
  return TRUE;
}

static gboolean
is_decimal (const guint8 *data, SipSpan span)
{
  SipCursor cursor = { data, span.at, sip_span_end (span) };
  SipSpan digits;

  return sip_take_run (&cursor, SIP_CHARS_DIGIT, &digits)
         && (!sip_take_char (&cursor, '.')
             || sip_take_run (&cursor, SIP_CHARS_DIGIT, &digits))
         && sip_at_end (&cursor);
}

static gboolean
is_choice (const guint8 *data, SipSpan span, const char *choices)
{
  while (*choices != '\0')
    {
      gsize len = strcspn (choices, "|");

      if (span.len == len
          && g_ascii_strncasecmp ((const char *)data + span.at, choices, len) == 0)
        return TRUE;
      choices += len + (choices[len] == '|');
    }
  return FALSE;
}

static gboolean
is_word (const guint8 *data, SipSpan span, const char *may_be)
{
  if (may_be == NULL)
    return TRUE;
  if (strcmp (may_be, "9") == 0)
    return all_are (data, span, SIP_CHARS_DIGIT);
  if (strcmp (may_be, "a") == 0)
    return all_are (data, span, SIP_CHARS_TOKEN);
  if (strcmp (may_be, "1.5") == 0)
    return is_decimal (data, span);
  return is_choice (data, span, may_be);
}

/* Words parted by spaces, each by its place. */
static gboolean
read_shape (SipBuilder *builder, const Shape *shape, SipSpan value)
{
  SipCursor cursor = { builder->data, value.at, sip_span_end (value) };
  gboolean fine = TRUE;
  guint n = 0;

  for (; sip_take_sws (&cursor) && !sip_at_end (&cursor); n++)
    {
      const Word *word = &shape->words[MIN (n, shape->n - 1u)];
      guint32 at = cursor.at;
      SipSpan span;

      while (!sip_at_end (&cursor) && cursor.data[cursor.at] != ' ')
        cursor.at++;
      span = sip_span_between (at, cursor.at);
      if (word->field == OWN)
        sip_builder_leaf (builder, SIP_KIND_TOKEN, SIP_FACT_NONE, span);
      else
        sip_builder_leaf (builder, SIP_KIND_SDP_FIELD, word->field, span);
      fine &=
          is_word (builder->data, span, word->may_be) && (n < shape->n || shape->more);
    }
  return fine && n >= shape->least;
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
  else if (attribute < G_N_ELEMENTS (shapes) && shapes[attribute].n > 0)
    fine = read_shape (builder, &shapes[attribute], value);
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
