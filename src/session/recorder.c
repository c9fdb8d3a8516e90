/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/recorder.h"

struct _LoreRecorder
{
  LoreTrace *trace; /* NULL: nobody looks */
  LoreClock *clock;
  char *element;
};

LoreRecorder *
lore_recorder_new (LoreTrace *trace, LoreClock *clock, const char *element)
{
  LoreRecorder *recorder = g_new0 (LoreRecorder, 1);

  g_set_object (&recorder->trace, trace);
  recorder->clock = g_object_ref (clock);
  recorder->element = g_strdup (element);
  return recorder;
}

void
lore_recorder_free (LoreRecorder *recorder)
{
  g_clear_object (&recorder->trace);
  g_object_unref (recorder->clock);
  g_free (recorder->element);
  g_free (recorder);
}

static guint32
append (LoreRecorder *recorder, LoreEvent *event)
{
  if (recorder->trace == NULL)
    return LORE_ID_NONE;
  event->lab_us = lore_clock_get_time (recorder->clock);
  event->unix_us = lore_clock_get_unix_us (recorder->clock);
  event->element = recorder->element;
  return lore_trace_append (recorder->trace, event);
}

static LoreTransport
find_transport (LoreWire *wire)
{
  for (guint i = LORE_TRANSPORT_UDP; i < LORE_N_TRANSPORTS; i++)
    if (g_str_equal (lore_transport_get_name (i), lore_wire_get_transport (wire)))
      return i;
  return LORE_TRANSPORT_UNKNOWN;
}

static guint32
append_message (LoreRecorder *recorder, LoreEvent *event)
{
  guint32 id = append (recorder, event);

  return id != LORE_ID_NONE ? lore_trace_get_event_message (recorder->trace, id)
                            : LORE_ID_NONE;
}

guint32
lore_recorder_sent (LoreRecorder *recorder, LoreWire *wire, GBytes *message,
                    const char *destination)
{
  LoreEvent event = { .type = LORE_EVENT_SENT,
                      .transport = find_transport (wire),
                      .source = lore_wire_get_address (wire),
                      .destination = destination,
                      .message = message };

  return append_message (recorder, &event);
}

guint32
lore_recorder_received (LoreRecorder *recorder, LoreWire *wire, GBytes *message,
                        const char *source)
{
  LoreEvent event = { .type = LORE_EVENT_RECEIVED,
                      .transport = find_transport (wire),
                      .source = source,
                      .destination = lore_wire_get_address (wire),
                      .message = message };

  return append_message (recorder, &event);
}

void
lore_recorder_timer (LoreRecorder *recorder, LoreEventType type, const char *timer,
                     const char *subject, gint64 duration_us, const char *rfc)
{
  LoreEvent event = { .type = type,
                      .name = timer,
                      .subject = subject,
                      .duration_us = duration_us,
                      .rfc = rfc };

  append (recorder, &event);
}

void
lore_recorder_state (LoreRecorder *recorder, const char *machine, const char *subject,
                     const char *from, const char *to, const char *rfc)
{
  LoreEvent event = { .type = LORE_EVENT_STATE,
                      .name = machine,
                      .subject = subject,
                      .from_state = from,
                      .to_state = to,
                      .rfc = rfc };

  append (recorder, &event);
}

void
lore_recorder_problem (LoreRecorder *recorder, const char *name, const char *subject,
                       const char *source, const char *destination, const char *rfc)
{
  LoreEvent event = { .type = LORE_EVENT_PROBLEM,
                      .name = name,
                      .subject = subject,
                      .source = source,
                      .destination = destination,
                      .rfc = rfc };

  append (recorder, &event);
}

void
lore_recorder_note (LoreRecorder *recorder, const char *name, const char *subject,
                    const char *rfc)
{
  LoreEvent event = {
    .type = LORE_EVENT_NOTE, .name = name, .subject = subject, .rfc = rfc
  };

  append (recorder, &event);
}

void
lore_recorder_name (LoreRecorder *recorder, const char *address, const char *name,
                    const char *role)
{
  if (recorder->trace != NULL)
    lore_trace_name_participant (recorder->trace, address, name, role);
}
