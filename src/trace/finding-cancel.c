/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Giving a call up before it is answered, and ending it too early (RFC 3261 §9, §15).
 */
#include "trace/finding-look.h"

#include "sip/facts.h"

static gboolean
is_cancel (const LoreStep *step)
{
  return lore_step_is_request (step, SIP_METHOD_CANCEL) && step->about != NULL;
}

gboolean
lore_look_cancel_branch (const LoreStory *story, const LoreStep *step,
                         LoreSight *ret_sight)
{
  if (!is_cancel (step)
      || lore_step_same (step, step->index.branch, step->about,
                         step->about->index.branch))
    return FALSE;
  ret_sight->span = step->index.branch;
  ret_sight->other = step->about;
  ret_sight->expected = lore_step_dup_text (step->about, step->about->index.branch);
  return TRUE;
}

gboolean
lore_look_cancel_cseq (const LoreStory *story, const LoreStep *step, LoreSight *ret_sight)
{
  if (!is_cancel (step) || step->facts.cseq == step->about->facts.cseq)
    return FALSE;
  ret_sight->span = step->fields[LORE_STEP_CSEQ];
  ret_sight->other = step->about;
  ret_sight->expected = g_strdup_printf ("%u CANCEL", step->about->facts.cseq);
  return TRUE;
}

gboolean
lore_look_cancel_to_tag (const LoreStory *story, const LoreStep *step,
                         LoreSight *ret_sight)
{
  if (!is_cancel (step)
      || lore_step_same (step, step->index.to_tag, step->about,
                         step->about->index.to_tag))
    return FALSE;
  ret_sight->span = step->index.to_tag.len > 0 ? step->index.to_tag : step->index.to;
  ret_sight->other = step->about;
  ret_sight->expected = lore_step_dup_text (step->about, step->about->index.to);
  return TRUE;
}

gboolean
lore_look_cancel_uri (const LoreStory *story, const LoreStep *step, LoreSight *ret_sight)
{
  if (!is_cancel (step)
      || lore_step_same (step, step->index.request_uri, step->about,
                         step->about->index.request_uri))
    return FALSE;
  ret_sight->span = step->index.request_uri;
  ret_sight->other = step->about;
  ret_sight->expected = lore_step_dup_text (step->about, step->about->index.request_uri);
  return TRUE;
}

gboolean
lore_look_cancel_early (const LoreStory *story, const LoreStep *step,
                        LoreSight *ret_sight)
{
  const LoreTurn *turn = is_cancel (step) ? step->about->turn : NULL;

  if (turn == NULL
      || (turn->provisional != NULL && turn->provisional->facts.id < step->facts.id)
      || (turn->final != NULL && turn->final->facts.id < step->facts.id))
    return FALSE;
  ret_sight->span = step->index.method_name;
  ret_sight->other = step->about;
  return TRUE;
}

gboolean
lore_look_cancel_late (const LoreStory *story, const LoreStep *step, LoreSight *ret_sight)
{
  const LoreStep *final =
      is_cancel (step) && step->about->turn != NULL ? step->about->turn->final : NULL;

  if (final == NULL || final->facts.id > step->facts.id)
    return FALSE;
  /* The two may have crossed: that the final response was acknowledged is the proof. */
  if (!(final->acked_by != NULL && final->acked_by->facts.id < step->facts.id)
      && !lore_step_was_known (final, step))
    return FALSE;
  ret_sight->span = step->index.method_name;
  ret_sight->other = final;
  return TRUE;
}

/* A proxy answers with the best it got, which may be older than the CANCEL; a user agent
 * has nothing better than 487 (§9.2, §16.7). */
gboolean
lore_look_cancelled_not_487 (const LoreStory *story, const LoreStep *step,
                             LoreSight *ret_sight)
{
  const LoreTurn *turn = step->turn;

  if (!lore_step_is_response (step, SIP_METHOD_INVITE) || turn == NULL
      || turn->cancelled == NULL || step->facts.status == 487 || step->facts.status < 400
      || step->facts.status / 100 == 5 || turn->cancelled->facts.status / 100 != 2
      || turn->cancelled->facts.id > step->facts.id)
    return FALSE;
  ret_sight->span = (SipSpan){ 0, sip_span_end (step->index.reason) };
  ret_sight->other = turn->cancel;
  return TRUE;
}

gboolean
lore_look_cancel_answered_487 (const LoreStory *story, const LoreStep *step,
                               LoreSight *ret_sight)
{
  if (!lore_step_is_response (step, SIP_METHOD_CANCEL) || step->facts.status != 487)
    return FALSE;
  ret_sight->span = (SipSpan){ 0, sip_span_end (step->index.reason) };
  ret_sight->other = step->turn != NULL ? step->turn->request : NULL;
  return TRUE;
}

/* The response that made the dialog, when @step is a BYE of the side that was called. */
static const LoreStep *
find_callee_bye (const LoreStory *story, const LoreStep *step)
{
  const LoreStep *maker;

  if (!lore_step_is_request (step, SIP_METHOD_BYE) || step->facts.dialog == LORE_ID_NONE)
    return NULL;
  maker = lore_story_recall (story, LORE_MEMORY_MAKER, step->facts.dialog, step,
                             LORE_NO_SPAN, LORE_NO_SPAN, LORE_NO_SPAN);
  if (maker == NULL || maker->facts.method != SIP_METHOD_INVITE
      || !lore_step_same (maker, maker->index.to_tag, step, step->index.from_tag))
    return NULL;
  return maker;
}

gboolean
lore_look_bye_early (const LoreStory *story, const LoreStep *step, LoreSight *ret_sight)
{
  const LoreStep *maker = find_callee_bye (story, step);

  if (maker == NULL || maker->facts.status >= 200)
    return FALSE;
  ret_sight->span = step->index.method_name;
  ret_sight->other = maker;
  return TRUE;
}

gboolean
lore_look_bye_before_ack (const LoreStory *story, const LoreStep *step,
                          LoreSight *ret_sight)
{
  const LoreStep *maker = find_callee_bye (story, step);
  const LoreStep *ack = maker != NULL ? maker->first->acked_by : NULL;
  gint64 distance;

  /* Only the 2xx that ended the first INVITE counts, and only where its ACK is seen. */
  if (maker == NULL || maker->facts.status < 200 || ack == NULL
      || ack->facts.id < step->facts.id)
    return FALSE;
  distance = lore_step_distance (maker->first, step);
  if (distance != LORE_TIME_UNKNOWN && distance > 32 * G_TIME_SPAN_SECOND)
    return FALSE;
  ret_sight->span = step->index.method_name;
  ret_sight->other = maker;
  return TRUE;
}
