/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON for programs: one object a line, one line a message.
 *
 *   {"index": 0, "time_us": 0, "unix_us": 1780000000123456, "source": "192.0.2.1:5060",
 *    "destination": …, "transport": "UDP", "call": 1, "retransmission": false,
 *    "lost": false, "note": null, "kind": "request", "method": "INVITE", "status": null,
 * "call_id": …, "cseq": 1, "start_line": …, "headers": [{"name": "v", "canonical": "Via",
 * "value": …}, …], "body": …, "message": …}
 *
 * What is unknown is null. "message" is all of it; of a text that is not UTF-8 the rest
 * stands as U+FFFD and the whole follows as "…_base64".
 */
#include "formats/format-private.h"

#include "sip/facts.h"
#include "sip/scan.h"
#include "trace/notes.h"

#include <json-glib/json-glib.h>

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_number (JsonBuilder *builder, const char *name, gboolean known, gint64 value)
{
  json_builder_set_member_name (builder, name);
  if (known)
    json_builder_add_int_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_flag (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_bytes (JsonBuilder *builder, const char *name, const guint8 *data, SipSpan span)
{
  const char *at = (const char *)data + span.at;
  g_autofree char *text = g_utf8_make_valid (at, span.len);

  add_string (builder, name, text);
  /* A text with a NUL ends there, for C and for json-glib. */
  if (!g_utf8_validate_len (at, span.len, NULL))
    {
      g_autofree char *whole = g_strconcat (name, "_base64", NULL);
      g_autofree char *base64 = g_base64_encode ((const guchar *)at, span.len);

      add_string (builder, whole, base64);
    }
}

static void
add_participant (JsonBuilder *builder, const char *name, LoreTrace *trace, guint32 id)
{
  LoreParticipant participant = { 0 };

  if (id != LORE_ID_NONE)
    lore_trace_get_participant (trace, id, &participant);
  add_string (builder, name, participant.address);
}

static void
add_facts (JsonBuilder *builder, LoreTrace *trace, const LoreMessage *facts)
{
  gint64 us = facts->sent_us != LORE_TIME_UNKNOWN ? facts->sent_us : facts->received_us;

  add_number (builder, "index", TRUE, facts->id);
  add_number (builder, "time_us", us != LORE_TIME_UNKNOWN, us);
  add_number (builder, "unix_us", facts->unix_us != LORE_TIME_UNKNOWN, facts->unix_us);
  add_participant (builder, "source", trace, facts->source);
  add_participant (builder, "destination", trace, facts->destination);
  add_string (builder, "transport",
              facts->transport != LORE_TRANSPORT_UNKNOWN
                  ? lore_transport_get_name (facts->transport)
                  : NULL);
  add_number (builder, "call", facts->call != LORE_ID_NONE, facts->call + 1);
  add_flag (builder, "retransmission", (facts->flags & LORE_MESSAGE_RETRANSMISSION) != 0);
  add_flag (builder, "lost", (facts->flags & LORE_MESSAGE_LOST) != 0);
  add_string (builder, "note",
              lore_notes_get_note (lore_trace_get_notes (trace), facts->id));
}

static void
add_index (JsonBuilder *builder, const guint8 *data, const SipIndex *index)
{
  static const char *const kinds[] = { "bad", "request", "response" };

  add_string (builder, "kind", kinds[index->start]);
  if (index->method_name.len > 0)
    add_bytes (builder, "method", data, index->method_name);
  else
    add_string (builder, "method", NULL);
  add_number (builder, "status", index->start == SIP_START_RESPONSE, index->status);
  add_bytes (builder, "call_id", data, index->call_id);
  add_number (builder, "cseq", TRUE, index->cseq);
}

static void
add_header (JsonBuilder *builder, const guint8 *data, const SipLine *line)
{
  const char *name = (const char *)data + line->name.at;
  const SipHeader *header = sip_header_get (sip_header_lookup (name, line->name.len));

  json_builder_begin_object (builder);
  add_bytes (builder, "name", data, line->name);
  if (header != NULL)
    add_string (builder, "canonical", header->name);
  else
    add_bytes (builder, "canonical", data, line->name);
  add_bytes (builder, "value", data, line->value);
  json_builder_end_object (builder);
}

static void
add_lines (JsonBuilder *builder, const guint8 *data, const SipIndex *index)
{
  SipCursor cursor = { data, index->header.at, sip_span_end (index->header) };
  SipLine line;

  if (sip_scan_plain_line (&cursor, &line))
    add_bytes (builder, "start_line", data, line.value);
  json_builder_set_member_name (builder, "headers");
  json_builder_begin_array (builder);
  while (sip_scan_line (&cursor, &line) && line.kind != SIP_LINE_EMPTY)
    if (line.kind == SIP_LINE_FIELD)
      add_header (builder, data, &line);
  json_builder_end_array (builder);
  if (index->body.len > 0)
    add_bytes (builder, "body", data, index->body);
  else
    add_string (builder, "body", NULL);
}

static char *
dup_line (LoreTrace *trace, guint32 message, JsonGenerator *generator)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  LoreMessage facts;
  SipIndex index;
  gsize len;
  const guint8 *data = lore_trace_get_data (trace, message, &len);

  lore_trace_get_message (trace, message, &facts);
  sip_index (data, len, &index);
  json_builder_begin_object (builder);
  add_facts (builder, trace, &facts);
  add_index (builder, data, &index);
  add_lines (builder, data, &index);
  add_bytes (builder, "message", data, (SipSpan){ 0, len });
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  return json_generator_to_data (generator, NULL);
}

gboolean
lore_json_write (LoreTrace *trace, GOutputStream *stream, GError **error)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  guint n = lore_trace_get_n_messages (trace);

  for (guint32 message = 0; message < n; message++)
    {
      g_autofree char *line = dup_line (trace, message, generator);

      if (!lore_output_put (stream, line, -1, error)
          || !lore_output_put (stream, "\n", 1, error))
        return FALSE;
    }
  return TRUE;
}
