/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/call-words.h"

#include <glib/gi18n-lib.h>

#include "sip/facts.h"

char *
lore_call_words_dup_duration (gint64 us)
{
  if (us == LORE_TIME_UNKNOWN)
    return NULL;
  if (us < 60 * G_USEC_PER_SEC)
    return g_strdup_printf ("%.2f s", us / (double)G_USEC_PER_SEC);
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT " min",
                          us / G_USEC_PER_SEC / 60, us / G_USEC_PER_SEC % 60);
}

static char *
dup_status (guint16 status)
{
  const char *phrase = sip_status_get_phrase (status);

  return phrase != NULL ? g_strdup_printf ("%u %s", status, phrase)
                        : g_strdup_printf ("%u", status);
}

char *
lore_call_words_dup_outcome (const LoreCall *call)
{
  switch (call->outcome)
    {
    case LORE_OUTCOME_PROCEEDING:
      return g_strdup (_ ("No answer yet"));
    case LORE_OUTCOME_ANSWERED:
      return g_strdup (_ ("Talking"));
    case LORE_OUTCOME_ENDED:
      return g_strdup (_ ("Ended"));
    case LORE_OUTCOME_CANCELLED:
      return g_strdup (_ ("Cancelled"));
    case LORE_OUTCOME_TIMED_OUT:
      return g_strdup (_ ("Timed out"));
    case LORE_OUTCOME_REJECTED:
      return dup_status (call->status);
    case LORE_OUTCOME_NOT_A_CALL:
    default:
      return NULL;
    }
}

char *
lore_call_words_dup_ended_by (LoreTrace *trace, const LoreCall *call)
{
  LoreParticipant participant;
  LoreMessage first;

  if (call->ended_by == LORE_ID_NONE)
    return NULL;
  lore_trace_get_participant (trace, call->ended_by, &participant);
  if (!g_str_equal (participant.name, participant.address))
    return g_strdup (participant.name);
  lore_trace_get_message (trace, call->first_message, &first);
  return g_strdup (first.source == call->ended_by ? _ ("Caller") : _ ("Callee"));
}

const char *
lore_call_words_get_kind (LoreTrace *trace, const LoreCall *call)
{
  LoreMessage message;

  if (call->outcome != LORE_OUTCOME_NOT_A_CALL)
    return _ ("Call");
  if (call->first_message == LORE_ID_NONE)
    return _ ("Other");
  lore_trace_get_message (trace, call->first_message, &message);
  switch (message.method)
    {
    case SIP_METHOD_REGISTER:
      return _ ("Registration");
    case SIP_METHOD_SUBSCRIBE:
    case SIP_METHOD_NOTIFY:
    case SIP_METHOD_REFER:
      return _ ("Subscription");
    default:
      return _ ("Other");
    }
}

char *
lore_call_words_dup_result (LoreTrace *trace, const LoreCall *call)
{
  guint16 status = 0;

  if (call->outcome != LORE_OUTCOME_NOT_A_CALL)
    return lore_call_words_dup_outcome (call);
  for (guint32 id = lore_trace_get_first_in_call (trace, call->id); id != LORE_ID_NONE;
       id = lore_trace_get_next_in_call (trace, id))
    {
      LoreMessage message;

      lore_trace_get_message (trace, id, &message);
      if (message.status >= 200)
        status = message.status;
    }
  return status != 0 ? dup_status (status) : g_strdup (_ ("No answer yet"));
}
