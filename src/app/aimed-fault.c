/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/aimed-fault.h"

#include <string.h>

#include "sip/facts.h"

/* Addresses change from session to session, names do not. */
static char *
dup_who (LoreTrace *trace, const char *word, guint32 id)
{
  LoreParticipant participant;

  if (id == LORE_ID_NONE)
    return g_strdup ("");
  lore_trace_get_participant (trace, id, &participant);
  if (strpbrk (participant.name, " \t=") != NULL)
    return g_strdup ("");
  return g_strdup_printf (" %s %s", word, participant.name);
}

/* The how-manieth of its like it is. */
static guint
count_alike (LoreTrace *trace, const LoreMessage *message)
{
  guint n = 0;

  for (guint32 id = 0; id <= message->id; id++)
    {
      LoreMessage other;

      lore_trace_get_message (trace, id, &other);
      n += other.call == message->call && other.method == message->method
           && other.status == message->status && other.source == message->source
           && other.destination == message->destination;
    }
  return n;
}

char *
lore_aimed_fault_dup_rule (LoreTrace *trace, guint32 id)
{
  LoreMessage message;
  const SipMethod *method;
  const char *name;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  lore_trace_get_message (trace, id, &message);
  method = sip_method_get (message.method);
  name = method != NULL ? method->name : NULL;
  from = dup_who (trace, "from", message.source);
  to = dup_who (trace, "to", message.destination);
  if (message.status == 0)
    return g_strdup_printf ("drop request%s%s%s%s nth=%u", name != NULL ? " " : "",
                            name != NULL ? name : "", from, to,
                            count_alike (trace, &message));
  return g_strdup_printf ("drop response %u%s%s%s%s nth=%u", message.status,
                          name != NULL ? " to " : "", name != NULL ? name : "", from, to,
                          count_alike (trace, &message));
}
