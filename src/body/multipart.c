/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bodies of several parts, RFC 2046 §5.1.1: delimiter lines, and between them parts with
 * a header and a body of their own.
 */
#include "body/reader.h"

#include <string.h>

#include "sip/cursor.h"
#include "sip/value.h"

typedef struct
{
  SipSpan span; /* with the line end before it, which is the delimiter's, and after it */
  gboolean closes;
} Delimiter;

/* "--boundary" at the beginning of a line, perhaps with "--" behind it. */
static gboolean
match_delimiter (const SipCursor *cursor, guint32 at, SipSpan boundary,
                 Delimiter *ret_delimiter)
{
  const guint8 *data = cursor->data;
  guint32 from = at, to = at + 2 + boundary.len;
  gboolean closes;
  const guint8 *lf;

  if (cursor->end - at < boundary.len + 2 || data[at] != '-' || data[at + 1] != '-'
      || memcmp (data + at + 2, data + boundary.at, boundary.len) != 0)
    return FALSE;
  closes = cursor->end - to >= 2 && data[to] == '-' && data[to + 1] == '-';
  to += closes ? 2 : 0;
  while (to < cursor->end && (data[to] == ' ' || data[to] == '\t' || data[to] == '\r'))
    to++;
  if (to < cursor->end && data[to] != '\n')
    return FALSE;
  lf = to < cursor->end ? data + to : NULL;
  if (from > cursor->at && data[from - 1] == '\n')
    from--;
  if (from > cursor->at && from < at && data[from - 1] == '\r')
    from--;
  *ret_delimiter =
      (Delimiter){ sip_span_between (from, lf != NULL ? to + 1 : to), closes };
  return TRUE;
}

/* The next delimiter from the cursor on, which stands at the beginning of a line. */
static gboolean
find_delimiter (const SipCursor *cursor, SipSpan boundary, Delimiter *ret_delimiter)
{
  guint32 at = cursor->at;

  while (at < cursor->end)
    {
      const guint8 *lf;

      if (match_delimiter (cursor, at, boundary, ret_delimiter))
        return TRUE;
      lf = memchr (cursor->data + at, '\n', cursor->end - at);
      at = lf != NULL ? lf - cursor->data + 1 : cursor->end;
    }
  return FALSE;
}

static void
read_part (SipBuilder *builder, SipSpan part, guint depth)
{
  guint32 end = sip_span_end (part);
  SipFields fields;

  sip_builder_open (builder, SIP_KIND_PART, SIP_FACT_NONE, part.at);
  sip_builder_read_fields (builder, part.at, end, &fields);
  if (fields.end < end)
    {
      fields.entity.body = sip_span_between (fields.end, end);
      sip_builder_open (builder, SIP_KIND_BODY, SIP_FACT_NONE, fields.end);
      body_read_entity (builder, &fields.entity, depth + 1);
      sip_builder_close (builder, end);
    }
  sip_builder_close (builder, end);
}

/* Without its quotes; the boundary may not be empty. */
static gboolean
find_boundary (SipBuilder *builder, const SipEntity *entity, SipSpan *ret_span)
{
  const guint8 *data = builder->data;
  SipSpan span;

  if (!sip_find_param (data, entity->content_type, "boundary", &span) || span.len == 0)
    return FALSE;
  if (span.len >= 2 && data[span.at] == '"')
    span = (SipSpan){ span.at + 1, span.len - 2 };
  *ret_span = span;
  return span.len > 0;
}

static void
read_parts (SipBuilder *builder, const SipEntity *entity, SipSpan boundary, guint depth)
{
  SipCursor cursor = { builder->data, entity->body.at, sip_span_end (entity->body) };
  gboolean in_part = FALSE, closed = FALSE;
  Delimiter delimiter;

  while (!closed && find_delimiter (&cursor, boundary, &delimiter))
    {
      SipSpan before = sip_span_between (cursor.at, delimiter.span.at);

      if (in_part)
        read_part (builder, before, depth);
      else
        sip_builder_leaf (builder, SIP_KIND_PLAIN_TEXT, SIP_FACT_NONE, before);
      sip_builder_leaf (builder, SIP_KIND_BOUNDARY, SIP_FACT_NONE, delimiter.span);
      cursor.at = sip_span_end (delimiter.span);
      in_part = TRUE;
      closed = delimiter.closes;
    }
  if (!closed && in_part && cursor.at < cursor.end)
    read_part (builder, sip_span_between (cursor.at, cursor.end), depth);
  else
    sip_builder_leaf (builder, SIP_KIND_PLAIN_TEXT, SIP_FACT_NONE,
                      sip_span_between (cursor.at, cursor.end));
  if (!closed)
    sip_builder_report (builder, SIP_DIAGNOSTIC_MULTIPART_NOT_CLOSED,
                        entity->content_type);
}

void
body_read_multipart (SipBuilder *builder, const SipEntity *entity, guint depth)
{
  SipSpan boundary;

  if (depth >= BODY_MAX_DEPTH)
    {
      body_read_plain (builder, entity, depth);
      return;
    }
  if (!find_boundary (builder, entity, &boundary))
    {
      sip_builder_report (builder, SIP_DIAGNOSTIC_MULTIPART_BOUNDARY_MISSING,
                          entity->content_type);
      body_read_plain (builder, entity, depth);
      return;
    }
  sip_builder_open (builder, SIP_KIND_MULTIPART, SIP_FACT_NONE, entity->body.at);
  read_parts (builder, entity, boundary, depth);
  sip_builder_close (builder, sip_span_end (entity->body));
}
