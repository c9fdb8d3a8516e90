/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is who within a dialog: tags, From and To, numbers (RFC 3261 §12.2, §14, §19.3).
 */
#include "trace/finding-look.h"

#include "sip/facts.h"

/* After a 491 the owner of the Call-ID waits 2.1 s at the least (§14.1). */
#define OWNER_WAITS_US (2100 * G_TIME_SPAN_MILLISECOND)

static LoreStep *
recall_tag (const LoreStory *story, LoreMemory kind, const LoreStep *step, SipSpan tag)
{
  if (tag.len == 0)
    return NULL;
  return lore_story_recall (story, kind, 0, step, tag, LORE_NO_SPAN, LORE_NO_SPAN);
}

static LoreStep *
recall_pair (const LoreStory *story, LoreMemory kind, const LoreStep *step, SipSpan from,
             SipSpan to)
{
  return lore_story_recall (story, kind, 0, step, from, to, LORE_NO_SPAN);
}

/* Whether the two tags have met, whoever was From. */
static gboolean
have_met (const LoreStory *story, const LoreStep *step)
{
  SipSpan from = step->index.from_tag;
  SipSpan to = step->index.to_tag;

  return recall_pair (story, LORE_MEMORY_PAIR, step, from, to) != NULL
         || recall_pair (story, LORE_MEMORY_PAIR, step, to, from) != NULL;
}

/* The tag that belongs beside @known, which is one of @peer's two. */
static char *
dup_other_tag (const LoreStep *peer, const LoreStep *step, SipSpan known)
{
  return lore_step_dup_text (peer,
                             lore_step_same (peer, peer->index.from_tag, step, known)
                                 ? peer->index.to_tag
                                 : peer->index.from_tag);
}

gboolean
lore_look_dialog_no_to_tag (const LoreStory *story, const LoreStep *step,
                            LoreSight *ret_sight)
{
  const LoreStep *peer;

  if (step->index.start != SIP_START_REQUEST || step->index.to_tag.len > 0
      || (step->facts.method != SIP_METHOD_BYE && step->facts.method != SIP_METHOD_INFO
          && step->facts.method != SIP_METHOD_UPDATE
          && step->facts.method != SIP_METHOD_PRACK))
    return FALSE;
  peer = recall_tag (story, LORE_MEMORY_PEER, step, step->index.from_tag);
  if (peer == NULL)
    return FALSE;
  ret_sight->span = step->index.to;
  ret_sight->other = peer;
  ret_sight->expected = dup_other_tag (peer, step, step->index.from_tag);
  return TRUE;
}

gboolean
lore_look_direction (const LoreStory *story, const LoreStep *step, LoreSight *ret_sight)
{
  const LoreStep *speaker = lore_story_find_reversed (story, step);

  if (speaker == NULL)
    return FALSE;
  ret_sight->span = step->index.from;
  ret_sight->other = speaker;
  ret_sight->expected = lore_step_dup_text (step, step->index.to);
  return TRUE;
}

/* RFC 4916: both sides have said that they can bear it. */
static gboolean
may_change (const LoreStep *step)
{
  SipSpan supported = step->fields[LORE_STEP_SUPPORTED];

  return g_strstr_len ((const char *)step->data + supported.at, supported.len,
                       "from-change")
         != NULL;
}

gboolean
lore_look_from_changed (const LoreStory *story, const LoreStep *step,
                        LoreSight *ret_sight)
{
  const LoreStep *named;
  SipSpan value;
  g_autofree char *before = NULL;
  g_autofree char *now = NULL;

  if (!lore_step_is_inside (step) || may_change (step)
      || lore_story_find_reversed (story, step) != NULL)
    return FALSE;
  named = recall_tag (story, LORE_MEMORY_NAMED, step, step->index.from_tag);
  if (named == NULL)
    return FALSE;
  value = lore_step_same (named, named->index.from_tag, step, step->index.from_tag)
              ? named->index.from
              : named->index.to;
  before = lore_step_dup_address (named, lore_step_get_uri (named, value));
  now = lore_step_dup_address (step, lore_step_get_uri (step, step->index.from));
  if (g_str_equal (before, now))
    return FALSE;
  ret_sight->span = lore_step_get_uri (step, step->index.from);
  ret_sight->other = named;
  ret_sight->expected = lore_step_dup_text (named, lore_step_get_uri (named, value));
  return TRUE;
}

/* One of the two tags is known from a dialog in which the other, @wrong, never stood. */
static gboolean
look_at_tag (const LoreStory *story, const LoreStep *step, SipSpan wrong, SipSpan known,
             LoreSight *ret_sight)
{
  const LoreStep *peer;

  if (!lore_step_is_inside (step) || have_met (story, step)
      || recall_tag (story, LORE_MEMORY_NAMED, step, wrong) != NULL)
    return FALSE;
  peer = recall_tag (story, LORE_MEMORY_PEER, step, known);
  if (peer == NULL)
    return FALSE;
  ret_sight->span = wrong;
  ret_sight->other = peer;
  ret_sight->expected = dup_other_tag (peer, step, known);
  return TRUE;
}

gboolean
lore_look_from_tag_changed (const LoreStory *story, const LoreStep *step,
                            LoreSight *ret_sight)
{
  return look_at_tag (story, step, step->index.from_tag, step->index.to_tag, ret_sight);
}

gboolean
lore_look_to_tag_unknown (const LoreStory *story, const LoreStep *step,
                          LoreSight *ret_sight)
{
  return look_at_tag (story, step, step->index.to_tag, step->index.from_tag, ret_sight);
}

/* Said once a dialog: of the message that brings the pair first. */
gboolean
lore_look_same_tag (const LoreStory *story, const LoreStep *step, LoreSight *ret_sight)
{
  if (step->index.to_tag.len == 0
      || !lore_step_same (step, step->index.from_tag, step, step->index.to_tag)
      || recall_pair (story, LORE_MEMORY_PAIR, step, step->index.from_tag,
                      step->index.to_tag)
             != NULL)
    return FALSE;
  ret_sight->span = step->index.to_tag;
  return TRUE;
}

/* The last request of the same side in the same dialog, whose number must be beaten; the
 * dialog begins with that of the request that made it. */
static const LoreStep *
find_last_numbered (const LoreStory *story, const LoreStep *step)
{
  const LoreStep *last = recall_pair (story, LORE_MEMORY_CSEQ, step, step->index.from_tag,
                                      step->index.to_tag);

  return last != NULL ? last
                      : recall_pair (story, LORE_MEMORY_CSEQ, step, step->index.from_tag,
                                     LORE_NO_SPAN);
}

gboolean
lore_look_cseq_not_higher (const LoreStory *story, const LoreStep *step,
                           LoreSight *ret_sight)
{
  const LoreStep *last;

  if (!lore_step_is_inside (step) || step->facts.method == SIP_METHOD_ACK
      || step->facts.method == SIP_METHOD_REGISTER || !have_met (story, step)
      || lore_story_find_reversed (story, step) != NULL)
    return FALSE;
  last = find_last_numbered (story, step);
  if (last == NULL
      || step->facts.cseq > last->facts.cseq
      /* That is another slip: the retry after a challenge. */
      || (last->turn != NULL && last->turn->final != NULL
          && last->turn->final->fields[LORE_STEP_CHALLENGE].len > 0
          && step->facts.method == last->facts.method))
    return FALSE;
  ret_sight->span = step->fields[LORE_STEP_CSEQ];
  ret_sight->other = last;
  ret_sight->expected = g_strdup_printf ("%u", last->facts.cseq + 1);
  return TRUE;
}

gboolean
lore_look_register_tag (const LoreStory *story, const LoreStep *step,
                        LoreSight *ret_sight)
{
  const LoreStep *giver;

  if (step->index.start != SIP_START_REQUEST)
    return FALSE;
  giver = recall_tag (story, LORE_MEMORY_GIVEN, step, step->index.to_tag);
  if (giver == NULL || giver->facts.method != SIP_METHOD_REGISTER
      || giver->facts.status == 401 || giver->facts.status == 407)
    return FALSE;
  ret_sight->span = step->index.to_tag;
  ret_sight->other = giver;
  return TRUE;
}

/* The 2xx to a re-INVITE while the side that sends it waits for the answer to its own. */
gboolean
lore_look_glare_served (const LoreStory *story, const LoreStep *step,
                        LoreSight *ret_sight)
{
  const LoreStep *own, *final;

  if (!lore_step_is_response (step, SIP_METHOD_INVITE) || step->facts.status / 100 != 2
      || step->turn == NULL || step->turn->request == NULL
      || step->turn->request->index.to_tag.len == 0)
    return FALSE;
  own = recall_pair (story, LORE_MEMORY_RE_INVITE, step, step->index.to_tag,
                     step->index.from_tag);
  if (own == NULL || own->turn == NULL)
    return FALSE;
  final = own->turn->final;
  if (final != NULL && final->facts.id < step->facts.id)
    return FALSE;
  ret_sight->span = (SipSpan){ 0, sip_span_end (step->index.reason) };
  ret_sight->other = own;
  return TRUE;
}

gboolean
lore_look_glare_too_soon (const LoreStory *story, const LoreStep *step,
                          LoreSight *ret_sight)
{
  const LoreStep *last, *maker, *final;
  gint64 distance;

  if (!lore_step_is_request (step, SIP_METHOD_INVITE) || !lore_step_is_inside (step)
      || step->facts.dialog == LORE_ID_NONE)
    return FALSE;
  last = recall_pair (story, LORE_MEMORY_RE_INVITE, step, step->index.from_tag,
                      step->index.to_tag);
  maker = lore_story_recall (story, LORE_MEMORY_MAKER, step->facts.dialog, step,
                             LORE_NO_SPAN, LORE_NO_SPAN, LORE_NO_SPAN);
  final = last != NULL && last->turn != NULL ? last->turn->final : NULL;
  if (final == NULL || final->facts.status != 491 || maker == NULL
      || !lore_step_same (maker, maker->index.from_tag, step, step->index.from_tag))
    return FALSE;
  distance = lore_step_distance (final, step);
  if (distance == LORE_TIME_UNKNOWN || distance <= 0 || distance >= OWNER_WAITS_US)
    return FALSE;
  ret_sight->span = step->index.method_name;
  ret_sight->other = final;
  ret_sight->expected = g_strdup_printf ("%u", (guint)(distance / 1000));
  return TRUE;
}
