/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/faults.h"

#include "sip/facts.h"
#include "wire/faulty.h"

#include <string.h>

struct _LoreFaults
{
  /* Owned */
  LoreTrace *trace;
  LoreClock *clock;
  LoreFaulty *network;

  LoreChance *chance; /* borrowed */
};

/* --- in the trace ------------------------------------------------------------------ */

static void
append (LoreFaults *self, LoreEvent *event, LoreWire *wire)
{
  if (self->trace == NULL)
    return;
  event->lab_us = lore_clock_get_time (self->clock);
  event->unix_us = lore_clock_get_unix_us (self->clock);
  for (guint i = LORE_TRANSPORT_UDP; i < LORE_N_TRANSPORTS; i++)
    if (g_str_equal (lore_transport_get_name (i), lore_wire_get_transport (wire)))
      event->transport = i;
  lore_trace_append (self->trace, event);
}

static void
append_message (LoreFaults *self, const LoreMishap *mishap, LoreEventType type,
                const char *source, const char *destination)
{
  LoreEvent event = { .type = type,
                      .source = source,
                      .destination = destination,
                      .message = mishap->datagram };

  append (self, &event, mishap->wire);
}

static void
append_note (LoreFaults *self, const LoreMishap *mishap, const char *topic)
{
  LoreEvent event = { .type = LORE_EVENT_NOTE,
                      .source = mishap->source,
                      .destination = mishap->destination,
                      .name = topic,
                      .subject = mishap->fault->text,
                      .duration_us = mishap->delay_us };

  append (self, &event, mishap->wire);
}

static void
append_loss (LoreFaults *self, const LoreMishap *mishap)
{
  LoreEvent event = { .type = LORE_EVENT_DROPPED,
                      .source = mishap->source,
                      .destination = mishap->destination,
                      .message = mishap->datagram,
                      .name = lore_fault_get_topic (mishap->fault),
                      .subject = mishap->fault->text };

  append (self, &event, mishap->wire);
}

/* A NAT ends one hop and begins another, as captures on both sides of it show. */
static void
record_nat (LoreFaults *self, const LoreMishap *mishap)
{
  if (self->trace != NULL)
    lore_trace_name_participant (self->trace, mishap->outside, "NAT", "role:nat");
  if (mishap->inwards)
    {
      append_message (self, mishap, LORE_EVENT_RECEIVED, mishap->source, mishap->outside);
      if (mishap->shut)
        append_note (self, mishap, "fault:nat-shut");
      return;
    }
  append_message (self, mishap, LORE_EVENT_RECEIVED, mishap->source, mishap->destination);
  append_note (self, mishap, lore_fault_get_topic (mishap->fault));
  append_message (self, mishap, LORE_EVENT_SENT, mishap->outside, mishap->destination);
}

static void
on_acted (const LoreMishap *mishap, gpointer user_data)
{
  LoreFaults *self = user_data;

  switch (mishap->fault->action)
    {
    case LORE_FAULT_NAT:
      record_nat (self, mishap);
      break;
    /* What arrives in its place is another message. */
    case LORE_FAULT_CORRUPT:
    case LORE_FAULT_DROP:
      append_loss (self, mishap);
      break;
    default:
      append_note (self, mishap, lore_fault_get_topic (mishap->fault));
    }
}

static const char *
on_name (const char *address, gpointer user_data)
{
  LoreFaults *self = user_data;
  guint n = self->trace != NULL ? lore_trace_get_n_participants (self->trace) : 0;

  for (guint32 i = 0; i < n; i++)
    {
      LoreParticipant participant;

      lore_trace_get_participant (self->trace, i, &participant);
      if (g_strcmp0 (participant.address, address) == 0)
        return participant.name;
    }
  return NULL;
}

static const LoreFaultySink sink = { on_name, on_acted };

/* --- its life ---------------------------------------------------------------------- */

LoreFaults *
lore_faults_new (LoreTrace *trace, LoreClock *clock, LoreNetwork *inner,
                 LoreChance *chance)
{
  LoreFaults *self = g_new0 (LoreFaults, 1);

  g_set_object (&self->trace, trace);
  self->clock = g_object_ref (clock);
  self->network = lore_faulty_new (inner, clock);
  self->chance = chance;
  lore_faulty_set_sink (self->network, &sink, self);
  return self;
}

void
lore_faults_free (LoreFaults *self)
{
  lore_faulty_set_sink (self->network, NULL, NULL);
  g_object_unref (self->network);
  g_clear_object (&self->trace);
  g_object_unref (self->clock);
  g_free (self);
}

LoreNetwork *
lore_faults_get_network (LoreFaults *self)
{
  return LORE_NETWORK (self->network);
}

gboolean
lore_faults_set (LoreFaults *self, const char *const *rules, GError **error)
{
  g_autoptr (GPtrArray) faults =
      g_ptr_array_new_with_free_func ((GDestroyNotify)lore_fault_unref);

  for (gsize i = 0; rules != NULL && rules[i] != NULL; i++)
    {
      LoreFault *fault = lore_fault_parse (rules[i], error);

      if (fault == NULL)
        return FALSE;
      g_ptr_array_add (faults, fault);
    }
  lore_faulty_set_rules (self->network, (LoreFault *const *)faults->pdata, faults->len,
                         self->chance);
  return TRUE;
}

/* --- the rule for an arrow --------------------------------------------------------- */

static gboolean
is_like (const LoreMessage *a, const LoreMessage *b)
{
  return a->source == b->source && a->destination == b->destination
         && a->method == b->method && a->status == b->status;
}

static void
put_who (GString *rule, LoreTrace *trace, const char *word, guint32 id)
{
  LoreParticipant participant;

  if (id == LORE_ID_NONE)
    return;
  lore_trace_get_participant (trace, id, &participant);
  /* A name of two words would be read as two. */
  g_string_append_printf (rule, " %s %s", word,
                          strchr (participant.name, ' ') == NULL ? participant.name
                                                                 : participant.address);
}

char *
lore_faults_dup_rule_for (LoreTrace *trace, guint32 message)
{
  g_autoptr (GString) rule = g_string_new ("drop");
  LoreMessage facts, other;
  const SipMethod *method;
  guint nth = 1;

  g_return_val_if_fail (LORE_IS_TRACE (trace), NULL);
  lore_trace_get_message (trace, message, &facts);
  method = sip_method_get (facts.method);
  if (facts.status != 0)
    g_string_append_printf (rule, " response %u", facts.status);
  if (method != NULL)
    g_string_append_printf (rule, facts.status != 0 ? " to %s" : " %s", method->name);
  put_who (rule, trace, "from", facts.source);
  put_who (rule, trace, "to", facts.destination);
  for (guint32 i = 0; i < message; i++)
    {
      lore_trace_get_message (trace, i, &other);
      nth += is_like (&facts, &other);
    }
  g_string_append_printf (rule, " nth=%u", nth);
  return g_string_free (g_steal_pointer (&rule), FALSE);
}
