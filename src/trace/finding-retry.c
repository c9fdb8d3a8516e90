/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A request tried again after 401 or 407 (RFC 3261 §8.1.3.5, §22).
 */
#include "trace/finding-look.h"

#include <string.h>

#include "sip/facts.h"
#include "sip/value.h"

/* The challenge that @step answers with its credentials. A request that has the same
 * credentials as the one that was refused tries nothing. */
static const LoreStep *
find_challenge (const LoreStory *story, const LoreStep *step)
{
  SipSpan credentials = step->fields[LORE_STEP_CREDENTIALS];
  const LoreStep *challenge, *refused;

  if (step->index.start != SIP_START_REQUEST || step->facts.method == SIP_METHOD_ACK
      || step->facts.method == SIP_METHOD_CANCEL || credentials.len == 0)
    return NULL;
  challenge =
      lore_story_recall (story, LORE_MEMORY_CHALLENGED, 0, step, step->index.from_tag,
                         step->index.method_name, LORE_NO_SPAN);
  if (challenge == NULL)
    return NULL;
  refused = challenge->turn != NULL ? challenge->turn->request : NULL;
  if (refused != NULL
      && lore_step_same (refused, refused->fields[LORE_STEP_CREDENTIALS], step,
                         credentials))
    return NULL;
  return challenge;
}

gboolean
lore_look_retry_branch (const LoreStory *story, const LoreStep *step,
                        LoreSight *ret_sight)
{
  const LoreStep *challenge = find_challenge (story, step);

  if (challenge == NULL || step->origin_branch.len == 0
      || !lore_step_same (step, step->origin_branch, challenge, challenge->origin_branch))
    return FALSE;
  ret_sight->span = step->index.branch;
  ret_sight->other = challenge;
  return TRUE;
}

gboolean
lore_look_retry_cseq (const LoreStory *story, const LoreStep *step, LoreSight *ret_sight)
{
  const LoreStep *challenge = find_challenge (story, step);

  if (challenge == NULL || step->facts.cseq > challenge->facts.cseq)
    return FALSE;
  ret_sight->span = step->fields[LORE_STEP_CSEQ];
  ret_sight->other = challenge;
  ret_sight->expected = g_strdup_printf ("%u", challenge->facts.cseq + 1);
  return TRUE;
}

gboolean
lore_look_retry_to_tag (const LoreStory *story, const LoreStep *step,
                        LoreSight *ret_sight)
{
  const LoreStep *giver;

  if (step->index.start != SIP_START_REQUEST || step->facts.method == SIP_METHOD_ACK
      || step->index.to_tag.len == 0)
    return FALSE;
  giver = lore_story_recall (story, LORE_MEMORY_GIVEN, 0, step, step->index.to_tag,
                             LORE_NO_SPAN, LORE_NO_SPAN);
  if (giver == NULL || (giver->facts.status != 401 && giver->facts.status != 407)
      || giver->facts.method != step->facts.method)
    return FALSE;
  ret_sight->span = step->index.to_tag;
  ret_sight->other = giver;
  return TRUE;
}

/* A question that nobody answered (§22.1): the request had no credentials, and its sender
 * gave up as if it had been refused. */
gboolean
lore_look_challenge_dropped (const LoreStory *story, const LoreStep *step,
                             LoreSight *ret_sight)
{
  const LoreStep *request = step->turn != NULL ? step->turn->request : NULL, *later;

  if (step->index.start != SIP_START_RESPONSE || request == NULL
      || (step->facts.status != 401 && step->facts.status != 407)
      || request->fields[LORE_STEP_CREDENTIALS].len > 0
      || !lore_story_is_long_past (story, step))
    return FALSE;
  later = lore_story_recall (story, LORE_MEMORY_LAST, 0, step, step->index.from_tag,
                             step->origin_sent_by, LORE_NO_SPAN);
  if (later != NULL && later->facts.id > step->facts.id)
    return FALSE;
  ret_sight->span = step->fields[LORE_STEP_CHALLENGE];
  ret_sight->other = request;
  return TRUE;
}

/* Whatever the algorithm, a hash is written in hexadecimal digits (RFC 7616 §3.4). How
 * many is left to the server: examples in print cut them short, and before the first
 * challenge some send none. */
static gboolean
is_hash (const LoreStep *step, SipSpan span)
{
  for (guint32 at = span.at; at < sip_span_end (span); at++)
    if (!g_ascii_isxdigit (step->data[at]))
      return FALSE;
  return TRUE;
}

/* The value of parameter @name of the credentials, without its quotes. */
static gboolean
find_auth_param (const LoreStep *step, const char *name, SipSpan *ret_span)
{
  SipSpan credentials = step->fields[LORE_STEP_CREDENTIALS];
  SipCursor cursor = { step->data, credentials.at, sip_span_end (credentials) };
  SipSpan word, value;

  if (!sip_take_word (&cursor, "Digest", &word))
    return FALSE;
  while (sip_take_list_value (&cursor, &value))
    {
      SipCursor inside = { step->data, value.at, sip_span_end (value) };

      if (!sip_take_word (&inside, name, &word) || !sip_take_separator (&inside, '='))
        continue;
      if (sip_take_quoted (&inside, ret_span))
        *ret_span = (SipSpan){ ret_span->at + 1, ret_span->len - 2 };
      else
        *ret_span = sip_span_between (inside.at, inside.end);
      return TRUE;
    }
  return FALSE;
}

gboolean
lore_look_response_no_hash (const LoreStory *story, const LoreStep *step,
                            LoreSight *ret_sight)
{
  SipSpan response;

  if (step->index.start != SIP_START_REQUEST
      || step->fields[LORE_STEP_CREDENTIALS].len == 0
      || !find_auth_param (step, "response", &response) || is_hash (step, response))
    return FALSE;
  ret_sight->span = response;
  return TRUE;
}
