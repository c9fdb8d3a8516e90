/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/rtp-stream.h"

#include "base/args.h"
#include "trace/narrate.h"

LoreRtpStream *
lore_rtp_stream_new (const char *source, const char *destination)
{
  LoreRtpStream *stream = g_new0 (LoreRtpStream, 1);

  stream->source = g_strdup (source);
  stream->destination = g_strdup (destination);
  stream->keys = g_array_new (FALSE, FALSE, sizeof (LoreRtpKey));
  stream->call = LORE_ID_NONE;
  stream->sender = LORE_ID_NONE;
  stream->receiver = LORE_ID_NONE;
  return stream;
}

void
lore_rtp_stream_free (LoreRtpStream *stream)
{
  if (stream == NULL)
    return;
  g_free (stream->source);
  g_free (stream->destination);
  g_free (stream->codec);
  g_array_unref (stream->keys);
  g_free (stream);
}

void
lore_rtp_stream_copy_counts (LoreRtpStream *stream, const LoreRtpStream *from)
{
  stream->ssrc = from->ssrc;
  stream->payload_type = from->payload_type;
  stream->event_type = from->event_type;
  stream->start_us = from->start_us;
  stream->end_us = from->end_us;
  stream->n_packets = from->n_packets;
  stream->n_lost = from->n_lost;
  stream->jitter_us = from->jitter_us;
  stream->max_jitter_us = from->max_jitter_us;
  g_array_set_size (stream->keys, 0);
  g_array_append_vals (stream->keys, from->keys->data, from->keys->len);
}

void
lore_rtp_stream_shift (LoreRtpStream *stream, gint64 by_us)
{
  stream->start_us += by_us;
  stream->end_us += by_us;
  for (guint i = 0; i < stream->keys->len; i++)
    g_array_index (stream->keys, LoreRtpKey, i).us += by_us;
}

char *
lore_rtp_stream_dup_digits (const LoreRtpStream *stream)
{
  GString *digits;

  if (stream->keys->len == 0)
    return NULL;
  digits = g_string_new (NULL);
  for (guint i = 0; i < stream->keys->len; i++)
    g_string_append_c (digits, g_array_index (stream->keys, LoreRtpKey, i).key);
  return g_string_free (digits, FALSE);
}

static char *
dup_side (LoreTrace *trace, guint32 participant, const char *address)
{
  LoreParticipant facts;

  if (participant == LORE_ID_NONE)
    return g_strdup (address);
  lore_trace_get_participant (trace, participant, &facts);
  return g_strdup (facts.name);
}

char **
lore_rtp_stream_dup_args (LoreTrace *trace, const LoreRtpStream *stream)
{
  g_autofree char *from = dup_side (trace, stream->sender, stream->source);
  g_autofree char *to = dup_side (trace, stream->receiver, stream->destination);
  g_autofree char *codec = stream->codec != NULL
                               ? g_strdup (stream->codec)
                               : g_strdup_printf ("PT %u", stream->payload_type);
  g_autofree char *packets = g_strdup_printf ("%u", stream->n_packets);
  g_autofree char *lost = g_strdup_printf ("%u", stream->n_lost);
  g_autofree char *jitter = lore_duration_dup_text (stream->jitter_us);
  g_autofree char *duration = lore_duration_dup_text (stream->end_us - stream->start_us);
  g_autofree char *keys = lore_rtp_stream_dup_digits (stream);

  return lore_args_new ("codec", codec, "source", stream->source, "destination",
                        stream->destination, "from", from, "to", to, "packets", packets,
                        "lost", lost, "jitter", jitter, "duration", duration, "keys",
                        keys != NULL ? keys : "", NULL);
}
