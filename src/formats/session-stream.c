/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stream of RTP as a line of a session. What the messages say of it (whose call, which
 * codec) is found again when it is read.
 */
#include "formats/session.h"

#include "formats/taker.h"

#include <string.h>

/* --- writing ----------------------------------------------------------------------- */

static void
put_time_key (GString *out, const char *key, gint64 us)
{
  guint64 size = us < 0 ? -(guint64)us : (guint64)us;

  g_string_append_printf (out, " %s=%s%" G_GUINT64_FORMAT ".%06d", key, us < 0 ? "-" : "",
                          size / G_USEC_PER_SEC, (int)(size % G_USEC_PER_SEC));
}

void
lore_session_put_stream (GString *out, const LoreRtpStream *stream)
{
  g_string_append (out, "stream ");
  lore_session_put_word (out, stream->source);
  g_string_append (out, " -> ");
  lore_session_put_word (out, stream->destination);
  g_string_append_printf (out, " ssrc=%u type=%u event-type=%u packets=%u lost=%u",
                          stream->ssrc, stream->payload_type, stream->event_type,
                          stream->n_packets, stream->n_lost);
  put_time_key (out, "start", stream->start_us);
  put_time_key (out, "end", stream->end_us);
  put_time_key (out, "jitter", stream->jitter_us);
  put_time_key (out, "max-jitter", stream->max_jitter_us);
  for (guint i = 0; i < stream->keys->len; i++)
    {
      const LoreRtpKey *key = &g_array_index (stream->keys, LoreRtpKey, i);

      put_time_key (out, "key", key->us);
      g_string_append_printf (out, "/%u/%c", key->timestamp, key->key);
    }
  g_string_append_c (out, '\n');
}

/* --- reading ----------------------------------------------------------------------- */

static gboolean
take_us (LoreScan *scan, gint64 *ret_us)
{
  gboolean negative = lore_scan_literal (scan, "-");

  if (!lore_scan_seconds (scan, ret_us))
    return FALSE;
  if (negative)
    *ret_us = -*ret_us;
  return TRUE;
}

/* "12.500000/8000/5" */
static gboolean
take_pressed (LoreScan *scan, LoreRtpStream *stream)
{
  LoreRtpKey key;
  gint64 timestamp;

  if (!take_us (scan, &key.us) || !lore_scan_literal (scan, "/")
      || !lore_scan_number (scan, 1, 10, &timestamp) || !lore_scan_literal (scan, "/")
      || scan->at == scan->end || strchr ("0123456789*#ABCD", *scan->at) == NULL)
    return FALSE;
  key.timestamp = timestamp;
  key.key = *scan->at++;
  g_array_append_val (stream->keys, key);
  return TRUE;
}

static gboolean
take_stream_key (LoreScan *scan, LoreRtpStream *stream)
{
  gint64 numbers[5] = { stream->ssrc, stream->payload_type, stream->event_type,
                        stream->n_packets, stream->n_lost };
  static const char *const counts[] = { "ssrc=", "type=", "event-type=", "packets=",
                                        "lost=" };
  const struct
  {
    const char *key;
    gint64 *us;
  } times[] = {
    { "start=", &stream->start_us },
    { "end=", &stream->end_us },
    { "jitter=", &stream->jitter_us },
    { "max-jitter=", &stream->max_jitter_us },
  };

  if (lore_scan_literal (scan, "key="))
    return take_pressed (scan, stream);
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    if (lore_scan_literal (scan, times[i].key))
      return take_us (scan, times[i].us);
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    if (lore_scan_literal (scan, counts[i]))
      {
        if (!lore_scan_number (scan, 1, 10, &numbers[i]))
          return FALSE;
        stream->ssrc = numbers[0];
        stream->payload_type = numbers[1] & 0x7f;
        stream->event_type = numbers[2] & 0x7f;
        stream->n_packets = numbers[3];
        stream->n_lost = numbers[4];
        return TRUE;
      }
  return FALSE;
}

static char *
take_end (LoreScan *scan)
{
  const char *begin = scan->at;

  while (scan->at < scan->end && *scan->at != ' ')
    scan->at++;
  return scan->at > begin ? lore_session_dup_word (begin, scan->at - begin) : NULL;
}

LoreRtpStream *
lore_session_dup_stream (const char *text, gsize len)
{
  LoreScan scan = { text, text + len };
  g_autofree char *source = NULL;
  g_autofree char *destination = NULL;
  g_autoptr (LoreRtpStream) stream = NULL;

  if (!lore_scan_literal (&scan, "stream ") || (source = take_end (&scan)) == NULL
      || !lore_scan_literal (&scan, " -> ") || (destination = take_end (&scan)) == NULL)
    return NULL;
  stream = lore_rtp_stream_new (source, destination);
  while (lore_scan_literal (&scan, " "))
    if (!take_stream_key (&scan, stream))
      return NULL;
  return lore_scan_at_end (&scan) ? g_steal_pointer (&stream) : NULL;
}
