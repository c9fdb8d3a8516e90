/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a response must copy, which way it goes, and when it may be sent (RFC 3261 §8.2.6,
 * §18.2.2, RFC 3262, RFC 4320).
 */
#include "trace/finding-look.h"

#include "sip/edit.h"
#include "sip/facts.h"

/* The first response over UDP may come when timer E has reached T2: after 500 ms, 1 s and
 * 2 s. */
#define TRYING_US (3500 * G_TIME_SPAN_MILLISECOND)

/* A branch that is used twice has two requests: the number tells which is answered. */
static const LoreStep *
find_request (const LoreStep *step)
{
  if (step->index.start != SIP_START_RESPONSE || step->about == NULL)
    return NULL;
  return step->about->facts.cseq == step->facts.cseq ? step->about : step->turn->request;
}

static gboolean
same_address (const LoreStep *a, SipSpan of_a, const LoreStep *b, SipSpan of_b)
{
  SipSpan uri_a = lore_step_get_uri (a, of_a);
  SipSpan uri_b = lore_step_get_uri (b, of_b);
  g_autofree char *address_a = NULL;
  g_autofree char *address_b = NULL;

  if (lore_step_same (a, uri_a, b, uri_b))
    return TRUE;
  address_a = lore_step_dup_address (a, uri_a);
  address_b = lore_step_dup_address (b, uri_b);
  return g_str_equal (address_a, address_b);
}

static gboolean
is_swapped (const LoreStep *step, const LoreStep *request)
{
  return same_address (step, step->index.from, request, request->index.to)
         && same_address (step, step->index.to, request, request->index.from)
         && !same_address (request, request->index.from, request, request->index.to);
}

gboolean
lore_look_response_swapped (const LoreStory *story, const LoreStep *step,
                            LoreSight *ret_sight)
{
  const LoreStep *request = find_request (step);

  if (request == NULL || !is_swapped (step, request))
    return FALSE;
  ret_sight->span = step->index.from;
  ret_sight->other = request;
  ret_sight->expected = lore_step_dup_text (request, request->index.from);
  return TRUE;
}

gboolean
lore_look_response_from (const LoreStory *story, const LoreStep *step,
                         LoreSight *ret_sight)
{
  const LoreStep *request = find_request (step);

  if (request == NULL || is_swapped (step, request)
      || (same_address (step, step->index.from, request, request->index.from)
          && lore_step_same (step, step->index.from_tag, request,
                             request->index.from_tag)))
    return FALSE;
  ret_sight->span = step->index.from;
  ret_sight->other = request;
  ret_sight->expected = lore_step_dup_text (request, request->index.from);
  return TRUE;
}

gboolean
lore_look_response_to (const LoreStory *story, const LoreStep *step, LoreSight *ret_sight)
{
  const LoreStep *request = find_request (step);

  /* A tag is added only where there was none. */
  if (request == NULL || is_swapped (step, request)
      || (same_address (step, step->index.to, request, request->index.to)
          && (request->index.to_tag.len == 0
              || lore_step_same (step, step->index.to_tag, request,
                                 request->index.to_tag))))
    return FALSE;
  ret_sight->span = step->index.to;
  ret_sight->other = request;
  ret_sight->expected = lore_step_dup_text (request, request->index.to);
  return TRUE;
}

gboolean
lore_look_response_cseq (const LoreStory *story, const LoreStep *step,
                         LoreSight *ret_sight)
{
  const LoreStep *request = find_request (step);

  if (request == NULL || request->facts.cseq == step->facts.cseq)
    return FALSE;
  ret_sight->span = step->fields[LORE_STEP_CSEQ];
  ret_sight->other = request;
  ret_sight->expected = g_strdup_printf ("%u", request->facts.cseq);
  return TRUE;
}

gboolean
lore_look_response_vias (const LoreStory *story, const LoreStep *step,
                         LoreSight *ret_sight)
{
  const LoreStep *request = find_request (step);

  if (request == NULL || request->index.n_vias == step->index.n_vias)
    return FALSE;
  ret_sight->span = step->fields[LORE_STEP_LAST_VIA];
  ret_sight->other = request;
  ret_sight->expected = g_strdup_printf ("%u", request->index.n_vias);
  return TRUE;
}

/* Where the top Via and the address the request came from lead: both are right, as
 * received is added where they differ (§18.2.1). */
gboolean
lore_look_response_off_via (const LoreStory *story, const LoreStep *step,
                            LoreSight *ret_sight)
{
  const LoreStep *request = find_request (step);
  g_autofree char *to = NULL;
  g_autofree char *from = NULL;
  g_autofree char *text = NULL;
  g_autofree char *sent_by = NULL;
  guint16 port;

  if (request == NULL || !lore_step_get_place (story, step->facts.destination, &to, &port)
      || !lore_step_get_place (story, request->facts.source, &from, &port)
      || g_str_equal (to, from))
    return FALSE;
  text = lore_step_dup_text (step, step->index.sent_by);
  if (!sip_uri_parse_hostport (text, &sent_by, &port) || g_str_equal (to, sent_by)
      || !g_hostname_is_ip_address (sent_by))
    return FALSE;
  ret_sight->span = step->index.sent_by;
  ret_sight->other = request;
  ret_sight->expected = g_steal_pointer (&from);
  return TRUE;
}

gboolean
lore_look_provisional_non_invite (const LoreStory *story, const LoreStep *step,
                                  LoreSight *ret_sight)
{
  if (step->index.start != SIP_START_RESPONSE || step->facts.status <= 100
      || step->facts.status >= 200 || step->facts.method == SIP_METHOD_INVITE)
    return FALSE;
  ret_sight->span = (SipSpan){ 0, sip_span_end (step->index.reason) };
  return TRUE;
}

gboolean
lore_look_trying_too_soon (const LoreStory *story, const LoreStep *step,
                           LoreSight *ret_sight)
{
  const LoreStep *request = find_request (step);
  gint64 distance;

  if (request == NULL || step->facts.status != 100
      || step->facts.method == SIP_METHOD_INVITE
      || step->facts.transport != LORE_TRANSPORT_UDP)
    return FALSE;
  distance = lore_step_distance (request, step);
  if (distance == LORE_TIME_UNKNOWN || distance <= 0 || distance >= TRYING_US)
    return FALSE;
  ret_sight->span = (SipSpan){ 0, sip_span_end (step->index.reason) };
  ret_sight->other = request;
  ret_sight->expected = g_strdup_printf ("%u", (guint)(distance / 1000));
  return TRUE;
}

static gboolean
is_provisional (const LoreStep *step)
{
  return lore_step_is_response (step, SIP_METHOD_INVITE) && step->facts.status > 100
         && step->facts.status < 200;
}

gboolean
lore_look_provisional_lost (const LoreStory *story, const LoreStep *step,
                            LoreSight *ret_sight)
{
  if (!is_provisional (step) || (step->facts.flags & LORE_MESSAGE_LOST) == 0
      || step->fields[LORE_STEP_RSEQ].len > 0)
    return FALSE;
  ret_sight->span = (SipSpan){ 0, sip_span_end (step->index.reason) };
  return TRUE;
}

gboolean
lore_look_prack_missing (const LoreStory *story, const LoreStep *step,
                         LoreSight *ret_sight)
{
  guint32 rseq = lore_step_get_number (step, LORE_STEP_RSEQ);
  const LoreStep *final = step->turn != NULL ? step->turn->final : NULL;

  if (!is_provisional (step) || rseq == 0 || step->first->n_repeats + step->n_repeats < 2
      || lore_story_recall (story, LORE_MEMORY_RACK, rseq, step, step->index.to_tag,
                            LORE_NO_SPAN, LORE_NO_SPAN)
             != NULL)
    return FALSE;
  ret_sight->span = step->fields[LORE_STEP_RSEQ];
  ret_sight->other = final;
  ret_sight->expected = g_strdup_printf ("%u %u INVITE", rseq, step->facts.cseq);
  return TRUE;
}

gboolean
lore_look_prack_unasked (const LoreStory *story, const LoreStep *step,
                         LoreSight *ret_sight)
{
  guint32 rseq = lore_step_get_number (step, LORE_STEP_RACK);

  if (!lore_step_is_request (step, SIP_METHOD_PRACK)
      || step->fields[LORE_STEP_RACK].len == 0
      /* Where the trace has no response of that side, it may have begun too late. */
      || lore_story_recall (story, LORE_MEMORY_GIVEN, 0, step, step->index.to_tag,
                            LORE_NO_SPAN, LORE_NO_SPAN)
             == NULL
      || lore_story_recall (story, LORE_MEMORY_RSEQ, rseq, step, step->index.to_tag,
                            LORE_NO_SPAN, LORE_NO_SPAN)
             != NULL)
    return FALSE;
  ret_sight->span = step->fields[LORE_STEP_RACK];
  return TRUE;
}
