/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A call as a scenario of SIPp, from the caller's side: what the caller sent is sent
 * again, what reached it is waited for, and the times between are kept. Run it with
 *
 *   sipp -sf call.xml -m 1 HOST:PORT
 *
 * and -au USER -ap PASSWORD where it was challenged. Of a trace with several calls the
 * first INVITE's is written, or else the first request's.
 */
#include "formats/format-private.h"

#include "base/problem.h"
#include "formats/scenario-message.h"
#include "sip/facts.h"

#include <string.h>

/* Less is what the network and the programs took. */
#define SHORTEST_PAUSE_MS 10

typedef enum
{
  SEND,
  RECEIVE,
  PAUSE,
} Action;

typedef struct
{
  Action action;
  guint32 message;
  guint16 status;
  guint16 method;
  guint32 cseq;
  gboolean optional;
  guint ms;
} Step;

typedef struct
{
  LoreTrace *trace; /* borrowed */
  GArray *steps;    /* owned, of Step */
  guint32 first;    /* the request that begins it */
  guint32 caller;   /* participants or LORE_ID_NONE */
  guint32 callee;
  char *sent_by; /* owned: where the caller is if it is no participant */
} Scenario;

/* --- which call, and who is who ---------------------------------------------- */

static gboolean
is_first (LoreTrace *trace, guint32 message, gboolean invite)
{
  LoreMessage facts;

  lore_trace_get_message (trace, message, &facts);
  return facts.flags & LORE_MESSAGE_REQUEST && facts.method != SIP_METHOD_ACK
         && facts.call != LORE_ID_NONE && (!invite || facts.method == SIP_METHOD_INVITE);
}

static guint32
find_first (LoreTrace *trace)
{
  guint n = lore_trace_get_n_messages (trace);

  for (guint pass = 0; pass < 2; pass++)
    for (guint32 message = 0; message < n; message++)
      if (is_first (trace, message, pass == 0))
        return message;
  return LORE_ID_NONE;
}

static gboolean
has_from_tag_of (LoreTrace *trace, guint32 a, guint32 b)
{
  SipIndex index_a, index_b;
  gsize len;

  lore_trace_get_index (trace, a, &index_a);
  lore_trace_get_index (trace, b, &index_b);
  return index_a.from_tag.len == index_b.from_tag.len
         && memcmp (lore_trace_get_data (trace, a, &len) + index_a.from_tag.at,
                    lore_trace_get_data (trace, b, &len) + index_b.from_tag.at,
                    index_a.from_tag.len)
                == 0;
}

/* FALSE for what happened on another hop. Where no addresses are known the caller is who
 * wrote the From tag of the first request. */
static gboolean
choose_action (const Scenario *scenario, const LoreMessage *facts, Action *ret_action)
{
  gboolean by_caller;

  if (scenario->caller != LORE_ID_NONE)
    {
      *ret_action = facts->source == scenario->caller ? SEND : RECEIVE;
      return facts->source == scenario->caller || facts->destination == scenario->caller;
    }
  by_caller = has_from_tag_of (scenario->trace, scenario->first, facts->id);
  *ret_action =
      by_caller == ((facts->flags & LORE_MESSAGE_REQUEST) != 0) ? SEND : RECEIVE;
  return TRUE;
}

/* --- steps ------------------------------------------------------------------- */

static void
add_pause (Scenario *scenario, const LoreMessage *facts, gint64 before_us)
{
  Step step = { .action = PAUSE };
  gint64 ms;

  if (facts->method == SIP_METHOD_ACK || facts->sent_us == LORE_TIME_UNKNOWN
      || before_us == LORE_TIME_UNKNOWN)
    return;
  ms = (facts->sent_us - before_us) / 1000;
  if (ms < SHORTEST_PAUSE_MS)
    return;
  step.ms = MIN (ms, G_MAXINT);
  g_array_append_val (scenario->steps, step);
}

static void
collect_steps (Scenario *scenario)
{
  LoreMessage facts;
  gint64 before_us = LORE_TIME_UNKNOWN;

  for (guint32 message = scenario->first; message != LORE_ID_NONE;
       message = lore_trace_get_next_in_call (scenario->trace, message))
    {
      Step step = { .message = message };

      lore_trace_get_message (scenario->trace, message, &facts);
      if (facts.flags & LORE_MESSAGE_RETRANSMISSION
          || !(facts.flags & (LORE_MESSAGE_REQUEST | LORE_MESSAGE_RESPONSE))
          || !choose_action (scenario, &facts, &step.action)
          || (step.action == RECEIVE && facts.flags & LORE_MESSAGE_LOST))
        continue;
      if (step.action == SEND && scenario->steps->len > 0)
        add_pause (scenario, &facts, before_us);
      step.status = facts.status;
      step.method = facts.method;
      step.cseq = facts.cseq;
      g_array_append_val (scenario->steps, step);
      before_us =
          facts.received_us != LORE_TIME_UNKNOWN ? facts.received_us : facts.sent_us;
    }
}

/* Whether something is done upon what is received at @at. */
static gboolean
ends_wait (const GArray *steps, guint at)
{
  return at + 1 == steps->len || g_array_index (steps, Step, at + 1).action != RECEIVE;
}

/* Whether @status is among the responses that are waited for from @at on. */
static gboolean
is_awaited (const GArray *steps, guint at, guint status)
{
  for (; at < steps->len && g_array_index (steps, Step, at).action == RECEIVE; at++)
    if (g_array_index (steps, Step, at).status == status)
      return TRUE;
  return FALSE;
}

/* Which provisional responses come is the other side's to choose; but one that something
 * is sent upon must be waited for, and SIPp wants the last of several to be so. */
static void
allow_for_others (Scenario *scenario)
{
  static const guint usual[] = { 100, 180, 183 };
  g_autoptr (GArray) captured = g_steal_pointer (&scenario->steps);

  scenario->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  for (guint at = 0; at < captured->len; at++)
    {
      Step step = g_array_index (captured, Step, at);
      gboolean begins =
          at == 0 || g_array_index (captured, Step, at - 1).action != RECEIVE;
      Step other = step;

      if (step.action != RECEIVE || step.method != SIP_METHOD_INVITE || step.status == 0)
        begins = FALSE;
      other.optional = TRUE;
      for (gsize i = 0; i < G_N_ELEMENTS (usual) && begins; i++)
        if (!is_awaited (captured, at, usual[i]))
          {
            other.status = usual[i];
            g_array_append_val (scenario->steps, other);
          }
      step.optional = step.action == RECEIVE && step.status > 0 && step.status < 200
                      && !ends_wait (captured, at);
      g_array_append_val (scenario->steps, step);
    }
}

static const Step *
get_step (const Scenario *scenario, guint i)
{
  return &g_array_index (scenario->steps, Step, i);
}

static gboolean
is_challenge (const Step *step)
{
  return step->action == RECEIVE && (step->status == 401 || step->status == 407);
}

/* How far back the INVITE lies whose branch CANCEL and the ACK for a refusal repeat (RFC
 * 3261 §9.1, §17.1.1.3); 0 for all others. */
static guint
count_back (const Scenario *scenario, guint at)
{
  const Step *step = get_step (scenario, at);
  gboolean refused = FALSE;

  if (step->status != 0
      || (step->method != SIP_METHOD_CANCEL && step->method != SIP_METHOD_ACK))
    return 0;
  for (guint i = at; i-- > 0;)
    {
      const Step *earlier = get_step (scenario, i);

      if (earlier->method != SIP_METHOD_INVITE || earlier->cseq != step->cseq)
        continue;
      refused |= earlier->action == RECEIVE && earlier->status >= 300;
      if (earlier->action == SEND && earlier->status == 0)
        return step->method == SIP_METHOD_CANCEL || refused ? at - i : 0;
    }
  return 0;
}

static gboolean
was_challenged (const Scenario *scenario, guint at)
{
  for (guint i = 0; i < at; i++)
    if (is_challenge (get_step (scenario, i)))
      return TRUE;
  return FALSE;
}

/* --- writing ----------------------------------------------------------------- */

static const char *
get_address (const Scenario *scenario, guint32 participant)
{
  LoreParticipant found;

  if (participant == LORE_ID_NONE)
    return NULL;
  lore_trace_get_participant (scenario->trace, participant, &found);
  return found.address;
}

/* The host and port of the top Via, 5060 where it names none (RFC 3261 §18.1.1). */
static char *
dup_sent_by (LoreTrace *trace, guint32 message)
{
  SipIndex index;
  gsize len;
  const char *data = (const char *)lore_trace_get_data (trace, message, &len);
  g_autofree char *text = NULL;
  const char *colon, *close;

  lore_trace_get_index (trace, message, &index);
  text = g_strndup (data + index.sent_by.at, index.sent_by.len);
  colon = strrchr (text, ':');
  close = strrchr (text, ']');
  return *text == '\0' ? NULL
         : colon == NULL || (close != NULL && colon < close)
             ? g_strconcat (text, ":5060", NULL)
             : g_steal_pointer (&text);
}

static void
put_send (const Scenario *scenario, guint at, GString *out)
{
  const Step *step = get_step (scenario, at);
  const LoreScenarioPlace place = {
    .local = scenario->caller != LORE_ID_NONE ? get_address (scenario, scenario->caller)
                                              : scenario->sent_by,
    .remote = get_address (scenario, scenario->callee),
    .challenged = was_challenged (scenario, at),
    .branch_back = count_back (scenario, at),
  };
  gboolean repeats = step->status == 0 && step->method != SIP_METHOD_ACK;

  g_string_append_printf (out, "  <send%s><![CDATA[\n",
                          repeats ? " retrans=\"500\"" : "");
  lore_scenario_put_message (out, scenario->trace, step->message, &place);
  g_string_append (out, "]]></send>\n\n");
}

static void
put_receive (const Scenario *scenario, guint at, GString *out)
{
  const Step *step = get_step (scenario, at);
  gsize len;

  if (step->status == 0)
    {
      SipIndex index;
      const guint8 *data = lore_trace_get_data (scenario->trace, step->message, &len);

      lore_trace_get_index (scenario->trace, step->message, &index);
      g_string_append_printf (out, "  <recv request=\"%.*s\"", (int)index.method_name.len,
                              (const char *)data + index.method_name.at);
    }
  else
    g_string_append_printf (out, "  <recv response=\"%u\"", step->status);
  if (step->optional)
    g_string_append (out, " optional=\"true\"");
  /* The remote target and the route set (RFC 3261 §12.1.2). */
  if (step->method == SIP_METHOD_INVITE && step->status > 100 && step->status < 300)
    g_string_append (out, " rrs=\"true\"");
  if (is_challenge (step))
    g_string_append (out, " auth=\"true\"");
  g_string_append (out, ends_wait (scenario->steps, at) ? "/>\n\n" : "/>\n");
}

static void
put_step (const Scenario *scenario, guint at, GString *out)
{
  switch (get_step (scenario, at)->action)
    {
    case SEND:
      put_send (scenario, at, out);
      break;
    case RECEIVE:
      put_receive (scenario, at, out);
      break;
    case PAUSE:
      g_string_append_printf (out, "  <pause milliseconds=\"%u\"/>\n\n",
                              get_step (scenario, at)->ms);
      break;
    }
}

gboolean
lore_scenario_write (LoreTrace *trace, GOutputStream *stream, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  Scenario scenario = { .trace = trace, .first = find_first (trace) };
  LoreMessage facts;

  if (scenario.first == LORE_ID_NONE)
    {
      lore_problem_set (error, LORE_PROBLEM_FILE, "scenario-no-request", NULL);
      return FALSE;
    }
  lore_trace_get_message (trace, scenario.first, &facts);
  scenario.caller = facts.source;
  scenario.callee = facts.destination;
  scenario.sent_by = dup_sent_by (trace, scenario.first);
  scenario.steps = g_array_new (FALSE, FALSE, sizeof (Step));
  collect_steps (&scenario);
  allow_for_others (&scenario);

  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<!DOCTYPE scenario SYSTEM \"sipp.dtd\">\n"
                        "<scenario name=\"A captured call\">\n\n");
  for (guint i = 0; i < scenario.steps->len; i++)
    put_step (&scenario, i, out);
  g_string_append (out, "</scenario>\n");
  g_array_unref (scenario.steps);
  g_free (scenario.sent_by);
  return lore_output_put (stream, out->str, out->len, error);
}
