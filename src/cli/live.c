/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/live.h"

#include "cli/json-line.h"
#include "cli/terminal.h"
#include "draw/describe.h"

#include <stdio.h>
#include <string.h>

struct _LoreLive
{
  const LoreCli *cli; /* borrowed */
  LoreTrace *trace;
  char *element;
  guint status;
  gulong handler;
  gint64 last_us;
  gboolean problem;
};

static const char *
get_direction (const LoreEvent *event)
{
  switch (event->type)
    {
    case LORE_EVENT_NOTE:
      return event->name != NULL && g_str_has_prefix (event->name, "fault:") ? "fault"
                                                                             : NULL;
    case LORE_EVENT_SENT:
      return "sent";
    case LORE_EVENT_RECEIVED:
      return "received";
    case LORE_EVENT_DROPPED:
      return "dropped";
    case LORE_EVENT_PROBLEM:
      return "problem";
    default:
      return NULL;
    }
}

static char *
dup_start_line (GBytes *message)
{
  gsize len;
  const char *data = g_bytes_get_data (message, &len);
  gsize end = 0;

  while (end < len && data[end] != '\r' && data[end] != '\n')
    end++;
  return lore_terminal_dup_line (data, end);
}

static char *
dup_time (gint64 unix_us)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *seconds = NULL;

  if (unix_us == LORE_TIME_UNKNOWN)
    return NULL;
  time = g_date_time_new_from_unix_utc (unix_us / G_USEC_PER_SEC);
  seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
  return g_strdup_printf ("%s.%06dZ", seconds, (int)(unix_us % G_USEC_PER_SEC));
}

static void
print_json (LoreLive *live, const LoreEvent *event, const char *direction)
{
  JsonBuilder *builder = lore_json_begin ();
  g_autofree char *time = dup_time (event->unix_us);

  lore_json_add_string (builder, "direction", direction);
  lore_json_add_string (builder, "time", time);
  lore_json_add_ms (builder, "ms", event->lab_us);
  lore_json_add_string (builder, "element", event->element);
  lore_json_add_string (builder, "from", event->source);
  lore_json_add_string (builder, "to", event->destination);
  if (event->message != NULL)
    {
      g_autofree char *start_line = dup_start_line (event->message);

      lore_json_add_int (builder, "bytes", g_bytes_get_size (event->message));
      lore_json_add_string (builder, "start_line", start_line);
    }
  if (event->type == LORE_EVENT_PROBLEM)
    lore_json_add_string (builder, "problem", event->name);
  else if (event->name != NULL && g_str_has_prefix (event->name, "fault:"))
    {
      lore_json_add_string (builder, "fault", event->name);
      lore_json_add_string (builder, "rule", event->subject);
    }
  lore_json_print (builder);
}

/* A message is told by what it means, whichever side saw it. */
static char *
dup_sentence (LoreLive *live, guint32 id, const LoreEvent *event, const char *language)
{
  guint32 message = lore_trace_get_event_message (live->trace, id);

  return event->type == LORE_EVENT_PROBLEM || message == LORE_ID_NONE
             ? lore_describe_event (live->trace, id, language)
             : lore_describe_narration (live->trace, message, language);
}

static void
print_words (LoreLive *live, guint32 id, const LoreEvent *event)
{
  for (gsize i = 0; live->cli->words[i] != NULL; i++)
    {
      g_autofree char *sentence = dup_sentence (live, id, event, live->cli->words[i]);
      g_autofree char *words = lore_terminal_dup_words (live->cli, sentence);

      lore_terminal_print_wrapped (words, 12);
    }
}

static void
print_text (LoreLive *live, guint32 id, const LoreEvent *event)
{
  gboolean received = event->type == LORE_EVENT_RECEIVED;
  const char *peer = received ? event->source : event->destination;
  g_autofree char *start_line =
      event->message != NULL ? dup_start_line (event->message) : g_strdup ("");
  LoreColour colour = event->message == NULL                  ? LORE_COLOUR_ERROR
                      : g_str_has_prefix (start_line, "SIP/") ? LORE_COLOUR_RESPONSE
                                                              : LORE_COLOUR_REQUEST;
  g_autofree char *coloured = lore_terminal_dup_coloured (live->cli, colour, start_line);

  g_print ("%8.3f s  %s %s  %s\n", event->lab_us / 1e6,
           received                         ? "◀"
           : event->type == LORE_EVENT_SENT ? "▶"
                                            : "×",
           peer != NULL ? peer : "?", coloured);
  print_words (live, id, event);
}

static void
remember (LoreLive *live, const LoreEvent *event)
{
  gsize len;
  const char *data;

  live->last_us = g_get_monotonic_time ();
  if (event->type == LORE_EVENT_PROBLEM)
    live->problem = TRUE;
  if (event->type != LORE_EVENT_RECEIVED)
    return;
  data = g_bytes_get_data (event->message, &len);
  if (len < 11 || g_ascii_strncasecmp (data, "SIP/2.0 ", 8) != 0)
    return;
  live->status = 100 * g_ascii_digit_value (data[8]) + 10 * g_ascii_digit_value (data[9])
                 + g_ascii_digit_value (data[10]);
}

static void
event_added_cb (LoreTrace *trace, guint id, LoreLive *live)
{
  LoreEvent event;
  const char *direction;

  lore_trace_get_event (trace, id, &event);
  direction = get_direction (&event);
  if (direction == NULL
      || (live->element != NULL && event.element != NULL
          && !g_str_equal (event.element, live->element)))
    return;
  remember (live, &event);
  if (live->cli->json)
    print_json (live, &event, direction);
  else
    print_text (live, id, &event);
  fflush (stdout);
}

LoreLive *
lore_live_new (const LoreCli *cli, LoreTrace *trace, const char *element)
{
  LoreLive *live = g_new0 (LoreLive, 1);

  live->cli = cli;
  live->trace = g_object_ref (trace);
  live->element = g_strdup (element);
  live->last_us = g_get_monotonic_time ();
  live->handler =
      g_signal_connect (trace, "event-added", G_CALLBACK (event_added_cb), live);
  return live;
}

void
lore_live_free (LoreLive *live)
{
  g_signal_handler_disconnect (live->trace, live->handler);
  g_object_unref (live->trace);
  g_free (live->element);
  g_free (live);
}

gint64
lore_live_get_last_us (LoreLive *live)
{
  return live->last_us;
}

guint
lore_live_get_status (LoreLive *live)
{
  return live->status;
}

gboolean
lore_live_has_problem (LoreLive *live)
{
  return live->problem;
}
