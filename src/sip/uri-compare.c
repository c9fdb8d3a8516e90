/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/uri-compare.h"

#include <string.h>

#include "sip/builder.h"
#include "sip/chars.h"
#include "sip/cursor.h"
#include "sip/host.h"
#include "sip/uri.h"

static const struct
{
  const char *nick;
  const char *rfc;
} differences[] = {
  [SIP_URI_SAME] = { "same", "3261 §19.1.4" },
  [SIP_URI_UNREADABLE] = { "unreadable", "3261 §19.1.1" },
  [SIP_URI_SCHEME] = { "scheme", "3261 §19.1.4" },
  [SIP_URI_USER] = { "user", "3261 §19.1.4" },
  [SIP_URI_PASSWORD] = { "password", "3261 §19.1.4" },
  [SIP_URI_HOST] = { "host", "3261 §19.1.4" },
  [SIP_URI_PORT] = { "port", "3261 §19.1.4" },
  [SIP_URI_PARAM_VALUE] = { "param-value", "3261 §19.1.4" },
  [SIP_URI_PARAM_MISSING] = { "param-missing", "3261 §19.1.4" },
  [SIP_URI_HEADER] = { "header", "3261 §19.1.4" },
  [SIP_URI_NUMBER] = { "number", "3966 §4" },
  [SIP_URI_OTHER] = { "other", "3986 §6.2.1" },
};

/* One URI, read by the one grammar that messages are read by. */
typedef struct
{
  const guint8 *data; /* borrowed */
  guint32 len;
  SipNode *nodes; /* owned */
  guint32 n_nodes;
  gboolean fine;
} Uri;

static void
uri_init (Uri *uri, const char *text)
{
  SipBuilder builder;

  uri->data = (const guint8 *)text;
  uri->len = strlen (text);
  sip_builder_begin (&builder, uri->data, uri->len, NULL);
  sip_uri_read (&builder, (SipSpan){ 0, uri->len });
  sip_builder_close (&builder, uri->len);
  uri->fine = sip_builder_get_n_reports (&builder) == 0 && uri->len > 0;
  uri->nodes = builder.nodes;
  uri->n_nodes = builder.n_nodes;
  g_clear_pointer (&builder.diagnostics, g_array_unref);
}

static void
uri_clear (Uri *uri)
{
  g_free (uri->nodes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Uri, uri_clear)

static SipSpan
find (const Uri *uri, SipKind kind)
{
  for (guint32 i = 1; i < uri->n_nodes; i++)
    if (uri->nodes[i].kind == kind)
      return uri->nodes[i].span;
  return (SipSpan){ uri->len, 0 };
}

static int
hex (guint8 c)
{
  return g_ascii_xdigit_value ((char)c);
}

/* The next character. What is reserved (RFC 2396 §2.2) means something else when it is
 * escaped, and comes as 256 and more. */
static int
next_char (const guint8 *data, guint32 *at, guint32 end)
{
  int c = data[(*at)++];

  if (c != '%' || end - *at < 2 || hex (data[*at]) < 0 || hex (data[*at + 1]) < 0)
    return c;
  c = hex (data[*at]) * 16 + hex (data[*at + 1]);
  *at += 2;
  return c != 0 && strchr (";/?:@&=+$,", c) != NULL ? 256 + c : c;
}

static int
fold (int c)
{
  return c < 256 ? sip_lower (c) : c;
}

static gboolean
are_equal (const Uri *one, SipSpan a, const Uri *two, SipSpan b, gboolean case_counts)
{
  guint32 i = a.at, k = b.at;

  while (i < sip_span_end (a) && k < sip_span_end (b))
    {
      int c = next_char (one->data, &i, sip_span_end (a));
      int d = next_char (two->data, &k, sip_span_end (b));

      if (case_counts ? c != d : fold (c) != fold (d))
        return FALSE;
    }
  return i == sip_span_end (a) && k == sip_span_end (b);
}

/* The 16 bytes of an IPv6 reference, which has many spellings (RFC 5954 §4.2). */
static gboolean
parse_ipv6 (const Uri *uri, SipSpan host, guint8 *ret_bytes)
{
  guint16 groups[8] = { 0 };
  guint n = 0;
  int gap = -1;
  guint32 at = host.at + 1, end = sip_span_end (host) - 1;

  if (host.len < 4 || uri->data[host.at] != '[' || !sip_host_is_ipv6 (uri->data, host))
    return FALSE;
  while (at < end && n < 8)
    {
      guint32 from = at, value = 0;

      while (at < end && hex (uri->data[at]) >= 0)
        value = value * 16 + hex (uri->data[at++]);
      if (at < end && uri->data[at] == '.')
        {
          guint8 bytes[4] = { 0 };

          at = from;
          for (guint i = 0; at < end; at++)
            if (uri->data[at] == '.')
              i++;
            else if (i < 4)
              bytes[i] = bytes[i] * 10 + uri->data[at] - '0';
          groups[n++] = bytes[0] << 8 | bytes[1];
          if (n < 8)
            groups[n++] = bytes[2] << 8 | bytes[3];
          break;
        }
      if (at > from)
        groups[n++] = value;
      if (at < end && uri->data[at] == ':')
        at++;
      if (at < end && uri->data[at] == ':')
        {
          gap = n;
          at++;
        }
    }
  for (guint i = 0; i < 8; i++)
    {
      int from = gap < 0 || (int)i < gap ? (int)i : (int)(i - (8 - n));
      guint16 group = gap >= 0 && (int)i >= gap && i < gap + (8 - n) ? 0 : groups[from];

      ret_bytes[2 * i] = group >> 8;
      ret_bytes[2 * i + 1] = group & 0xff;
    }
  return TRUE;
}

static gboolean
are_hosts_equal (const Uri *one, SipSpan a, const Uri *two, SipSpan b)
{
  guint8 bytes[2][16];

  if (parse_ipv6 (one, a, bytes[0]) && parse_ipv6 (two, b, bytes[1]))
    return memcmp (bytes[0], bytes[1], 16) == 0;
  return are_equal (one, a, two, b, FALSE);
}

/* The parameter node called as @name of @other is; SIP_NODE_NONE if none. */
static guint32
find_param (const Uri *uri, const Uri *other, SipSpan name)
{
  for (guint32 i = 1; i < uri->n_nodes; i++)
    if (uri->nodes[i].kind == SIP_KIND_URI_PARAM
        && are_equal (uri, uri->nodes[sip_nodes_get_first (uri->nodes, i)].span, other,
                      name, FALSE))
      return i;
  return SIP_NODE_NONE;
}

static SipSpan
get_value (const Uri *uri, guint32 param)
{
  guint32 name = sip_nodes_get_first (uri->nodes, param);
  SipSpan span = uri->nodes[param].span;
  guint32 end = sip_span_end (uri->nodes[name].span);

  return end < sip_span_end (span) ? sip_span_between (end + 1, sip_span_end (span))
                                   : (SipSpan){ end, 0 };
}

/* These never match when they are absent from the other, even with their default value;
 * others are then passed over. For tel, RFC 3966 §4 passes over none. */
static gboolean
must_match (const Uri *uri, guint16 param)
{
  if (uri->nodes[1].kind == SIP_KIND_URI && find (uri, SIP_KIND_TEL_NUMBER).len > 0)
    return TRUE;
  return param == SIP_URI_PARAM_USER || param == SIP_URI_PARAM_TTL
         || param == SIP_URI_PARAM_METHOD || param == SIP_URI_PARAM_MADDR
         || param == SIP_URI_PARAM_TRANSPORT;
}

static SipUriDifference
make_difference (SipUriDifferenceId id, SipSpan one, SipSpan two)
{
  return (SipUriDifference){ id, one, two };
}

/* What of @one's parameters @two lacks or has otherwise. */
static gboolean
compare_params (const Uri *one, const Uri *two, SipUriDifference *difference)
{
  for (guint32 i = 1; i < one->n_nodes; i++)
    {
      const SipNode *node = &one->nodes[i];
      guint32 other;

      if (node->kind != SIP_KIND_URI_PARAM)
        continue;
      other = find_param (two, one, one->nodes[sip_nodes_get_first (one->nodes, i)].span);
      if (other == SIP_NODE_NONE && must_match (one, node->fact))
        *difference =
            make_difference (SIP_URI_PARAM_MISSING, node->span, (SipSpan){ two->len, 0 });
      else if (other != SIP_NODE_NONE
               && !are_equal (one, get_value (one, i), two, get_value (two, other),
                              FALSE))
        *difference =
            make_difference (SIP_URI_PARAM_VALUE, node->span, two->nodes[other].span);
      else
        continue;
      return FALSE;
    }
  return TRUE;
}

/* "name=value" of the headers; empty at the end. */
static SipSpan
take_header (SipCursor *cursor)
{
  guint32 at = cursor->at;
  SipSpan header;

  while (!sip_at_end (cursor) && sip_peek (cursor) != '&')
    cursor->at++;
  header = sip_span_between (at, cursor->at);
  sip_take_char (cursor, '&');
  return header;
}

/* Names without regard to case, values with. */
static gboolean
are_headers_equal (const Uri *one, SipSpan a, const Uri *two, SipSpan b)
{
  const guint8 *equals = memchr (one->data + a.at, '=', a.len);
  const guint8 *others = memchr (two->data + b.at, '=', b.len);
  SipSpan name, other;

  if (equals == NULL || others == NULL)
    return FALSE;
  name = sip_span_between (a.at, equals - one->data);
  other = sip_span_between (b.at, others - two->data);
  return are_equal (one, name, two, other, FALSE)
         && are_equal (one, sip_span_between (sip_span_end (name), sip_span_end (a)), two,
                       sip_span_between (sip_span_end (other), sip_span_end (b)), TRUE);
}

static gboolean
compare_headers (const Uri *one, const Uri *two, SipUriDifference *difference)
{
  SipSpan all = find (one, SIP_KIND_URI_HEADERS),
          others = find (two, SIP_KIND_URI_HEADERS);
  SipCursor cursor = { one->data, all.at, sip_span_end (all) };

  while (!sip_at_end (&cursor))
    {
      SipSpan header = take_header (&cursor);
      SipCursor inner = { two->data, others.at, sip_span_end (others) };
      gboolean found = FALSE;

      while (!found && !sip_at_end (&inner))
        found = are_headers_equal (one, header, two, take_header (&inner));
      if (!found)
        {
          *difference = make_difference (SIP_URI_HEADER, header, others);
          return FALSE;
        }
    }
  return TRUE;
}

static void
swap (SipUriDifference *difference)
{
  SipSpan one = difference->one;

  difference->one = difference->two;
  difference->two = one;
}

static gboolean
compare_lists (const Uri *one, const Uri *two, SipUriDifference *difference)
{
  if (!compare_params (one, two, difference) || !compare_headers (one, two, difference))
    return FALSE;
  if (compare_params (two, one, difference) && compare_headers (two, one, difference))
    return TRUE;
  swap (difference);
  return FALSE;
}

static gboolean
compare_piece (const Uri *one, const Uri *two, SipKind kind, SipUriDifferenceId id,
               SipUriDifference *difference)
{
  SipSpan a = find (one, kind), b = find (two, kind);
  gboolean case_counts = id == SIP_URI_USER || id == SIP_URI_PASSWORD;
  gboolean equal = id == SIP_URI_HOST ? are_hosts_equal (one, a, two, b)
                                      : are_equal (one, a, two, b, case_counts);

  if (!equal)
    *difference = make_difference (id, a, b);
  return equal;
}

/* Digits without the separators that please the eye (RFC 3966 §4). */
static gboolean
compare_numbers (const Uri *one, const Uri *two, SipUriDifference *difference)
{
  SipSpan a = find (one, SIP_KIND_TEL_NUMBER), b = find (two, SIP_KIND_TEL_NUMBER);
  guint32 i = a.at, k = b.at;

  for (;; i++, k++)
    {
      while (i < sip_span_end (a) && strchr ("-.()", one->data[i]) != NULL)
        i++;
      while (k < sip_span_end (b) && strchr ("-.()", two->data[k]) != NULL)
        k++;
      if (i == sip_span_end (a) && k == sip_span_end (b))
        return TRUE;
      if (i == sip_span_end (a) || k == sip_span_end (b)
          || sip_lower (one->data[i]) != sip_lower (two->data[k]))
        break;
    }
  *difference = make_difference (SIP_URI_NUMBER, a, b);
  return FALSE;
}

/* Of a scheme whose rules are not ours. */
static gboolean
compare_rest (const Uri *one, const Uri *two, SipUriDifference *difference)
{
  SipSpan a = find (one, SIP_KIND_URI_OPAQUE), b = find (two, SIP_KIND_URI_OPAQUE);

  *difference = make_difference (SIP_URI_OTHER, a, b);
  return a.len == b.len && memcmp (one->data + a.at, two->data + b.at, a.len) == 0;
}

static gboolean
compare (const Uri *one, const Uri *two, SipUriDifference *difference)
{
  *difference = make_difference (SIP_URI_UNREADABLE, (SipSpan){ 0, one->len },
                                 (SipSpan){ 0, two->len });
  if (!one->fine || !two->fine
      || !compare_piece (one, two, SIP_KIND_URI_SCHEME, SIP_URI_SCHEME, difference))
    return FALSE;
  if (find (one, SIP_KIND_TEL_NUMBER).len > 0)
    return compare_numbers (one, two, difference) && compare_lists (one, two, difference);
  if (find (one, SIP_KIND_HOST).len > 0)
    return compare_piece (one, two, SIP_KIND_URI_USER, SIP_URI_USER, difference)
           && compare_piece (one, two, SIP_KIND_URI_PASSWORD, SIP_URI_PASSWORD,
                             difference)
           && compare_piece (one, two, SIP_KIND_HOST, SIP_URI_HOST, difference)
           && compare_piece (one, two, SIP_KIND_PORT, SIP_URI_PORT, difference)
           && compare_lists (one, two, difference);
  return compare_rest (one, two, difference);
}

gboolean
sip_uri_compare (const char *one, const char *two, SipUriDifference *ret_difference)
{
  g_auto (Uri) a = { 0 }, b = { 0 };

  uri_init (&a, one);
  uri_init (&b, two);
  if (!compare (&a, &b, ret_difference))
    return FALSE;
  ret_difference->id = SIP_URI_SAME;
  return TRUE;
}

const char *
sip_uri_difference_get_nick (SipUriDifferenceId id)
{
  g_return_val_if_fail (id < SIP_N_URI_DIFFERENCES, NULL);
  return differences[id].nick;
}

const char *
sip_uri_difference_get_rfc (SipUriDifferenceId id)
{
  g_return_val_if_fail (id < SIP_N_URI_DIFFERENCES, NULL);
  return differences[id].rfc;
}
