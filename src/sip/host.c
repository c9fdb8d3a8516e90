/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/host.h"

#include <string.h>

static gboolean
is_ipv4 (const guint8 *data, guint32 at, guint32 end)
{
  guint parts = 0;

  while (at < end)
    {
      guint value = 0, digits = 0;

      for (; at < end && sip_is (data[at], SIP_CHARS_DIGIT); at++, digits++)
        value = value * 10 + data[at] - '0';
      if (digits == 0 || digits > 3 || value > 255 || ++parts > 4)
        return FALSE;
      if (at < end && (data[at++] != '.' || at == end))
        return FALSE;
    }
  return parts == 4;
}

/* Up to eight groups of four hexadecimal digits, one "::" for groups of zeros, an IPv4
 * address for the last two. */
static gboolean
is_ipv6 (const guint8 *data, guint32 at, guint32 end)
{
  guint groups = 0;
  gboolean compressed = FALSE;

  if (end - at < 2 || end - at > 45)
    return FALSE;
  if (data[at] == ':')
    {
      if (data[at + 1] != ':')
        return FALSE;
      compressed = TRUE;
      at += 2;
    }
  while (at < end)
    {
      guint32 from = at;

      while (at < end && at - from < 5 && sip_is (data[at], SIP_CHARS_HEX))
        at++;
      if (at < end && data[at] == '.')
        return is_ipv4 (data, from, end)
               && (groups += 2, compressed ? groups < 8 : groups == 8);
      if (at == from || at - from > 4 || ++groups > 8)
        return FALSE;
      if (at == end)
        break;
      if (data[at++] != ':' || at == end)
        return FALSE;
      if (data[at] == ':')
        {
          if (compressed)
            return FALSE;
          compressed = TRUE;
          at++;
        }
    }
  return compressed ? groups < 8 : groups == 8;
}

gboolean
sip_host_is_ipv6 (const guint8 *data, SipSpan span)
{
  guint32 at = span.at, end = sip_span_end (span);

  if (span.len >= 2 && data[at] == '[' && data[end - 1] == ']')
    return is_ipv6 (data, at + 1, end - 1);
  return is_ipv6 (data, at, end);
}

gboolean
sip_host_is_ipv4 (const guint8 *data, SipSpan span)
{
  return is_ipv4 (data, span.at, sip_span_end (span));
}

/* Digits and dots alone: meant to be an address, never a name. */
static gboolean
looks_like_ipv4 (const guint8 *data, SipSpan span)
{
  for (guint32 i = span.at; i < sip_span_end (span); i++)
    if (!sip_is (data[i], SIP_CHARS_DIGIT) && data[i] != '.')
      return FALSE;
  return TRUE;
}

/* *( domainlabel "." ) toplabel [ "." ]: the last label begins with a letter, which is
 * what tells it from an address. Takes what is of @chars. */
static inline gboolean
take_name (SipCursor *cursor, guint chars, SipSpan *ret_span, gboolean *ret_fine)
{
  const guint8 *begin = cursor->data + cursor->at, *end = cursor->data + cursor->end;
  const guint8 *here = begin, *label = begin, *last = begin;
  gboolean fine = TRUE;

  for (;; here++)
    {
      while (here < end && sip_is (*here, SIP_CHARS_ALPHA | SIP_CHARS_DIGIT))
        here++;
      if (here == end || !sip_is (*here, chars))
        break;
      if (*here == '.')
        {
          fine &= here > label && here[-1] != '-';
          last = label;
          label = here + 1;
        }
      else
        fine &= *here != '_' && (*here != '-' || here > label);
    }
  if (here == begin)
    return FALSE;
  if (label < here)
    last = label;
  *ret_fine = fine && sip_is (*last, SIP_CHARS_ALPHA) && here[-1] != '-';
  *ret_span = (SipSpan){ cursor->at, here - begin };
  cursor->at += here - begin;
  return TRUE;
}

gboolean
sip_host_is_name (const guint8 *data, SipSpan span)
{
  SipCursor cursor = { data, span.at, sip_span_end (span) };
  gboolean fine;

  return is_ipv4 (data, span.at, sip_span_end (span))
         || (take_name (&cursor, ~0u, &span, &fine) && fine);
}

/* "[2001:db8::1:5070]": the port went inside the brackets and became a group (RFC 5118
 * §4.3). Only a guess, for ports in the range that SIP uses. */
static gboolean
ends_in_port (const guint8 *data, SipSpan host)
{
  guint32 end = sip_span_end (host);

  return host.len > 7 && data[end - 6] == ':' && data[end - 5] == '5'
         && data[end - 4] == '0' && data[end - 3] >= '6' && data[end - 3] <= '9'
         && sip_is (data[end - 2], SIP_CHARS_DIGIT);
}

static void
check_host (SipBuilder *builder, SipSpan host, gboolean is_name, gboolean has_port)
{
  const guint8 *data = builder->data;

  if (data[host.at] != '[')
    {
      if (!is_name && !sip_host_is_ipv4 (data, host))
        sip_builder_report (builder,
                            looks_like_ipv4 (data, host) ? SIP_DIAGNOSTIC_IPV4_MALFORMED
                                                         : SIP_DIAGNOSTIC_HOST_MALFORMED,
                            host);
      return;
    }
  if (sip_host_is_ipv6 (data, host))
    {
      if (!has_port && ends_in_port (data, host))
        sip_builder_report (builder, SIP_DIAGNOSTIC_IPV6_PORT_INSIDE, host);
    }
  else if (g_strstr_len ((const char *)data + host.at, host.len, ":::") != NULL)
    sip_builder_report (builder, SIP_DIAGNOSTIC_IPV6_THREE_COLONS, host);
  else
    sip_builder_report (builder, SIP_DIAGNOSTIC_HOST_MALFORMED, host);
}

/* 2001:db8::1 where [2001:db8::1] should stand: the colons look like that of a port. */
static gboolean
take_bare_ipv6 (SipCursor *cursor, SipSpan *ret_span)
{
  guint32 at = cursor->at;
  guint colons = 0;
  SipSpan group = { at, 0 };
  SipCursor ahead = *cursor;

  /* Nearly always not: what is in front of the first colon is no group. */
  sip_take_run (&ahead, SIP_CHARS_HEX, &group);
  if (group.len > 4 || sip_peek (&ahead) != ':')
    return FALSE;
  while (at < cursor->end && at - cursor->at < 46
         && (sip_is (cursor->data[at], SIP_CHARS_HEX) || cursor->data[at] == ':'
             || cursor->data[at] == '.'))
    colons += cursor->data[at++] == ':';
  if (colons < 2 || !is_ipv6 (cursor->data, cursor->at, at))
    return FALSE;
  *ret_span = sip_span_between (cursor->at, at);
  cursor->at = at;
  return TRUE;
}

gboolean
sip_read_hostport (SipBuilder *builder, SipCursor *cursor, gboolean spaced)
{
  SipCursor ahead;
  SipSpan host, port;
  guint64 number;
  gboolean has_port, is_name = FALSE;

  if (take_bare_ipv6 (cursor, &host))
    {
      sip_builder_leaf (builder, SIP_KIND_HOST, SIP_FACT_NONE, host);
      sip_builder_report (builder, SIP_DIAGNOSTIC_IPV6_NO_BRACKETS, host);
      return TRUE;
    }
  if (sip_peek (cursor) == '[' ? !sip_take_host (cursor, &host)
                               : !take_name (cursor, SIP_CHARS_HOST, &host, &is_name))
    return FALSE;
  sip_builder_leaf (builder, SIP_KIND_HOST, SIP_FACT_NONE, host);
  ahead = *cursor;
  has_port = spaced ? sip_take_separator (&ahead, ':') : sip_take_char (&ahead, ':');
  check_host (builder, host, is_name, has_port);
  if (!has_port)
    return TRUE;
  if (!sip_take_number (&ahead, &port, &number))
    return FALSE;
  if (number > G_MAXUINT16 || number == 0)
    sip_builder_report (builder, SIP_DIAGNOSTIC_PORT_RANGE, port);
  sip_builder_leaf (builder, SIP_KIND_PORT, SIP_FACT_NONE, port);
  *cursor = ahead;
  return TRUE;
}
