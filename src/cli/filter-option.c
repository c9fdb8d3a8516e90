/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/filter-option.h"

#include "trace/call.h"
#include "trace/notes.h"
#include "trace/rtp-stream.h"

gboolean
lore_filter_option_parse (const char *expression, LoreFilter **ret_filter, GError **error)
{
  *ret_filter = NULL;
  if (expression == NULL)
    return TRUE;
  *ret_filter = lore_filter_new (expression, error);
  return *ret_filter != NULL;
}

LoreSource *
lore_filter_option_read (const char *path, const char *expression,
                         LoreFilter **ret_filter, GError **error)
{
  if (!lore_filter_option_parse (expression, ret_filter, error))
    return NULL;
  return lore_source_read (path, error);
}

gboolean
lore_filter_option_has (LoreFilter *filter, LoreTrace *trace, guint32 message)
{
  return filter == NULL || lore_filter_matches (filter, trace, message);
}

gboolean *
lore_filter_option_dup_calls (LoreFilter *filter, LoreTrace *trace)
{
  gboolean *calls = g_new0 (gboolean, lore_trace_get_n_calls (trace) + 1);

  for (guint32 i = 0; i < lore_trace_get_n_messages (trace); i++)
    {
      LoreMessage facts;

      lore_trace_get_message (trace, i, &facts);
      if (facts.call != LORE_ID_NONE && !calls[facts.call])
        calls[facts.call] = lore_filter_option_has (filter, trace, i);
    }
  return calls;
}

static void
copy_note (LoreTrace *from, guint32 message, LoreTrace *to, guint32 event)
{
  const char *note = lore_notes_get_note (lore_trace_get_notes (from), message);

  if (note != NULL)
    lore_notes_set_note (lore_trace_get_notes (to),
                         lore_trace_get_event_message (to, event), note);
}

/* Media go with the calls of which something is selected. */
static void
copy_streams (LoreFilter *filter, LoreTrace *from, LoreTrace *to)
{
  g_autofree gboolean *calls = lore_filter_option_dup_calls (filter, from);
  g_autoptr (GPtrArray) streams =
      g_ptr_array_new_with_free_func ((GDestroyNotify)lore_rtp_stream_free);

  for (guint i = 0; i < lore_trace_get_n_streams (from); i++)
    {
      const LoreRtpStream *stream = lore_trace_get_stream (from, i);
      LoreRtpStream *copy;

      if (stream->call == LORE_ID_NONE || !calls[stream->call])
        continue;
      copy = lore_rtp_stream_new (stream->source, stream->destination);
      lore_rtp_stream_copy_counts (copy, stream);
      g_ptr_array_add (streams, copy);
    }
  lore_trace_adopt_streams (to, streams);
}

LoreTrace *
lore_filter_option_dup_trace (LoreFilter *filter, LoreTrace *trace)
{
  LoreTrace *selected = lore_trace_new ();

  for (guint32 i = 0; i < lore_trace_get_n_participants (trace); i++)
    {
      LoreParticipant participant;

      lore_trace_get_participant (trace, i, &participant);
      if (participant.name != participant.address || participant.role != NULL)
        lore_trace_name_participant (selected, participant.address, participant.name,
                                     participant.role);
    }
  for (guint32 i = 0; i < lore_trace_get_n_events (trace); i++)
    {
      guint32 message = lore_trace_get_event_message (trace, i);
      LoreEvent event;

      if (message == LORE_ID_NONE || !lore_filter_option_has (filter, trace, message))
        continue;
      lore_trace_get_event (trace, i, &event);
      copy_note (trace, message, selected, lore_trace_append (selected, &event));
    }
  copy_streams (filter, trace, selected);
  return selected;
}
