/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <string.h>

static const char *
or_else (const char *value, const char *otherwise)
{
  return value != NULL ? value : otherwise;
}

GBytes *
fixture_message (const FixtureMessage *message)
{
  GString *text = g_string_new (NULL);
  const char *method = or_else (message->method, "INVITE");
  const char *body = or_else (message->body, "");

  if (message->status != 0)
    g_string_append_printf (text, "SIP/2.0 %u %s\r\n", message->status,
                            or_else (message->reason, "Reason"));
  else
    g_string_append_printf (text, "%s %s SIP/2.0\r\n", method,
                            or_else (message->uri, "sip:bob@biloxi.example"));
  g_string_append_printf (text, "Via: SIP/2.0/UDP %s;branch=%s\r\n",
                          or_else (message->sent_by, "192.0.2.1"),
                          or_else (message->branch, "z9hG4bK-1"));
  g_string_append_printf (text, "From: <sip:alice@atlanta.example>;tag=%s\r\n",
                          or_else (message->from, "a"));
  g_string_append_printf (text, "To: <sip:bob@biloxi.example>%s%s\r\n",
                          message->to != NULL ? ";tag=" : "", or_else (message->to, ""));
  g_string_append_printf (text, "Call-ID: %s\r\n", or_else (message->call_id, "call-1"));
  g_string_append_printf (text, "CSeq: %u %s\r\n", MAX (message->cseq, 1),
                          or_else (message->answers, method));
  g_string_append (text, or_else (message->headers, ""));
  if (*body != '\0')
    g_string_append_printf (text, "Content-Type: %s\r\n",
                            or_else (message->type, "application/sdp"));
  g_string_append_printf (text, "Content-Length: %zu\r\n\r\n%s", strlen (body), body);
  return g_string_free_to_bytes (text);
}

guint32
fixture_append_bytes (LoreTrace *trace, LoreEventType type, double ms, const char *source,
                      const char *destination, GBytes *message)
{
  LoreEvent event = {
    .type = type,
    .transport = LORE_TRANSPORT_UDP,
    .lab_us = ms * 1000,
    .unix_us = FIXTURE_UNIX_US + ms * 1000,
    .source = source,
    .destination = destination,
    .message = message,
  };

  return lore_trace_get_event_message (trace, lore_trace_append (trace, &event));
}

guint32
fixture_append (LoreTrace *trace, LoreEventType type, double ms, const char *source,
                const char *destination, const FixtureMessage *message)
{
  g_autoptr (GBytes) bytes = fixture_message (message);

  return fixture_append_bytes (trace, type, ms, source, destination, bytes);
}
