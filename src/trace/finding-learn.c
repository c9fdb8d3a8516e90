/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a step adds to what is known of its call: the part of the story that looks
 * forward only.
 */
#include "trace/finding-step.h"

#include <string.h>

#include "sip/facts.h"

/* In the place of a speaker: an address that speaks for more than one side. */
static LoreStep anyone;

static void
learn_speaker (LoreStory *story, guint64 participant, LoreStep *step, SipSpan sent_by)
{
  SipSpan tag = lore_step_get_own_tag (step);
  LoreStep *known = lore_story_recall (story, LORE_MEMORY_SPEAKER, participant, step,
                                       sent_by, LORE_NO_SPAN, LORE_NO_SPAN);

  if (known == &anyone
      || (known != NULL
          && lore_step_same (known, lore_step_get_own_tag (known), step, tag)))
    return;
  lore_story_remember (story, LORE_MEMORY_SPEAKER, participant, step, sent_by,
                       LORE_NO_SPAN, LORE_NO_SPAN, known == NULL ? step : &anyone);
}

static void
learn_contact (LoreStory *story, LoreStep *step)
{
  SipSpan tag = lore_step_get_own_tag (step);
  SipSpan uri = lore_step_get_uri (step, step->index.contact);

  /* REGISTER and the failures speak of other addresses in it (§10, §21.3). */
  if (uri.len == 0 || tag.len == 0 || step->facts.method == SIP_METHOD_REGISTER
      || step->facts.status >= 300)
    return;
  lore_story_remember (story, LORE_MEMORY_CONTACT, 0, step, tag, LORE_NO_SPAN,
                       LORE_NO_SPAN, step);
  lore_story_remember (story, LORE_MEMORY_TARGET, lore_step_hash_address (step, uri),
                       step, tag, LORE_NO_SPAN, LORE_NO_SPAN, step);
}

static void
learn_name (LoreStory *story, LoreStep *step, SipSpan tag)
{
  if (tag.len > 0
      && lore_story_recall (story, LORE_MEMORY_NAMED, 0, step, tag, LORE_NO_SPAN,
                            LORE_NO_SPAN)
             == NULL)
    lore_story_remember (story, LORE_MEMORY_NAMED, 0, step, tag, LORE_NO_SPAN,
                         LORE_NO_SPAN, step);
}

/* "198.51.100.2:5070" of the Contact: most user agents write their Via alike. */
static SipSpan
get_contact_place (const LoreStep *step)
{
  SipSpan uri = lore_step_get_uri (step, step->index.contact);
  const guint8 *at = uri.len > 0 ? memchr (step->data + uri.at, '@', uri.len) : NULL;
  guint32 begin = at != NULL ? at + 1 - step->data : uri.at;
  guint32 end = begin;

  while (end < sip_span_end (uri) && strchr (";?>", step->data[end]) == NULL)
    end++;
  return (SipSpan){ begin, end - begin };
}

static void
learn_request (LoreStory *story, LoreStep *step)
{
  const SipIndex *index = &step->index;
  gboolean inside = index->to_tag.len > 0;

  if (step->facts.method == SIP_METHOD_ACK || step->facts.method == SIP_METHOD_CANCEL)
    return;
  lore_story_remember (story, LORE_MEMORY_CSEQ, 0, step, index->from_tag, index->to_tag,
                       LORE_NO_SPAN, step);
  if (inside && step->facts.method == SIP_METHOD_INVITE)
    lore_story_remember (story, LORE_MEMORY_RE_INVITE, 0, step, index->from_tag,
                         index->to_tag, LORE_NO_SPAN, step);
  if (inside)
    return;
  lore_story_remember (story, LORE_MEMORY_OUTSIDE, index->cseq, step, index->from_tag,
                       index->method_name, index->sent_by, step);
  if (index->n_vias == 1)
    {
      if (step->facts.source != LORE_ID_NONE)
        learn_speaker (story, step->facts.source + 1, step, LORE_NO_SPAN);
      learn_speaker (story, 0, step, index->sent_by);
    }
}

static void
learn_dialog (LoreStory *story, LoreStep *step)
{
  const SipIndex *index = &step->index;
  LoreStep *maker = lore_story_recall (story, LORE_MEMORY_MAKER, step->facts.dialog, step,
                                       LORE_NO_SPAN, LORE_NO_SPAN, LORE_NO_SPAN);

  /* The route set is that of the first 2xx, and stays (§12.1.2, §13.2.2.4); the caller
   * gets it on the last hop. */
  if (maker == NULL || maker->facts.status < 200
      || (maker->facts.cseq == step->facts.cseq && index->n_vias < maker->index.n_vias))
    lore_story_remember (story, LORE_MEMORY_MAKER, step->facts.dialog, step, LORE_NO_SPAN,
                         LORE_NO_SPAN, LORE_NO_SPAN, step);
  lore_story_remember (story, LORE_MEMORY_PEER, 0, step, index->from_tag, LORE_NO_SPAN,
                       LORE_NO_SPAN, step);
  lore_story_remember (story, LORE_MEMORY_PEER, 0, step, index->to_tag, LORE_NO_SPAN,
                       LORE_NO_SPAN, step);
}

static void
learn_response (LoreStory *story, LoreStep *step)
{
  const SipIndex *index = &step->index;
  const LoreStep *request = step->turn != NULL ? step->turn->request : NULL;

  if (index->status == 401 || index->status == 407)
    lore_story_remember (story, LORE_MEMORY_CHALLENGED, 0, step, index->from_tag,
                         index->method_name, LORE_NO_SPAN, step);
  if (index->to_tag.len == 0)
    return;
  if (request != NULL && request->index.to_tag.len == 0)
    {
      lore_story_remember (story, LORE_MEMORY_GIVEN, 0, step, index->to_tag, LORE_NO_SPAN,
                           LORE_NO_SPAN, step);
      if (step->facts.source != LORE_ID_NONE)
        learn_speaker (story, step->facts.source + 1, step, LORE_NO_SPAN);
      learn_speaker (story, 0, step, get_contact_place (step));
    }
  if (step->fields[LORE_STEP_RSEQ].len > 0)
    lore_story_remember (story, LORE_MEMORY_RSEQ,
                         lore_step_get_number (step, LORE_STEP_RSEQ), step, index->to_tag,
                         LORE_NO_SPAN, LORE_NO_SPAN, step);
  if (step->facts.dialog != LORE_ID_NONE && index->status > 100 && index->status < 300)
    learn_dialog (story, step);
}

void
lore_story_learn (LoreStory *story, LoreStep *step)
{
  const SipIndex *index = &step->index;

  if (step->is_repeat || index->start == SIP_START_BAD)
    return;
  learn_contact (story, step);
  if (step->first != step)
    {
      if (index->start == SIP_START_REQUEST && step->facts.source != LORE_ID_NONE)
        lore_story_remember (story, LORE_MEMORY_FORWARDED, step->facts.source, step,
                             LORE_NO_SPAN, LORE_NO_SPAN, LORE_NO_SPAN, step);
      if (index->start == SIP_START_RESPONSE && step->facts.dialog != LORE_ID_NONE
          && index->status > 100 && index->status < 300)
        learn_dialog (story, step);
      return;
    }
  learn_name (story, step, index->from_tag);
  learn_name (story, step, index->to_tag);
  if (index->to_tag.len > 0)
    lore_story_remember (story, LORE_MEMORY_PAIR, 0, step, index->from_tag, index->to_tag,
                         LORE_NO_SPAN, step);
  if (index->start == SIP_START_REQUEST)
    learn_request (story, step);
  else
    learn_response (story, step);
}
