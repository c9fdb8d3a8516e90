/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "body/dissect.h"

#include <string.h>

#include "body/reader.h"
#include "sip/cursor.h"
#include "sip/facts.h"

static const struct
{
  const char *type;    /* NULL = any */
  const char *subtype; /* "*+xml" matches a suffix */
  BodyReader reader;
} readers[] = {
  { "application", "sdp", body_read_sdp },
  { "multipart", NULL, body_read_multipart },
  { "message", "sipfrag", body_read_sipfrag },
  { "message", "sip", body_read_sipfrag },
  { "application", "dtmf-relay", body_read_dtmf },
  { "application", "dtmf", body_read_dtmf },
  { "application", "simple-message-summary", body_read_summary },
  { NULL, "xml", body_read_markup },
  { NULL, "*+xml", body_read_markup },
  { "text", "html", body_read_markup },
  { "text", NULL, body_read_text },
};

static gboolean
matches (const guint8 *data, SipSpan span, const char *name)
{
  gsize len;

  if (name == NULL)
    return TRUE;
  if (*name != '*')
    return sip_span_equal_nocase (data, span, name);
  len = strlen (++name);
  if (span.len < len)
    return FALSE;
  return sip_span_equal_nocase (data, (SipSpan){ sip_span_end (span) - len, len }, name);
}

static BodyReader
choose_reader (SipBuilder *builder, const SipEntity *entity)
{
  const guint8 *data = builder->data;
  SipSpan value = entity->content_type;
  SipCursor cursor = { data, value.at, sip_span_end (value) };
  SipSpan type, subtype;

  if (entity->content_encoding.len > 0
      && !sip_span_equal_nocase (data, entity->content_encoding, "identity"))
    return body_read_compressed;
  if (!sip_take_token (&cursor, &type) || !sip_take_separator (&cursor, '/')
      || !sip_take_token (&cursor, &subtype))
    {
      /* No type is an error, but what it must be is plain to see. */
      gboolean sdp =
          entity->body.len > 3 && memcmp (data + entity->body.at, "v=0", 3) == 0;

      return sdp ? body_read_sdp : body_read_plain;
    }
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (matches (data, type, readers[i].type)
        && matches (data, subtype, readers[i].subtype))
      return readers[i].reader;
  return body_read_plain;
}

void
body_read_entity (SipBuilder *builder, const SipEntity *entity, guint depth)
{
  BodyReader reader = choose_reader (builder, entity);

  if (entity->body.len > 0)
    reader (builder, entity, depth);
}

static void
read_body (SipBuilder *builder, const SipEntity *entity)
{
  body_read_entity (builder, entity, 0);
}

SipTree *
body_dissect (GBytes *message)
{
  return sip_tree_new_full (message, read_body);
}

SipTree *
body_dissect_in (SipArena *arena, GBytes *message)
{
  return sip_arena_read_full (arena, message, read_body);
}
