/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The two ACKs, and what was left without one (RFC 3261 §13.2.2.4, §17.1.1.3).
 */
#include "trace/finding-look.h"

#include "sip/facts.h"

static gboolean
is_ack (const LoreStep *step)
{
  return lore_step_is_request (step, SIP_METHOD_ACK) && step->about != NULL;
}

gboolean
lore_look_ack_new_branch (const LoreStory *story, const LoreStep *step,
                          LoreSight *ret_sight)
{
  const LoreStep *response = step->about;

  /* A response's top Via is that of the INVITE as it left this hop. */
  if (!is_ack (step) || response->facts.status < 300 || response->index.branch.len == 0
      || lore_step_same (step, step->index.branch, response, response->index.branch)
      || step->index.n_vias != 1)
    return FALSE;
  ret_sight->span = step->index.branch;
  ret_sight->other = response;
  ret_sight->expected = lore_step_dup_text (response, response->index.branch);
  return TRUE;
}

gboolean
lore_look_ack_invite_branch (const LoreStory *story, const LoreStep *step,
                             LoreSight *ret_sight)
{
  const LoreStep *response = step->about;

  if (!is_ack (step) || response->facts.status >= 300 || step->origin_branch.len == 0
      || !lore_step_same (step, step->origin_branch, response, response->origin_branch))
    return FALSE;
  ret_sight->span = step->index.branch;
  ret_sight->other = response;
  return TRUE;
}

gboolean
lore_look_ack_cseq (const LoreStory *story, const LoreStep *step, LoreSight *ret_sight)
{
  const LoreStep *response = step->about;

  if (!is_ack (step) || response->facts.cseq == step->facts.cseq)
    return FALSE;
  ret_sight->span = step->fields[LORE_STEP_CSEQ];
  ret_sight->other = response;
  ret_sight->expected = g_strdup_printf ("%u ACK", response->facts.cseq);
  return TRUE;
}

static gboolean
is_repeated (const LoreStep *response, guint often)
{
  return response->n_repeats >= often || response->first->n_repeats >= often;
}

/* Whether whoever has to acknowledge sent another request since. */
static const LoreStep *
find_later_request (const LoreStory *story, const LoreStep *response, SipSpan sent_by)
{
  const LoreStep *later =
      lore_story_recall (story, LORE_MEMORY_LAST, 0, response, response->index.from_tag,
                         sent_by, LORE_NO_SPAN);

  return later != NULL && later->facts.id > response->facts.id ? later : NULL;
}

gboolean
lore_look_failure_not_acked (const LoreStory *story, const LoreStep *step,
                             LoreSight *ret_sight)
{
  if (!lore_step_is_response (step, SIP_METHOD_INVITE) || step->facts.status < 300
      || step->acked_by != NULL || (step->facts.flags & LORE_MESSAGE_LOST) != 0)
    return FALSE;
  if (!is_repeated (step, 2)
      && find_later_request (story, step, step->index.sent_by) == NULL
      && !lore_story_is_long_past (story, step))
    return FALSE;
  ret_sight->span = (SipSpan){ 0, step->index.reason.at + step->index.reason.len };
  ret_sight->expected = lore_step_dup_text (step, step->index.branch);
  return TRUE;
}

static gboolean
is_ok (const LoreStep *step)
{
  return lore_step_is_response (step, SIP_METHOD_INVITE) && step->facts.status / 100 == 2;
}

/* That time passes is no proof here: the ACK goes by the route set and may pass by where
 * the trace was taken. */
gboolean
lore_look_ok_not_acked (const LoreStory *story, const LoreStep *step,
                        LoreSight *ret_sight)
{
  if (!is_ok (step) || step->acked_by != NULL || step->sibling != NULL
      || (step->facts.flags & LORE_MESSAGE_LOST) != 0)
    return FALSE;
  if (!is_repeated (step, 2)
      && find_later_request (story, step, step->origin_sent_by) == NULL)
    return FALSE;
  ret_sight->span = (SipSpan){ 0, step->index.reason.at + step->index.reason.len };
  ret_sight->expected =
      lore_step_dup_text (step, lore_step_get_uri (step, step->index.contact));
  return TRUE;
}

gboolean
lore_look_fork_not_acked (const LoreStory *story, const LoreStep *step,
                          LoreSight *ret_sight)
{
  if (!is_ok (step) || step->acked_by != NULL || step->sibling == NULL
      || step->sibling->acked_by == NULL)
    return FALSE;
  if (!is_repeated (step, 1)
      && find_later_request (story, step, step->origin_sent_by) == NULL
      && !lore_story_is_long_past (story, step))
    return FALSE;
  ret_sight->span = step->index.to_tag;
  ret_sight->other = step->sibling;
  return TRUE;
}

static gboolean
is_ended (const LoreStory *story, const LoreStep *step)
{
  return lore_story_recall (story, LORE_MEMORY_BYE, step->facts.dialog, step,
                            LORE_NO_SPAN, LORE_NO_SPAN, LORE_NO_SPAN)
         != NULL;
}

gboolean
lore_look_fork_left_open (const LoreStory *story, const LoreStep *step,
                          LoreSight *ret_sight)
{
  const LoreStep *other = step->sibling;

  if (!is_ok (step) || other == NULL || other->facts.id > step->facts.id
      || step->acked_by == NULL || other->acked_by == NULL
      || step->facts.dialog == LORE_ID_NONE || is_ended (story, step)
      || is_ended (story, other) || !lore_story_is_long_past (story, step))
    return FALSE;
  ret_sight->span = step->index.to_tag;
  ret_sight->other = other;
  return TRUE;
}

gboolean
lore_look_ack_answered (const LoreStory *story, const LoreStep *step,
                        LoreSight *ret_sight)
{
  if (!lore_step_is_response (step, SIP_METHOD_ACK))
    return FALSE;
  ret_sight->span = step->index.method_name;
  return TRUE;
}
