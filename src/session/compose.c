/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/compose.h"

#include "sip/edit.h"
#include "sip/facts.h"

#include <string.h>

#define SERVER "Siplore/" LORE_VERSION

void
lore_message_index (GBytes *message, SipIndex *ret_index)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (message, &len);

  sip_index (data, len, ret_index);
}

char *
lore_message_dup_span (GBytes *message, SipSpan span)
{
  const char *data = g_bytes_get_data (message, NULL);

  return span.len > 0 ? g_strndup (data + span.at, span.len) : g_strdup ("");
}

static void
put (GString *out, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (out, "%s: %s\r\n", name, value);
}

static void
put_span (GString *out, const char *name, GBytes *message, SipSpan span)
{
  const char *data = g_bytes_get_data (message, NULL);

  if (span.len == 0)
    return;
  g_string_append_printf (out, "%s: ", name);
  g_string_append_len (out, data + span.at, span.len);
  g_string_append (out, "\r\n");
}

/* Every value of the field, in its order, a line each. */
static void
put_all (GString *out, const char *name, GBytes *message)
{
  g_auto (GStrv) values = sip_edit_dup_values (message, name);

  for (gsize i = 0; values[i] != NULL; i++)
    put (out, name, values[i]);
}

static void
put_to (GString *out, GBytes *request, const SipIndex *index, const LoreReply *reply)
{
  g_autofree char *to = lore_message_dup_span (request, index->to);
  g_autofree char *tagged = NULL;

  if (index->to_tag.len == 0 && index->to.len > 0 && reply->to_tag != NULL
      && reply->status > 100)
    tagged = g_strconcat (to, ";tag=", reply->to_tag, NULL);
  put (out, "To", tagged != NULL ? tagged : to);
}

/* A 101–299 to a request that may begin a dialog tells the way back (§12.1.1). */
static gboolean
makes_dialog (const SipIndex *index, guint status)
{
  return (index->method == SIP_METHOD_INVITE || index->method == SIP_METHOD_SUBSCRIBE
          || index->method == SIP_METHOD_REFER)
         && status > 100 && status < 300;
}

static GBytes *
finish (GString *out, const char *body)
{
  gsize len = body != NULL ? strlen (body) : 0;

  g_string_append_printf (out, "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n", len);
  if (body != NULL)
    g_string_append (out, body);
  return g_string_free_to_bytes (out);
}

GBytes *
lore_compose_response (GBytes *request, const LoreReply *reply)
{
  GString *out = g_string_new (NULL);
  const char *reason =
      reply->reason != NULL ? reply->reason : sip_status_get_phrase (reply->status);
  g_autofree char *cseq = sip_edit_dup_value (request, "CSeq");
  g_autofree char *timestamp =
      reply->status == 100 ? sip_edit_dup_value (request, "Timestamp") : NULL;
  SipIndex index;

  lore_message_index (request, &index);
  g_string_append_printf (out, "SIP/2.0 %u %s\r\n", reply->status, reason);
  put_all (out, "Via", request);
  if (makes_dialog (&index, reply->status))
    put_all (out, "Record-Route", request);
  put_span (out, "From", request, index.from);
  put_to (out, request, &index, reply);
  put_span (out, "Call-ID", request, index.call_id);
  put (out, "CSeq", cseq);
  put (out, "Timestamp", timestamp);
  for (gsize i = 0; reply->fields != NULL && reply->fields[i] != NULL; i += 2)
    g_string_append_printf (out, "%s: %s\r\n", reply->fields[i], reply->fields[i + 1]);
  put (out, "Server", SERVER);
  put (out, "Content-Type", reply->body != NULL ? reply->type : NULL);
  return finish (out, reply->body);
}

GBytes *
lore_compose_ack (GBytes *invite, GBytes *response)
{
  GString *out = g_string_new (NULL);
  g_autofree char *via = sip_edit_dup_value (invite, "Via");
  g_autofree char *uri = NULL, *cseq = NULL;
  SipIndex index, answer;

  lore_message_index (invite, &index);
  lore_message_index (response, &answer);
  uri = lore_message_dup_span (invite, index.request_uri);
  cseq = g_strdup_printf ("%u ACK", index.cseq);
  g_string_append_printf (out, "ACK %s SIP/2.0\r\n", uri);
  put (out, "Via", via);
  put (out, "Max-Forwards", "70");
  put_all (out, "Route", invite);
  put_span (out, "From", invite, index.from);
  put_span (out, "To", response, answer.to);
  put_span (out, "Call-ID", invite, index.call_id);
  put (out, "CSeq", cseq);
  return finish (out, NULL);
}

GBytes *
lore_compose_with_body (GBytes *message, const char *type, const char *body)
{
  g_autoptr (GBytes) typed = sip_edit_set (message, "Content-Type", type);
  gsize len;
  const guint8 *data = g_bytes_get_data (typed, &len);
  GByteArray *whole = g_byte_array_sized_new (len + strlen (body));
  g_autoptr (GBytes) joined = NULL;

  g_byte_array_append (whole, data, len);
  g_byte_array_append (whole, (const guint8 *)body, strlen (body));
  joined = g_byte_array_free_to_bytes (whole);
  return sip_edit_fix_content_length (joined);
}
