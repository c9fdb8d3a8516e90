/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/kin.h"

static gboolean
is_same_step (const LoreMessage *a, const LoreMessage *b)
{
  return a->method == b->method && a->status == b->status && a->cseq == b->cseq;
}

/* What a proxy sent on is what reached it (RFC 3261 §16.6), in a transaction of its own.
 */
static gboolean
is_hop (const LoreMessage *before, const LoreMessage *message)
{
  return is_same_step (before, message) && message->source != LORE_ID_NONE
         && before->destination == message->source
         && before->transaction != message->transaction;
}

static gboolean
is_predecessor (const LoreMessage *before, const LoreMessage *message)
{
  return before->method == message->method && before->source == message->source
         && before->destination == message->destination
         && (before->status == 0) == (message->status == 0)
         && (before->flags & LORE_MESSAGE_RETRANSMISSION) == 0
         && before->id != message->original;
}

void
lore_trace_find_kins (LoreTrace *trace, guint32 id, guint32 ret_kins[LORE_N_KINS])
{
  LoreMessage message;

  for (guint i = 0; i < LORE_N_KINS; i++)
    ret_kins[i] = LORE_ID_NONE;
  lore_trace_get_message (trace, id, &message);
  if (message.flags & LORE_MESSAGE_RETRANSMISSION)
    ret_kins[LORE_KIN_ORIGINAL] = message.original;
  if (message.call == LORE_ID_NONE)
    return;
  for (guint32 other = lore_trace_get_first_in_call (trace, message.call);
       other != LORE_ID_NONE && other < id;
       other = lore_trace_get_next_in_call (trace, other))
    {
      LoreMessage before;

      lore_trace_get_message (trace, other, &before);
      ret_kins[LORE_KIN_PREVIOUS] = other;
      if (is_hop (&before, &message))
        ret_kins[LORE_KIN_HOP] = other;
      if (is_predecessor (&before, &message))
        ret_kins[LORE_KIN_PREDECESSOR] = other;
    }
}
