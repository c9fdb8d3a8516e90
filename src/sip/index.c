/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/index.h"

#include <string.h>

#include "sip/facts.h"
#include "sip/scan.h"
#include "sip/start-line.h"
#include "sip/value.h"

static guint16
lookup_method (const guint8 *data, SipSpan name)
{
  return sip_method_lookup ((const char *)data + name.at, name.len);
}

static void
index_via (const guint8 *data, SipSpan value, SipIndex *index)
{
  SipCursor cursor = { data, value.at, sip_span_end (value) };
  gboolean alone = memchr (data + value.at, ',', value.len) == NULL;
  SipSpan top = value, transport;

  if (!alone && index->n_vias == 0)
    {
      SipCursor ahead = cursor;

      sip_take_list_value (&ahead, &top);
    }
  if (index->n_vias == 0)
    {
      SipCursor head = { data, top.at, sip_span_end (top) };

      sip_take_via_head (&head, &transport, &index->sent_by);
      sip_find_param (data, sip_span_between (head.at, head.end), "branch",
                      &index->branch);
    }
  if (alone)
    index->n_vias++;
  else
    while (sip_take_list_value (&cursor, &top))
      index->n_vias++;
}

static void
index_cseq (const guint8 *data, SipSpan value, SipIndex *index)
{
  SipCursor cursor = { data, value.at, sip_span_end (value) };
  SipSpan number, method;
  guint64 cseq;

  if (!sip_take_number (&cursor, &number, &cseq))
    return;
  index->cseq = MIN (cseq, G_MAXUINT32);
  if (index->start == SIP_START_RESPONSE && sip_take_lws (&cursor)
      && sip_take_token (&cursor, &method))
    {
      index->method_name = method;
      index->method = lookup_method (data, method);
    }
}

static void
index_length (const guint8 *data, SipSpan value, SipIndex *index)
{
  SipCursor cursor = { data, value.at, sip_span_end (value) };
  SipSpan number;
  guint64 length;

  if (sip_take_number (&cursor, &number, &length) && sip_at_end (&cursor))
    index->content_length = MIN (length, G_MAXINT64);
}

/* The header field of a name, of those that matter. Compared as nearly everybody writes
 * them, a few bytes of known number; the table of all names is asked for other cases. */
static guint16
lookup_field (const guint8 *data, SipSpan name)
{
  const guint8 *at = data + name.at;

#define IS(text) (memcmp (at, text, sizeof text - 1) == 0)
  switch (name.len)
    {
    case 1: /* compact */
      break;
    case 2:
      if (IS ("To"))
        return SIP_HEADER_TO;
      break;
    case 3:
      if (IS ("Via"))
        return SIP_HEADER_VIA;
      break;
    case 4:
      if (IS ("From"))
        return SIP_HEADER_FROM;
      if (IS ("CSeq"))
        return SIP_HEADER_CSEQ;
      break;
    case 7:
      if (IS ("Call-ID"))
        return SIP_HEADER_CALL_ID;
      if (IS ("Contact"))
        return SIP_HEADER_CONTACT;
      break;
    case 12:
      if (IS ("Content-Type"))
        return SIP_HEADER_CONTENT_TYPE;
      break;
    case 14:
      if (IS ("Content-Length"))
        return SIP_HEADER_CONTENT_LENGTH;
      break;
    default:
      return SIP_HEADER_UNKNOWN;
    }
#undef IS
  return sip_header_lookup ((const char *)at, name.len);
}

/* With what characters the lines begin that are looked at: those of the fields that
 * matter, white space and line ends; ALONE are compact names of others. */
enum
{
  FIRST = 1,
  ALONE = 2,
};
static const guint8 letters[256] = {
  ['v'] = FIRST,  ['V'] = FIRST,  ['i'] = ALONE,  ['I'] = ALONE, ['f'] = FIRST,
  ['F'] = FIRST,  ['t'] = FIRST,  ['T'] = FIRST,  ['c'] = FIRST, ['C'] = FIRST,
  ['m'] = ALONE,  ['M'] = ALONE,  ['l'] = ALONE,  ['L'] = ALONE, [' '] = FIRST,
  ['\t'] = FIRST, ['\r'] = FIRST, ['\n'] = FIRST,
};

static inline gboolean
matters (const SipCursor *cursor)
{
  guint8 letter = letters[cursor->data[cursor->at]];

  return letter == FIRST
         || (letter == ALONE && cursor->end - cursor->at > 1
             && !sip_is (cursor->data[cursor->at + 1], SIP_CHARS_TOKEN));
}

static inline gboolean
take_line_that_matters (SipCursor *cursor, SipLine *line)
{
  while (!sip_at_end (cursor) && !matters (cursor))
    sip_skip_line (cursor);
  return sip_scan_line (cursor, line);
}

/* The first field of each name counts, as everywhere (§7.3.1 allows but one). */
static void
index_field (const guint8 *data, const SipLine *line, SipIndex *index)
{
  switch (lookup_field (data, line->name))
    {
    case SIP_HEADER_VIA:
      index_via (data, line->value, index);
      break;
    case SIP_HEADER_CALL_ID:
      if (index->call_id.len == 0)
        index->call_id = line->value;
      break;
    case SIP_HEADER_FROM:
      if (index->from.len == 0)
        {
          index->from = line->value;
          sip_find_param (data, line->value, "tag", &index->from_tag);
        }
      break;
    case SIP_HEADER_TO:
      if (index->to.len == 0)
        {
          index->to = line->value;
          sip_find_param (data, line->value, "tag", &index->to_tag);
        }
      break;
    case SIP_HEADER_CSEQ:
      if (index->cseq == 0)
        index_cseq (data, line->value, index);
      break;
    case SIP_HEADER_CONTACT:
      if (index->contact.len == 0)
        index->contact = line->value;
      break;
    case SIP_HEADER_CONTENT_TYPE:
      if (index->content_type.len == 0)
        index->content_type = line->value;
      break;
    case SIP_HEADER_CONTENT_LENGTH:
      if (index->content_length < 0)
        index_length (data, line->value, index);
      break;
    default:
      break;
    }
}

static void
index_start_line (const guint8 *data, SipSpan span, SipIndex *index)
{
  SipStartLine line;

  sip_scan_start_line (data, span, &line);
  index->start = line.start;
  index->method_name = line.method;
  index->request_uri = line.uri;
  index->reason = line.reason;
  index->status = MIN (line.code, G_MAXUINT16);
  if (line.start == SIP_START_REQUEST)
    index->method = lookup_method (data, line.method);
}

void
sip_index (const guint8 *data, gsize len, SipIndex *ret_index)
{
  SipCursor cursor = { data, 0, MIN (len, G_MAXUINT32 - 1) };
  guint32 at;
  SipLine line;

  *ret_index = (SipIndex){ .method = SIP_METHOD_UNKNOWN, .content_length = -1 };
  while (!sip_at_end (&cursor) && (data[cursor.at] == '\r' || data[cursor.at] == '\n'))
    cursor.at++;
  at = cursor.at;
  if (sip_scan_plain_line (&cursor, &line))
    index_start_line (data, line.value, ret_index);
  while (take_line_that_matters (&cursor, &line) && line.kind != SIP_LINE_EMPTY)
    if (line.kind == SIP_LINE_FIELD)
      index_field (data, &line, ret_index);
  ret_index->header = sip_span_between (at, cursor.at);
  ret_index->body = sip_span_between (cursor.at, cursor.end);
  if (ret_index->content_length >= 0 && ret_index->content_length < ret_index->body.len)
    ret_index->body.len = ret_index->content_length;
}
