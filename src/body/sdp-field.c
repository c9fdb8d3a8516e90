/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands behind "x=": fields parted by single spaces, as a table.
 */
#include "body/sdp.h"

#include <string.h>

#include "sip/host.h"

typedef enum
{
  EXACTLY, /* these fields */
  MORE,    /* the last one once or more */
} Count;

static const struct
{
  char type;
  Count count;
  guint n_fields;
  SipSdpField fields[6];
} layouts[] = {
  { 'o',
    EXACTLY,
    6,
    { SIP_SDP_FIELD_O_USERNAME, SIP_SDP_FIELD_O_SESS_ID, SIP_SDP_FIELD_O_SESS_VERSION,
      SIP_SDP_FIELD_NETTYPE, SIP_SDP_FIELD_ADDRTYPE, SIP_SDP_FIELD_ADDRESS } },
  { 'c',
    EXACTLY,
    3,
    { SIP_SDP_FIELD_NETTYPE, SIP_SDP_FIELD_ADDRTYPE, SIP_SDP_FIELD_ADDRESS } },
  { 't', EXACTLY, 2, { SIP_SDP_FIELD_T_START, SIP_SDP_FIELD_T_STOP } },
  { 'm',
    MORE,
    4,
    { SIP_SDP_FIELD_M_MEDIA, SIP_SDP_FIELD_M_PORT, SIP_SDP_FIELD_M_PROTO,
      SIP_SDP_FIELD_M_FMT } },
  { 'r',
    MORE,
    3,
    { SIP_SDP_FIELD_R_INTERVAL, SIP_SDP_FIELD_R_DURATION, SIP_SDP_FIELD_R_OFFSET } },
  { 'z', MORE, 2, { SIP_SDP_FIELD_Z_ADJUSTMENT, SIP_SDP_FIELD_Z_ADJUSTMENT } },
};

static gboolean
all_are (const guint8 *data, SipSpan span, guint chars)
{
  for (guint32 i = span.at; i < sip_span_end (span); i++)
    if (!sip_is (data[i], chars))
      return FALSE;
  return span.len > 0;
}

/* A part of @span in front of @c, or all of it. */
static SipSpan
before (const guint8 *data, SipSpan span, char c)
{
  const guint8 *found = memchr (data + span.at, c, span.len);

  return found != NULL ? sip_span_between (span.at, found - data) : span;
}

/* ["-"] 1*DIGIT [ "d" / "h" / "m" / "s" ], §5.10 */
static gboolean
is_typed_time (const guint8 *data, SipSpan span)
{
  if (span.len > 1 && data[span.at] == '-')
    span = (SipSpan){ span.at + 1, span.len - 1 };
  if (span.len > 1 && strchr ("dhms", data[sip_span_end (span) - 1]) != NULL)
    span.len--;
  return all_are (data, span, SIP_CHARS_DIGIT);
}

static gboolean
is_field (const guint8 *data, SipSdpField field, SipSpan span)
{
  SipSpan port;

  switch (field)
    {
    case SIP_SDP_FIELD_O_SESS_ID:
    case SIP_SDP_FIELD_O_SESS_VERSION:
    case SIP_SDP_FIELD_T_START:
    case SIP_SDP_FIELD_T_STOP:
    case SIP_SDP_FIELD_B_BANDWIDTH:
      return all_are (data, span, SIP_CHARS_DIGIT);
    case SIP_SDP_FIELD_M_PORT:
      port = before (data, span, '/');
      if (port.len < span.len
          && !all_are (data,
                       sip_span_between (sip_span_end (port) + 1, sip_span_end (span)),
                       SIP_CHARS_DIGIT))
        return FALSE;
      return port.len <= 5 && all_are (data, port, SIP_CHARS_DIGIT);
    case SIP_SDP_FIELD_R_INTERVAL:
    case SIP_SDP_FIELD_R_DURATION:
    case SIP_SDP_FIELD_R_OFFSET:
    case SIP_SDP_FIELD_Z_ADJUSTMENT:
      return is_typed_time (data, span);
    case SIP_SDP_FIELD_NETTYPE:
    case SIP_SDP_FIELD_ADDRTYPE:
    case SIP_SDP_FIELD_M_MEDIA:
    case SIP_SDP_FIELD_B_TYPE:
      return all_are (data, span, SIP_CHARS_TOKEN);
    default:
      return TRUE;
    }
}

static void
report_field (SipBuilder *builder, SipDiagnosticId code, SipSpan span, SipSdpField field)
{
  sip_builder_report_full (
      builder, (SipDiagnostic){ .code = code, .span = span, .number = { field } });
}

static void
add_field (SipBuilder *builder, SipSdpField field, SipSpan span)
{
  sip_builder_leaf (builder, SIP_KIND_SDP_FIELD, field, span);
  if (!is_field (builder->data, field, span))
    report_field (builder, SIP_DIAGNOSTIC_SDP_FIELD_MALFORMED, span, field);
}

/* An address is one of its type: IP4, or IP6 without the brackets it has in a URI. Names
 * are allowed with both (§5.7). */
static void
check_address (SipBuilder *builder, SipSpan type, SipSpan address)
{
  const guint8 *data = builder->data;
  SipSpan host = before (data, address, '/');
  gboolean ip4 = type.len == 3 && memcmp (data + type.at, "IP4", 3) == 0;
  gboolean ip6 = type.len == 3 && memcmp (data + type.at, "IP6", 3) == 0;

  if (!ip4 && !ip6)
    return;
  if (sip_host_is_name (data, host)
      || (ip6 && data[host.at] != '[' && sip_host_is_ipv6 (data, host)))
    return;
  report_field (builder, SIP_DIAGNOSTIC_SDP_FIELD_MALFORMED, address,
                SIP_SDP_FIELD_ADDRESS);
}

/* The next run of what is no space. */
static gboolean
take_word (SipCursor *cursor, SipSpan *ret_span)
{
  guint32 at = cursor->at, from;

  while (at < cursor->end && cursor->data[at] == ' ')
    at++;
  for (from = at; at < cursor->end && cursor->data[at] != ' '; at++)
    ;
  if (at == from)
    return FALSE;
  *ret_span = sip_span_between (from, at);
  cursor->at = at;
  return TRUE;
}

static void
read_layout (SipBuilder *builder, guint layout, SipSpan line, SipSpan value)
{
  SipCursor cursor = { builder->data, value.at, sip_span_end (value) };
  guint n_fields = layouts[layout].n_fields, n = 0;
  gboolean spaces = FALSE;
  SipSpan word, last = { 0, 0 };

  for (;; n++)
    {
      SipSdpField field = layouts[layout].fields[MIN (n, n_fields - 1)];
      guint32 at = cursor.at;

      if (!take_word (&cursor, &word))
        break;
      spaces |= word.at - at != (n > 0);
      if (n >= n_fields && layouts[layout].count == EXACTLY)
        {
          sip_builder_leaf (builder, SIP_KIND_GARBAGE, SIP_FACT_NONE, word);
          sip_builder_report_full (builder, (SipDiagnostic){
                                                .code = SIP_DIAGNOSTIC_SDP_FIELD_EXTRA,
                                                .span = word,
                                                .other = line,
                                            });
          continue;
        }
      add_field (builder, field, word);
      if (field == SIP_SDP_FIELD_ADDRESS)
        check_address (builder, last, word);
      last = word;
    }
  if (n < n_fields)
    report_field (builder, SIP_DIAGNOSTIC_SDP_FIELD_MISSING, line,
                  layouts[layout].fields[n]);
  if (spaces || cursor.at < cursor.end)
    sip_builder_report (builder, SIP_DIAGNOSTIC_SDP_SPACES, line);
}

/* @first ":" @second; @second is no named field of its own in "k=". */
static void
read_pair (SipBuilder *builder, SipSpan line, SipSpan value, SipSdpField first,
           SipSdpField second)
{
  SipSpan name = before (builder->data, value, ':'), rest;

  add_field (builder, first, name);
  if (name.len == value.len)
    {
      if (second != SIP_SDP_FIELD_K_METHOD)
        report_field (builder, SIP_DIAGNOSTIC_SDP_FIELD_MISSING, line, second);
      return;
    }
  rest = sip_span_between (sip_span_end (name) + 1, sip_span_end (value));
  if (second == SIP_SDP_FIELD_K_METHOD)
    sip_builder_leaf (builder, SIP_KIND_SDP_VALUE, SIP_FACT_NONE, rest);
  else
    add_field (builder, second, rest);
}

void
sdp_read_fields (SipBuilder *builder, char type, SipSpan line, SipSpan value)
{
  static const struct
  {
    char type;
    SipSdpField field;
  } whole[] = { { 'v', SIP_SDP_FIELD_V_VERSION }, { 's', SIP_SDP_FIELD_S_NAME },
                { 'i', SIP_SDP_FIELD_I_TEXT },    { 'u', SIP_SDP_FIELD_U_URI },
                { 'e', SIP_SDP_FIELD_E_ADDRESS }, { 'p', SIP_SDP_FIELD_P_NUMBER } };

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    if (layouts[i].type == type)
      {
        read_layout (builder, i, line, value);
        return;
      }
  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    if (whole[i].type == type)
      {
        sip_builder_leaf (builder, SIP_KIND_SDP_FIELD, whole[i].field, value);
        return;
      }
  switch (type)
    {
    case 'b':
      read_pair (builder, line, value, SIP_SDP_FIELD_B_TYPE, SIP_SDP_FIELD_B_BANDWIDTH);
      break;
    case 'k':
      read_pair (builder, line, value, SIP_SDP_FIELD_K_METHOD, SIP_SDP_FIELD_K_METHOD);
      break;
    case 'a':
      sdp_read_attribute (builder, line, value);
      break;
    default:
      sip_builder_leaf (builder, SIP_KIND_SDP_VALUE, SIP_FACT_NONE, value);
    }
}
