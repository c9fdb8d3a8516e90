/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/format-private.h"
#include "formats/session.h"

#include <string.h>

/* How far back a message that repeats is looked for. */
#define AGAIN_MAX 32

static void
put_time (GString *out, gint64 us, gboolean sign)
{
  guint64 size = us < 0 ? -(guint64)us : (guint64)us;

  if (us < 0 || sign)
    g_string_append_c (out, us < 0 ? '-' : '+');
  g_string_append_printf (out, "%" G_GUINT64_FORMAT ".%06d", size / G_USEC_PER_SEC,
                          (int)(size % G_USEC_PER_SEC));
}

static void
put_key (GString *out, const char *key, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (out, " %s=", key);
  lore_session_put_word (out, value);
}

void
lore_session_put_address (GString *out, const char *address)
{
  if (address == NULL)
    g_string_append_c (out, '?');
  else if (g_str_equal (address, "?") || *address == '\0')
    g_string_append (out, *address == '\0' ? "\\x00" : "\\x3f");
  else
    lore_session_put_word (out, address);
}

static void
put_route (GString *out, const LoreEvent *event)
{
  if (event->message == NULL && event->source == NULL && event->destination == NULL
      && event->transport == LORE_TRANSPORT_UNKNOWN)
    return;
  g_string_append_printf (out, " %s ",
                          event->transport != LORE_TRANSPORT_UNKNOWN
                              ? lore_transport_get_name (event->transport)
                              : "?");
  lore_session_put_address (out, event->source);
  g_string_append (out, " -> ");
  lore_session_put_address (out, event->destination);
}

static void
put_keys (GString *out, const LoreEvent *event)
{
  if (event->unix_us != LORE_TIME_UNKNOWN)
    {
      g_string_append (out, " unix=");
      put_time (out, event->unix_us, FALSE);
    }
  put_key (out, "element", event->element);
  put_key (out, "subject", event->subject);
  put_key (out, "name", event->name);
  put_key (out, "from", event->from_state);
  put_key (out, "to", event->to_state);
  if (event->duration_us != 0)
    {
      g_string_append (out, " duration=");
      put_time (out, event->duration_us, FALSE);
    }
  put_key (out, "rfc", event->rfc);
  if (event->truncated)
    g_string_append (out, " truncated=yes");
}

static void
put_record (GString *out, const LoreEvent *event, guint again, const char *kept_keys)
{
  gsize len = 0;
  const guint8 *data = NULL;

  if (event->message != NULL)
    data = g_bytes_get_data (event->message, &len);
  if (event->lab_us == LORE_TIME_UNKNOWN)
    g_string_append_c (out, '?');
  else
    put_time (out, event->lab_us, TRUE);
  g_string_append_printf (out, " %s", lore_session_get_nick (event->type));
  put_route (out, event);
  put_keys (out, event);
  if (kept_keys != NULL)
    g_string_append_printf (out, " %s", kept_keys);
  if (again > 0)
    g_string_append_printf (out, " again=%u", again);
  else if (event->message != NULL)
    g_string_append_printf (out, " length=%" G_GSIZE_FORMAT, len);
  g_string_append_c (out, '\n');
  if (again == 0 && data != NULL)
    lore_session_put_message (out, data, len);
}

static void
put_participant (GString *out, const LoreParticipant *participant)
{
  g_string_append (out, "participant ");
  lore_session_put_address (out, participant->address);
  if (g_strcmp0 (participant->name, participant->address) != 0)
    put_key (out, "name", participant->name);
  put_key (out, "role", participant->role);
  g_string_append_c (out, '\n');
}

/* --- record by record ----------------------------------------------------------------
 */

struct _LoreSessionWriter
{
  LoreTrace *trace;          /* borrowed */
  GPtrArray *participants;   /* owned lines, as last put, by id */
  GBytes *recent[AGAIN_MAX]; /* of message records, borrowed from the trace; a ring */
  GArray *owners; /* guint32: who owned each participant's column, as last put */
  GArray *order;  /* guint32, as last put */
  guint n_recent;
  guint next_line; /* of the lines kept */
  guint next_keys;
};

LoreSessionWriter *
lore_session_writer_new (LoreTrace *trace)
{
  LoreSessionWriter *writer = g_new0 (LoreSessionWriter, 1);

  writer->trace = trace;
  writer->participants = g_ptr_array_new_with_free_func (g_free);
  writer->owners = g_array_new (FALSE, FALSE, sizeof (guint32));
  writer->order = g_array_new (FALSE, FALSE, sizeof (guint32));
  return writer;
}

void
lore_session_writer_free (LoreSessionWriter *writer)
{
  g_ptr_array_unref (writer->participants);
  g_array_unref (writer->owners);
  g_array_unref (writer->order);
  g_free (writer);
}

void
lore_session_writer_put_head (LoreSessionWriter *writer, GString *out)
{
  g_string_append_printf (out, LORE_SESSION_MAGIC "%d\n", LORE_SESSION_VERSION);
}

void
lore_session_writer_put_participants (LoreSessionWriter *writer, GString *out)
{
  guint n = lore_trace_get_n_participants (writer->trace);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GString) line = g_string_new (NULL);
      LoreParticipant participant;

      lore_trace_get_participant (writer->trace, i, &participant);
      put_participant (line, &participant);
      if (i >= writer->participants->len)
        g_ptr_array_add (writer->participants, NULL);
      else if (g_str_equal (g_ptr_array_index (writer->participants, i), line->str))
        continue;
      g_string_append (out, line->str);
      g_free (g_ptr_array_index (writer->participants, i));
      g_ptr_array_index (writer->participants, i) = g_strdup (line->str);
    }
}

/* First those that are nobody else's now: what is joined with one of them later is joined
 * with what that one is then. @alone: these, or the others. */
static void
put_owners (LoreSessionWriter *writer, GString *out, gboolean alone)
{
  LoreNotes *notes = lore_trace_get_notes (writer->trace);

  for (guint32 id = 0; id < writer->owners->len; id++)
    {
      guint32 owner = lore_notes_get_owner (notes, id);
      guint32 *before = &g_array_index (writer->owners, guint32, id);

      if (owner == *before || (owner == id) != alone)
        continue;
      *before = owner;
      lore_session_put_joined (out, writer->trace, id);
    }
}

static void
put_order_if_changed (LoreSessionWriter *writer, GString *out)
{
  guint n;
  const guint32 *order = lore_notes_get_order (lore_trace_get_notes (writer->trace), &n);

  if (n == writer->order->len
      && (n == 0 || memcmp (order, writer->order->data, n * sizeof *order) == 0))
    return;
  g_array_set_size (writer->order, 0);
  g_array_append_vals (writer->order, order, n);
  lore_session_put_order (out, writer->trace);
}

void
lore_session_writer_put_sides (LoreSessionWriter *writer, GString *out)
{
  guint n = lore_trace_get_n_participants (writer->trace);

  lore_session_writer_put_participants (writer, out);
  for (guint32 id = writer->owners->len; id < n; id++)
    g_array_append_val (writer->owners, id);
  put_owners (writer, out, TRUE);
  put_owners (writer, out, FALSE);
  put_order_if_changed (writer, out);
}

static guint
find_again (LoreSessionWriter *writer, GBytes *message)
{
  guint n = MIN (writer->n_recent, AGAIN_MAX);

  for (guint i = 1; i <= n; i++)
    if (g_bytes_equal (writer->recent[(writer->n_recent - i) % AGAIN_MAX], message))
      return i;
  return 0;
}

static void
put_kept_lines (LoreSessionWriter *writer, GString *out, guint32 event)
{
  GArray *kept = lore_session_get_kept_lines (writer->trace);
  guint first = writer->next_line;

  for (; writer->next_line < kept->len; writer->next_line++)
    {
      LoreSessionKept *line = &g_array_index (kept, LoreSessionKept, writer->next_line);

      if (line->event > event)
        return;
      /* An empty line ends the message before, whose own this one would become. */
      if (*line->text == '|' && writer->next_line == first)
        g_string_append_c (out, '\n');
      g_string_append (out, line->text);
      g_string_append_c (out, '\n');
    }
}

static const char *
find_kept_keys (LoreSessionWriter *writer, guint32 event)
{
  GArray *kept = lore_session_get_kept_keys (writer->trace);

  while (writer->next_keys < kept->len)
    {
      LoreSessionKept *keys = &g_array_index (kept, LoreSessionKept, writer->next_keys);

      if (keys->event > event)
        return NULL;
      writer->next_keys++;
      if (keys->event == event)
        return keys->text;
    }
  return NULL;
}

void
lore_session_writer_put_event (LoreSessionWriter *writer, GString *out, guint32 id)
{
  LoreEvent event;
  guint again = 0;

  put_kept_lines (writer, out, id);
  lore_trace_get_event (writer->trace, id, &event);
  if (event.message != NULL)
    {
      again = find_again (writer, event.message);
      /* An empty line in front of a message is for the eye. */
      if (again == 0)
        g_string_append_c (out, '\n');
      writer->recent[writer->n_recent++ % AGAIN_MAX] = event.message;
    }
  put_record (out, &event, again, find_kept_keys (writer, id));
}

void
lore_session_writer_put_tail (LoreSessionWriter *writer, GString *out)
{
  for (guint i = 0; i < lore_trace_get_n_streams (writer->trace); i++)
    lore_session_put_stream (out, lore_trace_get_stream (writer->trace, i));
  lore_session_put_notes (out, writer->trace);
  put_kept_lines (writer, out, G_MAXUINT32);
}

gboolean
lore_session_write (LoreTrace *trace, GOutputStream *stream, GError **error)
{
  g_autoptr (LoreSessionWriter) writer = lore_session_writer_new (trace);
  g_autoptr (GString) out = g_string_new (NULL);
  guint n = lore_trace_get_n_events (trace);

  lore_session_writer_put_head (writer, out);
  lore_session_writer_put_participants (writer, out);
  for (guint i = 0; i < n; i++)
    {
      lore_session_writer_put_event (writer, out, i);
      if (!lore_output_put (stream, out->str, out->len, error))
        return FALSE;
      g_string_truncate (out, 0);
    }
  lore_session_writer_put_tail (writer, out);
  return lore_output_put (stream, out->str, out->len, error);
}
