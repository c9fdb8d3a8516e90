/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/finding-step.h"

#include <string.h>

#include "sip/edit.h"
#include "sip/facts.h"
#include "sip/text.h"
#include "sip/value.h"
#include "trace/lookup.h"
#include "trace/message-store.h"

/* What a message without any time may still be compared with: a capture shows two
 * messages that cross within a round trip in either order. */
#define CROSSING_US (200 * G_TIME_SPAN_MILLISECOND)

gboolean
lore_step_is_inside (const LoreStep *step)
{
  return step->index.start == SIP_START_REQUEST && step->index.to_tag.len > 0
         && step->facts.method != SIP_METHOD_CANCEL
         && !(step->facts.method == SIP_METHOD_ACK
              && (step->about == NULL || step->about->facts.status >= 300));
}

gboolean
lore_step_same (const LoreStep *a, SipSpan of_a, const LoreStep *b, SipSpan of_b)
{
  return lore_span_equal (a->data, of_a, b->data, of_b);
}

char *
lore_step_dup_text (const LoreStep *step, SipSpan span)
{
  return sip_text_dup (step->data + span.at, span.len);
}

SipSpan
lore_step_get_uri (const LoreStep *step, SipSpan value)
{
  SipSpan uri;

  return sip_find_uri (step->data, value, &uri) ? uri : LORE_NO_SPAN;
}

SipSpan
lore_step_get_own_tag (const LoreStep *step)
{
  return step->index.start == SIP_START_REQUEST ? step->index.from_tag
                                                : step->index.to_tag;
}

/* "sip:bob@[2001:db8::2]:5060;lr" parted into "bob" and "[2001:db8::2]:5060". */
static gboolean
part_uri (const char *uri, char **ret_user, char **ret_host_port)
{
  const char *at;
  gsize len;

  if (g_ascii_strncasecmp (uri, "sip:", 4) == 0)
    uri += 4;
  else if (g_ascii_strncasecmp (uri, "sips:", 5) == 0)
    uri += 5;
  else
    return FALSE;
  at = strchr (uri, '@');
  *ret_user = at != NULL ? g_strndup (uri, at - uri) : g_strdup ("");
  uri = at != NULL ? at + 1 : uri;
  len = strcspn (uri, ";?> ");
  *ret_host_port = g_ascii_strdown (uri, len);
  return TRUE;
}

char *
lore_step_dup_address (const LoreStep *step, SipSpan uri)
{
  g_autofree char *text = lore_step_dup_text (step, uri);
  g_autofree char *user = NULL;
  g_autofree char *place = NULL;

  if (!part_uri (text, &user, &place))
    return g_steal_pointer (&text);
  if (g_str_has_suffix (place, ":5060"))
    place[strlen (place) - strlen (":5060")] = '\0';
  return g_strdup_printf ("%s@%s", user, place);
}

guint64
lore_step_hash_address (const LoreStep *step, SipSpan uri)
{
  g_autofree char *address = lore_step_dup_address (step, uri);

  return lore_hash_bytes (LORE_HASH_START, address, strlen (address));
}

gboolean
lore_step_get_ip (const LoreStep *step, SipSpan uri, char **ret_ip)
{
  g_autofree char *text = lore_step_dup_text (step, uri);
  g_autofree char *host = NULL;
  guint16 port;

  if (!sip_uri_parse_hostport (text, &host, &port) || !g_hostname_is_ip_address (host))
    return FALSE;
  *ret_ip = g_strdup_printf ("%s:%u", host, port != 0 ? port : 5060);
  return TRUE;
}

gboolean
lore_step_get_place (const LoreStory *story, guint32 participant, char **ret_host,
                     guint16 *ret_port)
{
  LoreParticipant who;

  if (participant == LORE_ID_NONE)
    return FALSE;
  lore_trace_get_participant (story->trace, participant, &who);
  return sip_uri_parse_hostport (who.address, ret_host, ret_port);
}

gint64
lore_step_distance (const LoreStep *a, const LoreStep *b)
{
  if (a->facts.sent_us == LORE_TIME_UNKNOWN || b->facts.sent_us == LORE_TIME_UNKNOWN)
    return LORE_TIME_UNKNOWN;
  return b->facts.sent_us - a->facts.sent_us;
}

gboolean
lore_step_was_known (const LoreStep *earlier, const LoreStep *later)
{
  gint64 distance = lore_step_distance (earlier, later);

  if (earlier->facts.id > later->facts.id)
    return FALSE;
  if (earlier->facts.received_us != LORE_TIME_UNKNOWN)
    return earlier->facts.received_us <= later->facts.sent_us;
  /* Without times the order of the file is all there is. */
  return distance == LORE_TIME_UNKNOWN || distance == 0 || distance > CROSSING_US;
}

gboolean
lore_story_is_long_past (const LoreStory *story, const LoreStep *step)
{
  return story->end_us != LORE_TIME_UNKNOWN && step->facts.sent_us != LORE_TIME_UNKNOWN
         && story->end_us - step->facts.sent_us > 32 * G_TIME_SPAN_SECOND;
}

guint32
lore_step_get_number (const LoreStep *step, LoreStepField field)
{
  guint32 number = 0;
  SipSpan span = step->fields[field];

  for (guint32 at = span.at; at < sip_span_end (span); at++)
    {
      if (!g_ascii_isdigit (step->data[at]))
        break;
      number = number * 10 + (step->data[at] - '0');
    }
  return number;
}

static const LoreStep *
find_speaker (const LoreStory *story, const LoreStep *step)
{
  if (step->facts.source != LORE_ID_NONE)
    return lore_story_recall (story, LORE_MEMORY_SPEAKER, step->facts.source + 1, step,
                              LORE_NO_SPAN, LORE_NO_SPAN, LORE_NO_SPAN);
  return lore_story_recall (story, LORE_MEMORY_SPEAKER, 0, step, step->index.sent_by,
                            LORE_NO_SPAN, LORE_NO_SPAN);
}

const LoreStep *
lore_story_find_reversed (const LoreStory *story, const LoreStep *step)
{
  const LoreStep *speaker;

  if (!lore_step_is_inside (step) || step->index.n_vias != 1
      || lore_step_same (step, step->index.from_tag, step, step->index.to_tag))
    return NULL;
  speaker = find_speaker (story, step);
  if (speaker != NULL && speaker->index.start != SIP_START_BAD
      && lore_step_same (speaker, lore_step_get_own_tag (speaker), step,
                         step->index.to_tag))
    return speaker;
  return NULL;
}
