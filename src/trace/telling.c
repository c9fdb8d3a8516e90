/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/telling.h"

#include <string.h>

#include "sip/edit.h"
#include "sip/facts.h"
#include "trace/dtmf.h"
#include "trace/media.h"
#include "trace/narrate.h"

/* A value longer than this is cut: it stands in a sentence. */
#define LONGEST 120

static char *
dup_span (const LoreTelling *telling, SipSpan span)
{
  return g_utf8_make_valid ((const char *)telling->data + span.at, span.len);
}

/* --- traits --------------------------------------------------------------------- */

static gboolean
is_zero (const char *seconds)
{
  return seconds != NULL && *seconds != '\0' && seconds[strspn (seconds, "0")] == '\0';
}

/* The lifetime asked for: the first Contact's, else the message's (RFC 3261 §10.2.1.1).
 */
static char *
dup_expires (const LoreTelling *telling)
{
  g_autofree char *contact = sip_edit_dup_value (telling->bytes, "Contact");
  char *expires = contact != NULL ? sip_value_dup_param (contact, "expires") : NULL;

  return expires != NULL ? expires : sip_edit_dup_value (telling->bytes, "Expires");
}

static gboolean
has_credentials (const LoreTelling *telling)
{
  g_autofree char *server = sip_edit_dup_value (telling->bytes, "Authorization");
  g_autofree char *proxy = sip_edit_dup_value (telling->bytes, "Proxy-Authorization");

  return server != NULL || proxy != NULL;
}

static char
get_key (const LoreTelling *telling)
{
  g_autofree char *type = dup_span (telling, telling->index.content_type);
  g_autofree char *body = dup_span (telling, telling->index.body);

  return lore_dtmf_key (type, body);
}

/* Whether the call has a 2xx to the INVITE of this number: what an ACK that is no part of
 * an INVITE's transaction acknowledges. */
static gboolean
acknowledges_2xx (const LoreTelling *telling)
{
  LoreMessage other;

  if (telling->facts.call == LORE_ID_NONE)
    return FALSE;
  for (guint32 message =
           lore_trace_get_first_in_call (telling->trace, telling->facts.call);
       message != LORE_ID_NONE && message < telling->facts.id;
       message = lore_trace_get_next_in_call (telling->trace, message))
    {
      lore_trace_get_message (telling->trace, message, &other);
      if (other.status / 100 == 2 && other.method == SIP_METHOD_INVITE
          && other.cseq == telling->facts.cseq)
        return TRUE;
    }
  return FALSE;
}

/* The request that began the transaction of @telling, if the trace has it. */
static gboolean
get_request (const LoreTelling *telling, LoreMessage *ret_request)
{
  guint32 transaction = telling->facts.transaction;

  if (transaction == LORE_ID_NONE)
    return FALSE;
  lore_trace_get_message (
      telling->trace, lore_trace_get_first_in_transaction (telling->trace, transaction),
      ret_request);
  return (ret_request->flags & LORE_MESSAGE_REQUEST) != 0;
}

static LoreTraits
find_ack_traits (const LoreTelling *telling)
{
  LoreMessage request;

  if (get_request (telling, &request) && request.method == SIP_METHOD_INVITE)
    return LORE_TRAIT_FOR_FAILURE;
  return acknowledges_2xx (telling) ? LORE_TRAIT_FOR_2XX : 0;
}

static gboolean
is_inside (const LoreTelling *telling)
{
  LoreMessage request;
  SipIndex index;

  if (telling->facts.status == 0)
    return telling->index.to_tag.len > 0;
  if (!get_request (telling, &request))
    return FALSE;
  lore_trace_get_index (telling->trace, request.id, &index);
  return index.to_tag.len > 0;
}

static LoreTraits
find_traits (const LoreTelling *telling)
{
  g_autofree char *contact = dup_span (telling, telling->index.contact);
  g_autofree char *expires = dup_expires (telling);
  LoreTraits traits = 0;

  traits |= is_inside (telling) ? LORE_TRAIT_INSIDE : 0;
  traits |= lore_media_is_sdp (telling->data, &telling->index) ? LORE_TRAIT_SDP : 0;
  traits |= has_credentials (telling) ? LORE_TRAIT_CREDENTIALS : 0;
  traits |= *contact == '\0' ? LORE_TRAIT_NO_CONTACT : 0;
  traits |= g_str_equal (contact, "*") ? LORE_TRAIT_STAR : 0;
  traits |= is_zero (expires) ? LORE_TRAIT_EXPIRES_0 : 0;
  traits |= get_key (telling) != '\0' ? LORE_TRAIT_KEY : 0;
  if (telling->facts.method == SIP_METHOD_ACK && telling->facts.status == 0)
    traits |= find_ack_traits (telling);
  return traits;
}

void
lore_telling_init (LoreTelling *telling, LoreTrace *trace, guint32 message)
{
  gsize len = 0;

  telling->trace = trace;
  telling->data = lore_trace_get_data (trace, message, &len);
  telling->bytes = g_bytes_new_static (telling->data, len);
  sip_index (telling->data, len, &telling->index);
  lore_trace_get_message (trace, message, &telling->facts);
  telling->traits = find_traits (telling);
}

void
lore_telling_clear (LoreTelling *telling)
{
  g_clear_pointer (&telling->bytes, g_bytes_unref);
}

/* --- values --------------------------------------------------------------------- */

typedef struct
{
  const LoreTelling *telling; /* borrowed */
  GStrvBuilder *builder;      /* borrowed */
  gboolean code;
} Writer;

static void
add (Writer *writer, const char *name, const char *value)
{
  g_strv_builder_add (writer->builder, name);
  g_strv_builder_add (writer->builder, value);
}

static void
add_topic (Writer *writer, const char *name, const char *topic)
{
  g_autofree char *marked = g_strconcat ("@", name, NULL);

  add (writer, marked, topic);
}

static char *
dup_cut (const char *value)
{
  g_autofree char *head = NULL;
  char *clean = NULL;

  if (g_utf8_strlen (value, -1) > LONGEST)
    {
      head = g_utf8_substring (value, 0, LONGEST - 1);
      clean = g_strconcat (head, "…", NULL);
    }
  else
    clean = g_strdup (value);
  /* A value must not end the marks that stand around it. */
  return g_strdelimit (clean, "`", '\'');
}

/* Takes @value; NULL or "" is what the message does not say. */
static void
take_value (Writer *writer, const char *name, char *value, gboolean code)
{
  g_autofree char *valid = value != NULL ? g_utf8_make_valid (value, -1) : NULL;
  g_autofree char *cut = NULL;
  g_autofree char *marked = NULL;

  g_free (value);
  if (valid == NULL || *valid == '\0')
    {
      add_topic (writer, name, "narration:nothing");
      return;
    }
  cut = dup_cut (valid);
  marked = code && writer->code ? g_strdup_printf ("`%s`", cut) : g_steal_pointer (&cut);
  add (writer, name, marked);
}

static void
add_participant (Writer *writer, const char *name, guint32 id)
{
  LoreParticipant participant;

  if (id == LORE_ID_NONE)
    {
      add_topic (writer, name, "narration:someone");
      return;
    }
  lore_trace_get_participant (writer->telling->trace, id, &participant);
  add (writer, name, participant.name);
}

/* The URIs of all Contacts, or the star. */
static char *
dup_contacts (const LoreTelling *telling)
{
  g_auto (GStrv) values = sip_edit_dup_values (telling->bytes, "Contact");
  g_autoptr (GPtrArray) uris = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      g_autofree char *uri = sip_value_dup_uri (values[i]);

      g_ptr_array_add (uris, uri != NULL ? g_steal_pointer (&uri) : g_strdup (values[i]));
    }
  g_ptr_array_add (uris, NULL);
  return g_strjoinv (", ", (char **)uris->pdata);
}

/* All values of a field, joined. */
static char *
dup_list (const LoreTelling *telling, const char *name)
{
  g_auto (GStrv) values = sip_edit_dup_values (telling->bytes, name);

  return values != NULL ? g_strjoinv (", ", values) : NULL;
}

/* realm="…" of a challenge or of credentials: their parameters are joined by commas. */
static char *
dup_realm (const LoreTelling *telling)
{
  static const char *const fields[] = { "WWW-Authenticate", "Proxy-Authenticate",
                                        "Authorization", "Proxy-Authorization" };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value = sip_edit_dup_value (telling->bytes, fields[i]);
      g_autofree char *lower = value != NULL ? g_ascii_strdown (value, -1) : NULL;
      const char *found = lower != NULL ? strstr (lower, "realm=\"") : NULL;

      if (found != NULL)
        {
          const char *realm = value + (found - lower) + strlen ("realm=\"");

          return g_strndup (realm, strcspn (realm, "\""));
        }
    }
  return NULL;
}

/* "486 Busy Here": the final response that an ACK of the same transaction is for. */
static char *
dup_answered (const LoreTelling *telling)
{
  guint32 transaction = telling->facts.transaction;
  LoreMessage facts;

  if (transaction == LORE_ID_NONE)
    return NULL;
  for (guint32 message = lore_trace_get_last_in_transaction (telling->trace, transaction);
       message != LORE_ID_NONE;
       message = lore_trace_get_previous_in_transaction (telling->trace, message))
    {
      lore_trace_get_message (telling->trace, message, &facts);
      if (facts.status >= 200)
        return g_strdup_printf ("%u %s", facts.status,
                                sip_status_get_phrase (facts.status));
    }
  return NULL;
}

static char *
dup_uri (const LoreTelling *telling, SipSpan value)
{
  g_autofree char *text = dup_span (telling, value);

  return sip_value_dup_uri (text);
}

/* "60 s" */
static char *
dup_lifetime (const LoreTelling *telling)
{
  g_autofree char *expires = dup_expires (telling);

  return expires != NULL ? g_strconcat (expires, " s", NULL) : NULL;
}

/* The Request-URI of the request that a response answers. */
static char *
dup_request_uri (const LoreTelling *telling)
{
  LoreMessage request;
  SipIndex index;
  const guint8 *data;
  gsize len;

  if (telling->facts.status == 0)
    return dup_span (telling, telling->index.request_uri);
  if (!get_request (telling, &request))
    return dup_uri (telling, telling->index.to);
  lore_trace_get_index (telling->trace, request.id, &index);
  data = lore_trace_get_data (telling->trace, request.id, &len);
  return g_utf8_make_valid ((const char *)data + index.request_uri.at,
                            index.request_uri.len);
}

static char *
dup_event_package (const LoreTelling *telling)
{
  LoreMessage request;
  g_autoptr (GBytes) bytes = NULL;
  char *event = sip_edit_dup_value (telling->bytes, "Event");

  if (event != NULL || telling->facts.status == 0 || !get_request (telling, &request))
    return event;
  bytes = lore_trace_dup_bytes (telling->trace, request.id);
  return sip_edit_dup_value (bytes, "Event");
}

static void
add_times (Writer *writer)
{
  const LoreMessage *facts = &writer->telling->facts;
  LoreTrace *trace = writer->telling->trace;
  gint64 first_us = facts->sent_us;
  gint64 original_us = facts->sent_us;
  LoreMessage other;

  if (facts->call != LORE_ID_NONE)
    {
      lore_trace_get_message (trace, lore_trace_get_first_in_call (trace, facts->call),
                              &other);
      first_us = other.sent_us;
    }
  if (facts->original != LORE_ID_NONE)
    {
      lore_trace_get_message (trace, facts->original, &other);
      original_us = other.sent_us;
    }
  take_value (writer, "time", lore_duration_dup_text (facts->sent_us), FALSE);
  take_value (writer, "after", lore_duration_dup_text (facts->sent_us - first_us), FALSE);
  take_value (writer, "since", lore_duration_dup_text (facts->sent_us - original_us),
              FALSE);
  take_value (writer, "flight",
              facts->received_us != LORE_TIME_UNKNOWN
                  ? lore_duration_dup_text (facts->received_us - facts->sent_us)
                  : NULL,
              FALSE);
}

static void
add_numbers (Writer *writer)
{
  const LoreTelling *telling = writer->telling;
  const char key[] = { get_key (telling), '\0' };
  g_autofree char *method = dup_span (telling, telling->index.method_name);
  g_autofree char *reason = dup_span (telling, telling->index.reason);

  take_value (writer, "method", g_strdup (method), FALSE);
  take_value (writer, "status", g_strdup_printf ("%u", telling->facts.status), FALSE);
  take_value (writer, "reason", g_strdup (reason), FALSE);
  take_value (writer, "what",
              telling->facts.status != 0
                  ? g_strdup_printf ("%u %s", telling->facts.status, reason)
                  : g_strdup (method),
              FALSE);
  take_value (writer, "cseq", g_strdup_printf ("%u", telling->facts.cseq), FALSE);
  take_value (writer, "bytes", g_strdup_printf ("%zu", g_bytes_get_size (telling->bytes)),
              FALSE);
  take_value (writer, "key", g_strdup (key), FALSE);
}

static void
add_fields (Writer *writer)
{
  /* Values that stand in `…` in the sentences already, and those that bring their own. */
  static const struct
  {
    const char *name, *field;
    gboolean code;
  } fields[] = {
    { "subscription-state", "Subscription-State", FALSE },
    { "rack", "RAck", FALSE },
    { "refer-to", "Refer-To", TRUE },
    { "allow", "Allow", TRUE },
    { "accept", "Accept", TRUE },
    { "unsupported", "Unsupported", TRUE },
    { "require", "Require", TRUE },
    { "min-expires", "Min-Expires", FALSE },
    { "min-se", "Min-SE", FALSE },
    { "retry-after", "Retry-After", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    take_value (writer, fields[i].name, dup_list (writer->telling, fields[i].field),
                fields[i].code);
}

char **
lore_telling_dup_args (const LoreTelling *telling, gboolean code)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  Writer writer = { telling, builder, code };
  const SipIndex *index = &telling->index;

  add_participant (&writer, "from", telling->facts.source);
  add_participant (&writer, "to", telling->facts.destination);
  add_times (&writer);
  add_numbers (&writer);
  take_value (&writer, "branch", dup_span (telling, index->branch), FALSE);
  take_value (&writer, "call-id", dup_span (telling, index->call_id), FALSE);
  take_value (&writer, "request-uri", dup_request_uri (telling), FALSE);
  take_value (&writer, "aor", dup_uri (telling, index->to), FALSE);
  take_value (&writer, "contact", dup_contacts (telling), TRUE);
  take_value (&writer, "expires", dup_lifetime (telling), FALSE);
  take_value (&writer, "realm", dup_realm (telling), FALSE);
  take_value (&writer, "event", dup_event_package (telling), FALSE);
  take_value (&writer, "answered", dup_answered (telling), FALSE);
  take_value (&writer, "media",
              lore_media_dup_summary (
                  telling->data + index->body.at,
                  lore_media_is_sdp (telling->data, index) ? index->body.len : 0),
              FALSE);
  add_fields (&writer);
  return g_strv_builder_end (builder);
}

char *
lore_telling_dup_element (LoreTrace *trace, const char *element)
{
  LoreParticipant participant;

  for (guint32 i = 0; i < lore_trace_get_n_participants (trace); i++)
    {
      lore_trace_get_participant (trace, i, &participant);
      if (g_ascii_strcasecmp (participant.name, element) == 0)
        return g_strdup (participant.name);
    }
  return g_strdup (element);
}
