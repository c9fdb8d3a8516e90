/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An answer held against its offer, as far as two lines tell (RFC 3264 §6).
 */
#include "trace/finding-look.h"

#include "sip/facts.h"
#include "sip/scan.h"
#include "trace/media.h"

typedef struct
{
  SipSpan connection; /* of the first c= line: "IN IP4 192.0.2.1" */
  SipSpan port;       /* of the first m= line */
  SipSpan media;      /* the first m= line */
  guint n_media;
} Sketch;

static SipSpan
second_word (const guint8 *data, SipSpan line)
{
  SipCursor cursor = { data, line.at, sip_span_end (line) };
  SipSpan word = LORE_NO_SPAN;

  for (guint i = 0; i < 2; i++)
    {
      guint32 at = cursor.at;

      while (!sip_at_end (&cursor) && sip_peek (&cursor) != ' ')
        cursor.at++;
      word = sip_span_between (at, cursor.at);
      sip_take_char (&cursor, ' ');
    }
  return word;
}

static gboolean
sketch (const LoreStep *step, Sketch *ret_sketch)
{
  SipCursor cursor = { step->data, step->index.body.at, sip_span_end (step->index.body) };
  SipLine line;

  if (step->index.start == SIP_START_BAD || !lore_media_is_sdp (step->data, &step->index))
    return FALSE;
  *ret_sketch = (Sketch){ 0 };
  while (sip_scan_plain_line (&cursor, &line))
    {
      const guint8 *text = step->data + line.value.at;

      if (line.value.len < 3 || text[1] != '=')
        continue;
      if (text[0] == 'c' && ret_sketch->connection.len == 0)
        ret_sketch->connection =
            sip_span_between (line.value.at + 2, sip_span_end (line.value));
      if (text[0] == 'm' && ret_sketch->n_media++ == 0)
        {
          ret_sketch->media = line.value;
          ret_sketch->port = second_word (step->data, line.value);
        }
    }
  return TRUE;
}

/* The offer that the SDP of @step answers: that of its request. */
static const LoreStep *
find_offer (const LoreStep *step, Sketch *ret_offer, Sketch *ret_answer)
{
  const LoreStep *request = step->turn != NULL ? step->turn->last_request : NULL;

  if (step->index.start != SIP_START_RESPONSE || step->facts.status >= 300
      || request == NULL || !sketch (step, ret_answer) || !sketch (request, ret_offer))
    return NULL;
  return request;
}

gboolean
lore_look_answer_echo (const LoreStory *story, const LoreStep *step, LoreSight *ret_sight)
{
  Sketch offer, answer;
  const LoreStep *request = find_offer (step, &offer, &answer);

  if (request == NULL || answer.connection.len == 0 || answer.port.len == 0
      || (answer.port.len == 1 && step->data[answer.port.at] == '0')
      || !lore_step_same (step, answer.connection, request, offer.connection)
      || !lore_step_same (step, answer.port, request, offer.port))
    return FALSE;
  ret_sight->span = answer.connection;
  ret_sight->other = request;
  ret_sight->expected = lore_step_dup_text (step, answer.port);
  return TRUE;
}

gboolean
lore_look_answer_media (const LoreStory *story, const LoreStep *step,
                        LoreSight *ret_sight)
{
  Sketch offer, answer;
  const LoreStep *request = find_offer (step, &offer, &answer);

  if (request == NULL || offer.n_media == answer.n_media)
    return FALSE;
  ret_sight->span = answer.media;
  ret_sight->other = request;
  ret_sight->expected = g_strdup_printf ("%u", offer.n_media);
  return TRUE;
}
