/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/finding-story.h"

#include <string.h>

#include "sip/facts.h"
#include "sip/scan.h"
#include "sip/value.h"
#include "trace/finding-step.h"
#include "trace/lookup.h"

/* --- memory --------------------------------------------------------------------- */

/* 64 bits of hash stand for the whole key: that two keys of one call agree in all of them
 * does not happen. */
static gpointer
make_key (LoreMemory kind, guint64 number, const LoreStep *step, SipSpan a, SipSpan b,
          SipSpan c)
{
  guint64 hash = lore_hash_number (LORE_HASH_START, kind);

  hash = lore_hash_number (hash, number);
  hash = lore_hash_bytes (hash, step->data + a.at, a.len);
  hash = lore_hash_bytes (hash, step->data + b.at, b.len);
  hash = lore_hash_bytes (hash, step->data + c.at, c.len);
  return (gpointer)(gsize)(hash ^ hash >> 29);
}

LoreStep *
lore_story_recall (const LoreStory *story, LoreMemory kind, guint64 number,
                   const LoreStep *step, SipSpan a, SipSpan b, SipSpan c)
{
  return g_hash_table_lookup (story->memory, make_key (kind, number, step, a, b, c));
}

void
lore_story_remember (LoreStory *story, LoreMemory kind, guint64 number,
                     const LoreStep *step, SipSpan a, SipSpan b, SipSpan c,
                     LoreStep *what)
{
  g_hash_table_insert (story->memory, make_key (kind, number, step, a, b, c), what);
}

/* --- reading a message ---------------------------------------------------------- */

static void
read_via (LoreStep *step, SipSpan field)
{
  SipCursor cursor = { step->data, field.at, sip_span_end (field) };
  SipSpan value;

  while (sip_take_list_value (&cursor, &value))
    step->fields[LORE_STEP_LAST_VIA] = value;
}

static void
read_field (LoreStep *step, const SipLine *line)
{
  static const struct
  {
    guint16 header;
    LoreStepField field;
  } fields[] = {
    { SIP_HEADER_CSEQ, LORE_STEP_CSEQ },
    { SIP_HEADER_ROUTE, LORE_STEP_ROUTE },
    { SIP_HEADER_RECORD_ROUTE, LORE_STEP_RECORD_ROUTE },
    { SIP_HEADER_AUTHORIZATION, LORE_STEP_CREDENTIALS },
    { SIP_HEADER_PROXY_AUTHORIZATION, LORE_STEP_CREDENTIALS },
    { SIP_HEADER_WWW_AUTHENTICATE, LORE_STEP_CHALLENGE },
    { SIP_HEADER_PROXY_AUTHENTICATE, LORE_STEP_CHALLENGE },
    { SIP_HEADER_SUPPORTED, LORE_STEP_SUPPORTED },
    { SIP_HEADER_RSEQ, LORE_STEP_RSEQ },
    { SIP_HEADER_RACK, LORE_STEP_RACK },
  };
  guint16 header =
      sip_header_lookup ((const char *)step->data + line->name.at, line->name.len);

  if (header == SIP_HEADER_VIA)
    read_via (step, line->value);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (header == fields[i].header && step->fields[fields[i].field].len == 0)
      step->fields[fields[i].field] = line->value;
}

static void
read_fields (LoreStep *step)
{
  SipCursor cursor = { step->data, step->index.header.at,
                       sip_span_end (step->index.header) };
  SipSpan via, transport;
  SipLine line;

  while (sip_scan_line (&cursor, &line))
    if (line.kind == SIP_LINE_FIELD)
      read_field (step, &line);

  via = step->fields[LORE_STEP_LAST_VIA];
  cursor = (SipCursor){ step->data, via.at, sip_span_end (via) };
  if (sip_take_via_head (&cursor, &transport, &step->origin_sent_by))
    sip_find_param (step->data, via, "branch", &step->origin_branch);
}

/* --- who belongs to whom -------------------------------------------------------- */

static gint
compare_id (gconstpointer key, gconstpointer step)
{
  guint32 a = *(const guint32 *)key;
  guint32 b = ((const LoreStep *)step)->facts.id;

  return a < b ? -1 : a > b;
}

static LoreStep *
find_step (const LoreStory *story, guint32 message)
{
  return bsearch (&message, story->steps, story->n_steps, sizeof (LoreStep), compare_id);
}

/* A request with other credentials than the one it seems to repeat was tried again, not
 * sent again: that it kept the branch is a mistake to be told. */
static gboolean
is_repeat (const LoreStep *step, const LoreStep *original)
{
  return original != NULL
         && (step->index.start != SIP_START_REQUEST
             || lore_step_same (step, step->fields[LORE_STEP_CREDENTIALS], original,
                                original->fields[LORE_STEP_CREDENTIALS]));
}

static void
find_first (LoreStory *story, LoreStep *step)
{
  guint64 what = ((guint64)step->facts.cseq << 32) | (guint64)step->facts.method << 16
                 | step->facts.status;
  LoreStep *original = step->facts.original != LORE_ID_NONE
                           ? find_step (story, step->facts.original)
                           : NULL;
  LoreStep *first;

  step->first = step;
  if (is_repeat (step, original))
    {
      step->is_repeat = TRUE;
      step->first = original->first;
      original->n_repeats++;
      return;
    }
  first = lore_story_recall (story, LORE_MEMORY_FIRST, what, step, step->origin_branch,
                             step->origin_sent_by, step->index.to_tag);
  if (first != NULL && step->origin_branch.len > 0)
    step->first = first;
  else
    lore_story_remember (story, LORE_MEMORY_FIRST, what, step, step->origin_branch,
                         step->origin_sent_by, step->index.to_tag, step);
}

static LoreTurn *
ensure_turn (LoreStory *story, guint32 transaction)
{
  LoreTurn *turn;

  if (transaction == LORE_ID_NONE)
    return NULL;
  turn = g_hash_table_lookup (story->turns, GUINT_TO_POINTER (transaction));
  if (turn == NULL)
    {
      turn = g_new0 (LoreTurn, 1);
      g_hash_table_insert (story->turns, GUINT_TO_POINTER (transaction), turn);
    }
  return turn;
}

static void
join_turn (LoreStory *story, LoreStep *step)
{
  LoreTurn *turn = step->turn = ensure_turn (story, step->facts.transaction);

  if (turn == NULL || step->is_repeat)
    return;
  if (step->index.start == SIP_START_REQUEST)
    {
      if (turn->request == NULL)
        turn->request = step;
      if (step->facts.method == turn->request->facts.method)
        turn->last_request = step;
    }
  else
    {
      step->about = turn->last_request;
      if (step->facts.status < 200 && turn->provisional == NULL)
        turn->provisional = step;
      if (step->facts.status >= 200 && turn->final == NULL)
        turn->final = step;
    }
}

/* By what an ACK must share with the response, then by less and less: the more is wrong
 * with the ACK, the less is there to go by. */
static void
find_acknowledged (LoreStory *story, LoreStep *ack)
{
  const SipIndex *index = &ack->index;
  LoreStep *response;

  response = lore_story_recall (story, LORE_MEMORY_FINAL, index->cseq, ack,
                                index->from_tag, index->to_tag, index->sent_by);
  if (response == NULL)
    response = lore_story_recall (story, LORE_MEMORY_FINAL, index->cseq, ack,
                                  index->from_tag, index->to_tag, LORE_NO_SPAN);
  if (response == NULL
      && lore_story_recall (story, LORE_MEMORY_NUMBERED, index->cseq, ack,
                            index->from_tag, LORE_NO_SPAN, LORE_NO_SPAN)
             == NULL)
    response = lore_story_recall (story, LORE_MEMORY_FINAL_ANY, 0, ack, index->from_tag,
                                  index->to_tag, LORE_NO_SPAN);
  ack->about = response;
  if (response == NULL)
    return;
  if (response->acked_by == NULL)
    response->acked_by = ack;
  /* The ACK for a 2xx goes all the way; each hop acknowledges a failure itself. */
  if (response->facts.status < 300 && response->first->acked_by == NULL)
    response->first->acked_by = ack;
}

static void
find_cancelled (LoreStory *story, LoreStep *cancel)
{
  const SipIndex *index = &cancel->index;

  cancel->about = lore_story_recall (story, LORE_MEMORY_INVITE, 0, cancel, index->branch,
                                     index->sent_by, LORE_NO_SPAN);
  if (cancel->about == NULL)
    cancel->about = lore_story_recall (story, LORE_MEMORY_INVITE_BY, 0, cancel,
                                       index->from_tag, index->sent_by, LORE_NO_SPAN);
  if (cancel->about != NULL && cancel->about->turn != NULL
      && cancel->about->turn->cancel == NULL)
    cancel->about->turn->cancel = cancel;
}

static void
join_invite (LoreStory *story, LoreStep *invite)
{
  const SipIndex *index = &invite->index;

  lore_story_remember (story, LORE_MEMORY_INVITE, 0, invite, index->branch,
                       index->sent_by, LORE_NO_SPAN, invite);
  lore_story_remember (story, LORE_MEMORY_INVITE_BY, 0, invite, index->from_tag,
                       index->sent_by, LORE_NO_SPAN, invite);
  lore_story_remember (story, LORE_MEMORY_NUMBERED, index->cseq, invite, index->from_tag,
                       LORE_NO_SPAN, LORE_NO_SPAN, invite);
}

static void
join_final (LoreStory *story, LoreStep *response)
{
  const SipIndex *index = &response->index;
  LoreStep *other;

  lore_story_remember (story, LORE_MEMORY_FINAL, index->cseq, response, index->from_tag,
                       index->to_tag, index->sent_by, response);
  if (response->index.n_vias <= 1)
    lore_story_remember (story, LORE_MEMORY_FINAL, index->cseq, response, index->from_tag,
                         index->to_tag, LORE_NO_SPAN, response);
  lore_story_remember (story, LORE_MEMORY_FINAL_ANY, 0, response, index->from_tag,
                       index->to_tag, LORE_NO_SPAN, response);
  if (index->status >= 300 || response->first != response)
    return;
  other =
      lore_story_recall (story, LORE_MEMORY_OK, index->cseq, response,
                         response->origin_branch, response->origin_sent_by, LORE_NO_SPAN);
  if (other == NULL)
    lore_story_remember (story, LORE_MEMORY_OK, index->cseq, response,
                         response->origin_branch, response->origin_sent_by, LORE_NO_SPAN,
                         response);
  else
    {
      response->sibling = other;
      if (other->sibling == NULL)
        other->sibling = response;
    }
}

static void
join_request (LoreStory *story, LoreStep *step)
{
  const SipIndex *index = &step->index;

  switch (step->facts.method)
    {
    case SIP_METHOD_ACK:
      find_acknowledged (story, step);
      return;
    case SIP_METHOD_CANCEL:
      find_cancelled (story, step);
      return;
    case SIP_METHOD_PRACK:
      lore_story_remember (story, LORE_MEMORY_RACK,
                           lore_step_get_number (step, LORE_STEP_RACK), step,
                           index->to_tag, LORE_NO_SPAN, LORE_NO_SPAN, step);
      return;
    case SIP_METHOD_INVITE:
      join_invite (story, step);
      break;
    case SIP_METHOD_BYE:
      lore_story_remember (story, LORE_MEMORY_BYE, step->facts.dialog, step, LORE_NO_SPAN,
                           LORE_NO_SPAN, LORE_NO_SPAN, step);
      break;
    default:
      break;
    }
  lore_story_remember (story, LORE_MEMORY_LAST, 0, step, index->from_tag, index->sent_by,
                       LORE_NO_SPAN, step);
}

static void
join (LoreStory *story, LoreStep *step)
{
  find_first (story, step);
  join_turn (story, step);
  if (step->is_repeat)
    return;
  if (step->index.start == SIP_START_REQUEST)
    join_request (story, step);
  else if (lore_step_is_response (step, SIP_METHOD_INVITE) && step->facts.status >= 200)
    join_final (story, step);
  else if (lore_step_is_response (step, SIP_METHOD_CANCEL) && step->facts.status >= 200
           && step->turn != NULL && step->turn->request != NULL
           && step->turn->request->about != NULL
           && step->turn->request->about->turn != NULL
           && step->turn->request->about->turn->cancelled == NULL)
    step->turn->request->about->turn->cancelled = step;
}

/* --- the story ------------------------------------------------------------------ */

static void
read_step (LoreStory *story, guint32 message)
{
  LoreStep *step = &story->steps[story->n_steps++];
  gsize len;

  lore_trace_get_message (story->trace, message, &step->facts);
  step->data = lore_trace_get_data (story->trace, message, &len);
  sip_index (step->data, len, &step->index);
  if (step->index.start != SIP_START_BAD)
    {
      read_fields (step);
      join (story, step);
    }
  else
    step->first = step;
}

LoreStory *
lore_story_new (LoreTrace *trace, guint32 call)
{
  LoreStory *story = g_new0 (LoreStory, 1);
  guint n_events = lore_trace_get_n_events (trace);
  guint n = 0;

  story->trace = trace;
  story->turns = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  story->memory = g_hash_table_new (NULL, NULL);
  story->end_us =
      n_events > 0 ? lore_trace_get_event_time (trace, n_events - 1) : LORE_TIME_UNKNOWN;
  for (guint32 id = lore_trace_get_first_in_call (trace, call); id != LORE_ID_NONE;
       id = lore_trace_get_next_in_call (trace, id))
    n++;
  story->steps = g_new0 (LoreStep, n);
  for (guint32 id = lore_trace_get_first_in_call (trace, call); story->n_steps < n;
       id = lore_trace_get_next_in_call (trace, id))
    read_step (story, id);
  return story;
}

void
lore_story_free (LoreStory *story)
{
  g_hash_table_unref (story->turns);
  g_hash_table_unref (story->memory);
  g_free (story->steps);
  g_free (story);
}
