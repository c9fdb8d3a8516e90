/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading a session as far as it goes: every record stands alone, so damage costs what is
 * damaged and nothing else.
 */
#include "formats/format-private.h"
#include "formats/session.h"

#include "base/problem.h"

#include <string.h>

#define AGAIN_MAX 32

/* A note's line, understood once everything else was read. */
typedef struct
{
  LoreLine line;
  guint32 event; /* it stands before this one */
  gboolean whole;
} LateLine;

typedef struct
{
  LoreImport *import; /* borrowed */
  LoreTrace *trace;   /* borrowed */

  /* The record whose '|' lines are being read. */
  gboolean open;
  LoreEvent event;
  GPtrArray *words; /* owned: the strings of @event */
  GString *keys;    /* not understood */
  GByteArray *message;
  gint64 length; /* -1 not stated */
  gint64 again;

  GPtrArray *recent;  /* of GBytes */
  GPtrArray *streams; /* of LoreRtpStream */
  GArray *late;       /* of LateLine */
  guint n_before;     /* messages of the trace that are not this session's */
  gboolean cancelled;
} Reader;

guint
lore_session_probe (const LoreIntake *intake)
{
  return intake->len > strlen (LORE_SESSION_MAGIC)
                 && memcmp (intake->data, LORE_SESSION_MAGIC, strlen (LORE_SESSION_MAGIC))
                        == 0
             ? 100
             : 0;
}

/* --- records -------------------------------------------------------------------------
 */

/* The message of the record that ends; NULL when it has none. */
static GBytes *
end_message (Reader *reader, gboolean at_end)
{
  guint back =
      reader->again > 0 && reader->again <= reader->recent->len ? reader->again : 0;

  if (back > 0)
    return g_bytes_ref (g_ptr_array_index (reader->recent, reader->recent->len - back));
  if (reader->message->len == 0 && reader->length != 0)
    return NULL;
  if (reader->length >= 0 && reader->message->len != reader->length)
    {
      lore_import_count (reader->import, "session-length");
      if (at_end && reader->message->len < reader->length)
        reader->event.truncated = TRUE;
    }
  return g_bytes_new (reader->message->data, reader->message->len);
}

static void
end_record (Reader *reader, gboolean at_end)
{
  g_autoptr (GBytes) message = NULL;

  if (!reader->open)
    return;
  reader->open = FALSE;
  if (reader->event.type <= LORE_EVENT_DROPPED)
    {
      message = end_message (reader, at_end);
      if (message == NULL)
        {
          lore_import_count (reader->import, "session-damaged");
          return;
        }
      if (reader->recent->len == AGAIN_MAX)
        g_ptr_array_remove_index (reader->recent, 0);
      g_ptr_array_add (reader->recent, g_bytes_ref (message));
      reader->event.message = message;
    }
  if (reader->keys->len > 0)
    lore_session_keep (lore_session_get_kept_keys (reader->trace),
                       lore_trace_get_n_events (reader->trace), reader->keys->str,
                       reader->keys->len);
  reader->cancelled = !lore_import_add (reader->import, &reader->event);
}

static void
begin_record (Reader *reader)
{
  reader->event =
      (LoreEvent){ .lab_us = LORE_TIME_UNKNOWN, .unix_us = LORE_TIME_UNKNOWN };
  g_ptr_array_set_size (reader->words, 0);
  g_string_truncate (reader->keys, 0);
  g_byte_array_set_size (reader->message, 0);
  reader->length = -1;
  reader->again = 0;
}

/* The next word of the line, NULL at its end. */
static gboolean
take_word (LoreScan *scan, const char **ret_word, gsize *ret_len)
{
  const char *begin;

  lore_scan_blank (scan);
  begin = scan->at;
  while (scan->at < scan->end && *scan->at != ' ')
    scan->at++;
  *ret_word = begin;
  *ret_len = scan->at - begin;
  return *ret_len > 0;
}

static gboolean
take_lab_time (LoreScan *scan, gint64 *ret_us)
{
  LoreScan s = *scan;
  gboolean negative;
  gint64 us;

  if (lore_scan_literal (scan, "? "))
    {
      *ret_us = LORE_TIME_UNKNOWN;
      return TRUE;
    }
  negative = lore_scan_literal (&s, "-");
  if ((!negative && !lore_scan_literal (&s, "+")) || !lore_scan_seconds (&s, &us)
      || !lore_scan_literal (&s, " "))
    return FALSE;
  *scan = s;
  *ret_us = negative ? -us : us;
  return TRUE;
}

static const char *
keep_word (Reader *reader, const char *word, gsize len)
{
  char *kept = lore_session_dup_word (word, len);

  if (kept == NULL)
    {
      lore_import_count (reader->import, "session-damaged");
      return NULL;
    }
  g_ptr_array_add (reader->words, kept);
  return kept;
}

static const char *
take_address (Reader *reader, LoreScan *scan)
{
  const char *word;
  gsize len;

  if (!take_word (scan, &word, &len) || (len == 1 && *word == '?'))
    return NULL;
  return keep_word (reader, word, len);
}

/* "UDP 127.0.0.1:49152 -> 127.0.0.1:5070"; not there when the next word is a key. */
static void
take_route (Reader *reader, LoreScan *scan)
{
  LoreScan s = *scan;
  const char *word;
  gsize len;

  if (!take_word (&s, &word, &len))
    return;
  lore_scan_blank (scan);
  if (len == 1 && *word == '?')
    *scan = s;
  else if (!lore_scan_transport (scan, &reader->event.transport))
    return;
  reader->event.source = take_address (reader, scan);
  s = *scan;
  if (take_word (&s, &word, &len) && len == 2 && memcmp (word, "->", 2) == 0)
    *scan = s;
  reader->event.destination = take_address (reader, scan);
}

static gboolean
take_time_value (const char *value, gsize len, gint64 *ret_us)
{
  LoreScan scan = { value, value + len };
  gboolean negative = lore_scan_literal (&scan, "-");
  gint64 us;

  if (!lore_scan_seconds (&scan, &us) || !lore_scan_at_end (&scan))
    return FALSE;
  *ret_us = negative ? -us : us;
  return TRUE;
}

static gboolean
take_count_value (const char *value, gsize len, gint64 *ret_count)
{
  LoreScan scan = { value, value + len };
  gint64 count;

  if (!lore_scan_number (&scan, 1, 10, &count) || !lore_scan_at_end (&scan))
    return FALSE;
  *ret_count = count;
  return TRUE;
}

static gboolean
take_text_key (Reader *reader, const char *key, const char *value, gsize len)
{
  const struct
  {
    const char *key;
    const char **field;
  } rows[] = {
    { "element", &reader->event.element }, { "subject", &reader->event.subject },
    { "name", &reader->event.name },       { "from", &reader->event.from_state },
    { "to", &reader->event.to_state },     { "rfc", &reader->event.rfc },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].key, key))
      {
        *rows[i].field = keep_word (reader, value, len);
        return TRUE;
      }
  return FALSE;
}

static gboolean
take_key (Reader *reader, const char *key, const char *value, gsize len)
{
  if (g_str_equal (key, "unix"))
    return take_time_value (value, len, &reader->event.unix_us);
  if (g_str_equal (key, "duration"))
    return take_time_value (value, len, &reader->event.duration_us);
  if (g_str_equal (key, "length"))
    return take_count_value (value, len, &reader->length);
  if (g_str_equal (key, "again"))
    return take_count_value (value, len, &reader->again);
  if (g_str_equal (key, "truncated"))
    {
      reader->event.truncated = len == 3 && memcmp (value, "yes", 3) == 0;
      return TRUE;
    }
  return take_text_key (reader, key, value, len);
}

static void
take_keys (Reader *reader, LoreScan *scan)
{
  const char *word;
  gsize len;

  while (take_word (scan, &word, &len))
    {
      const char *equals = memchr (word, '=', len);
      g_autofree char *key = g_strndup (word, equals != NULL ? equals - word : 0);

      if (equals != NULL && take_key (reader, key, equals + 1, word + len - equals - 1))
        continue;
      g_string_append_printf (reader->keys, "%s%.*s", reader->keys->len > 0 ? " " : "",
                              (int)len, word);
    }
}

static gboolean
take_record (Reader *reader, const LoreLine *line)
{
  LoreScan scan = { line->text, line->text + line->len };
  g_autofree char *nick = NULL;
  const char *word;
  gint64 lab_us;
  gsize len;
  int type;

  if (!take_lab_time (&scan, &lab_us) || !take_word (&scan, &word, &len))
    return FALSE;
  nick = g_strndup (word, len);
  type = lore_session_find_nick (nick);
  if (type < 0)
    return FALSE;
  begin_record (reader);
  reader->open = TRUE;
  reader->event.type = type;
  reader->event.lab_us = lab_us;
  take_route (reader, &scan);
  take_keys (reader, &scan);
  return TRUE;
}

static gboolean
take_participant (Reader *reader, const LoreLine *line)
{
  LoreScan scan = { line->text, line->text + line->len };
  const char *address, *word;
  const char *name = NULL;
  const char *role = NULL;
  gsize len;

  if (!lore_scan_literal (&scan, "participant "))
    return FALSE;
  begin_record (reader);
  address = take_address (reader, &scan);
  while (take_word (&scan, &word, &len))
    if (len > 5 && memcmp (word, "name=", 5) == 0)
      name = keep_word (reader, word + 5, len - 5);
    else if (len > 5 && memcmp (word, "role=", 5) == 0)
      role = keep_word (reader, word + 5, len - 5);
  if (address != NULL)
    lore_trace_name_participant (reader->trace, address, name != NULL ? name : address,
                                 role);
  return TRUE;
}

static gboolean
take_stream (Reader *reader, const LoreLine *line)
{
  LoreRtpStream *stream = lore_session_dup_stream (line->text, line->len);

  if (stream != NULL)
    g_ptr_array_add (reader->streams, stream);
  return stream != NULL;
}

/* --- lines ---------------------------------------------------------------------------
 */

static void
take_message_line (Reader *reader, const LoreLine *line)
{
  if (!lore_session_take_line (reader->message, line->text + 1, line->len - 1))
    lore_import_count (reader->import, "session-damaged");
}

/* Nobody knows the line: it is kept, unless the file was cut off within it. */
static void
keep_line (Reader *reader, const LateLine *late)
{
  lore_import_count (reader->import, late->whole ? "session-unknown" : "session-cut");
  if (late->whole)
    lore_session_keep (lore_session_get_kept_lines (reader->trace), late->event,
                       late->line.text, late->line.len);
}

/* Notes name messages and participants that may stand behind them. */
static void
take_late_lines (Reader *reader)
{
  for (guint i = 0; i < reader->late->len; i++)
    {
      const LateLine *late = &g_array_index (reader->late, LateLine, i);

      if (!lore_session_take_note (reader->trace, reader->n_before, late->line.text,
                                   late->line.len))
        keep_line (reader, late);
    }
}

/* Nothing that is written has a NUL, or a CR at the end of its line: what stands before
 * them is what will be read the next time, too. */
static void
clean_line (LoreLine *line)
{
  line->len = strnlen (line->text, line->len);
  while (line->len > 0 && line->text[line->len - 1] == '\r')
    line->len--;
}

static void
take_line (Reader *reader, LoreLine *line, gboolean whole)
{
  LateLine late;

  if (line->len > 0 && *line->text == '|' && reader->open)
    {
      take_message_line (reader, line);
      return;
    }
  end_record (reader, FALSE);
  clean_line (line);
  if (line->len == 0 || reader->cancelled || take_record (reader, line)
      || take_participant (reader, line) || take_stream (reader, line))
    return;
  late = (LateLine){ *line, lore_trace_get_n_events (reader->trace), whole };
  if (lore_session_is_note (line->text, line->len))
    g_array_append_val (reader->late, late);
  else
    keep_line (reader, &late);
}

static gboolean
check_version (const LoreIntake *intake, const LoreLine *line, GError **error)
{
  LoreScan scan = { line->text + strlen (LORE_SESSION_MAGIC), line->text + line->len };
  g_autofree char *version = g_strndup (scan.at, scan.end - scan.at);
  gint64 major;

  if (lore_scan_number (&scan, 1, 6, &major) && major >= 1
      && major <= LORE_SESSION_VERSION)
    return TRUE;
  lore_intake_set_problem (intake, error, "session-newer", "version", version);
  return FALSE;
}

gboolean
lore_session_read (LoreImport *import, LoreIntake *intake, GError **error)
{
  Reader reader = { .import = import, .trace = lore_import_get_trace (import) };
  LoreLine line;
  gsize at;

  lore_line_get (intake->data, intake->len, 0, &line);
  if (!check_version (intake, &line, error))
    return FALSE;
  reader.n_before = lore_trace_get_n_messages (reader.trace);
  reader.words = g_ptr_array_new_with_free_func (g_free);
  reader.keys = g_string_new (NULL);
  reader.message = g_byte_array_new ();
  reader.streams = g_ptr_array_new_with_free_func ((GDestroyNotify)lore_rtp_stream_free);
  reader.late = g_array_new (FALSE, FALSE, sizeof (LateLine));
  reader.recent = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  for (at = line.next;
       lore_line_get (intake->data, intake->len, at, &line) && !reader.cancelled;
       at = line.next)
    take_line (&reader, &line, intake->data[line.next - 1] == '\n');
  end_record (&reader, TRUE);
  take_late_lines (&reader);
  lore_trace_adopt_streams (reader.trace, reader.streams);

  lore_import_get_report (import)->n_messages =
      lore_trace_get_n_messages (reader.trace) - reader.n_before;
  g_ptr_array_unref (reader.words);
  g_string_free (reader.keys, TRUE);
  g_byte_array_unref (reader.message);
  g_ptr_array_unref (reader.streams);
  g_array_unref (reader.late);
  g_ptr_array_unref (reader.recent);
  return TRUE;
}
