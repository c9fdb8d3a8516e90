/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is between two neighbours: framing, repeating, where a request is sent (RFC 3261
 * §8.1.2, §8.2.2.2, §18.3).
 */
#include "trace/finding-look.h"

#include "sip/facts.h"

gboolean
lore_look_stream_no_length (const LoreStory *story, const LoreStep *step,
                            LoreSight *ret_sight)
{
  /* A frame of WebSocket holds one message (RFC 7118 §5): no length is needed there. */
  if ((step->facts.transport != LORE_TRANSPORT_TCP
       && step->facts.transport != LORE_TRANSPORT_TLS)
      || step->index.content_length >= 0)
    return FALSE;
  ret_sight->expected = g_strdup_printf ("%u", step->index.body.len);
  return TRUE;
}

/* The same request over the same hop, with another branch: for the receiver two requests
 * that merged on their way. */
gboolean
lore_look_repeat_new_branch (const LoreStory *story, const LoreStep *step,
                             LoreSight *ret_sight)
{
  const SipIndex *index = &step->index;
  const LoreStep *earlier;

  if (index->start != SIP_START_REQUEST || index->to_tag.len > 0 || index->n_vias != 1
      || index->branch.len == 0 || step->facts.method == SIP_METHOD_ACK
      || step->facts.method == SIP_METHOD_CANCEL)
    return FALSE;
  earlier = lore_story_recall (story, LORE_MEMORY_OUTSIDE, index->cseq, step,
                               index->from_tag, index->method_name, index->sent_by);
  if (earlier == NULL
      || lore_step_same (earlier, earlier->index.branch, step, index->branch)
      || earlier->facts.source != step->facts.source
      || earlier->facts.destination != step->facts.destination
      || earlier->facts.transport != step->facts.transport
      || !lore_step_same (earlier, earlier->index.request_uri, step, index->request_uri)
      || (earlier->turn != NULL && earlier->turn->final != NULL
          && earlier->turn->final->facts.id < step->facts.id))
    return FALSE;
  ret_sight->span = index->branch;
  ret_sight->other = earlier;
  ret_sight->expected = lore_step_dup_text (earlier, earlier->index.branch);
  return TRUE;
}

/* Sent where To points, though the Request-URI points elsewhere and no Route asks for it.
 * Only addresses are compared: a name may lead anywhere. */
gboolean
lore_look_sent_to_to (const LoreStory *story, const LoreStep *step, LoreSight *ret_sight)
{
  const SipIndex *index = &step->index;
  g_autofree char *host = NULL;
  g_autofree char *place = NULL;
  g_autofree char *to = NULL;
  g_autofree char *target = NULL;
  guint16 port;

  if (index->start != SIP_START_REQUEST || index->n_vias != 1
      || step->fields[LORE_STEP_ROUTE].len > 0
      || !lore_step_get_ip (step, lore_step_get_uri (step, index->to), &to)
      || !lore_step_get_ip (step, index->request_uri, &target)
      || !lore_step_get_place (story, step->facts.destination, &host, &port))
    return FALSE;
  place = g_strdup_printf ("%s:%u", host, port);
  if (!g_str_equal (place, to) || g_str_equal (place, target))
    return FALSE;
  ret_sight->span = lore_step_get_uri (step, index->to);
  ret_sight->expected = g_steal_pointer (&target);
  return TRUE;
}
