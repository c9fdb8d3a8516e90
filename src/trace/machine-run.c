/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/machine-run.h"

#include "sip/facts.h"

/* A request that comes again was sent by a timer of the client; the 2xx that comes again
 * is the core's (RFC 3261 §13.3.1.4), any other final response timer G's. */
static LoreInput
get_input (const LoreMessage *message, gboolean client, LoreState state)
{
  gboolean invite = message->method == SIP_METHOD_INVITE;

  if (message->status != 0)
    {
      LoreInput input = lore_input_from_status (message->status);

      if (!client && invite && state == LORE_STATE_COMPLETED
          && input == LORE_INPUT_REFUSAL)
        return LORE_INPUT_TIMER_G;
      return input;
    }
  if (message->method == SIP_METHOD_ACK)
    return LORE_INPUT_ACK;
  if (state == LORE_STATE_NONE)
    return LORE_INPUT_START;
  if (!client)
    return LORE_INPUT_REQUEST;
  return invite ? LORE_INPUT_TIMER_A : LORE_INPUT_TIMER_E;
}

static void
take (LoreMachineRun *run, const LoreMessage *message, gboolean client)
{
  const LoreStep *step = lore_machine_find_step (run->machine, run->state,
                                                 get_input (message, client, run->state));

  if (step == NULL)
    return;
  run->last = step;
  run->state = step->next;
  run->visited |= 1u << step->next;
}

/* The client never sees a response that was lost, nor the server such a request. */
static gboolean
reaches (const LoreMessage *message, gboolean client)
{
  gboolean from_client = message->status == 0;

  return from_client == client || (message->flags & LORE_MESSAGE_LOST) == 0;
}

gboolean
lore_trace_run_machine (LoreTrace *trace, guint32 id, gboolean client,
                        LoreMachineRun *ret_run)
{
  LoreMessage message;
  LoreMachineRun run = { 0 };
  gboolean invite;

  lore_trace_get_message (trace, id, &message);
  if (message.transaction == LORE_ID_NONE || message.call == LORE_ID_NONE)
    return FALSE;
  invite = message.method == SIP_METHOD_INVITE || message.method == SIP_METHOD_ACK;
  run.machine = client
                    ? invite ? LORE_MACHINE_INVITE_CLIENT : LORE_MACHINE_NON_INVITE_CLIENT
                : invite ? LORE_MACHINE_INVITE_SERVER
                         : LORE_MACHINE_NON_INVITE_SERVER;
  for (guint32 other = lore_trace_get_first_in_call (trace, message.call);
       other != LORE_ID_NONE && other <= id;
       other = lore_trace_get_next_in_call (trace, other))
    {
      LoreMessage step;

      lore_trace_get_message (trace, other, &step);
      if (step.transaction == message.transaction && reaches (&step, client))
        take (&run, &step, client);
    }
  if (run.last == NULL)
    return FALSE;
  *ret_run = run;
  return TRUE;
}
