/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Jitter is counted in units of the sender's clock, whose rate only SDP tells for certain
 * and a capture may not hold it. So it is counted for each usual rate at once, and the
 * rate chosen at the end: by the payload type where RFC 3551 fixes it, else by how fast
 * the timestamps went.
 */
#include "formats/rtp.h"

#include <math.h>
#include <string.h>

#include "trace/lookup.h"
#include "trace/media.h"

#define HEADER 12
/* No port below is used for media, and the datagrams of name servers are many. */
#define LOWEST_PORT 1024
/* Of sequence numbers: more than so many at once were not lost, the source began anew
 * (RFC 3550 §A.1). */
#define DROPOUT_MAX 3000
#define FIRST_DYNAMIC 96
#define EVENT_LEN 4

static const guint rates[] = { 8000,  11025, 16000, 22050, 24000,
                               32000, 44100, 48000, 90000 };
static const char keys[] = "0123456789*#ABCD"; /* RFC 4733 §3.2 */

typedef struct
{
  double now; /* seconds */
  double sum;
  double most;
} Jitter;

typedef struct
{
  guint32 ssrc;
  guint32 timestamp;
  guint16 sequence;
  guint8 payload_type;
  gint64 unix_us;
  const guint8 *payload;
  gsize payload_len;
} Packet;

typedef struct
{
  guint32 ssrc;
  gboolean proven; /* two packets in sequence were seen */

  guint16 sequence;   /* the highest */
  guint64 n_expected; /* as the sequence numbers say */
  guint n_packets;
  gint64 start_us;
  gint64 end_us;

  /* Of packets that are no telephone-events. */
  gboolean has_media;
  guint8 payload_type;
  guint n_jitter;
  gint64 media_us; /* the last */
  guint32 timestamp;
  gint64 first_media_us;
  gint64 n_ticks; /* since the first */
  Jitter jitter[G_N_ELEMENTS (rates)];

  guint8 event_type; /* 0 none */
  gboolean no_event; /* payloads of that type were of another size */
  guint32 event_timestamp;
  GArray *keys; /* of LoreRtpKey; owned */
} Stream;

typedef struct
{
  LorePacketAddress source;
  LorePacketAddress destination;
  GPtrArray *streams; /* owned */
} Route;

struct _LoreRtp
{
  GHashTable *routes; /* owned Route, its own key */
  Route *last;        /* borrowed: most packets come where the one before came */
};

static void
stream_free (gpointer data)
{
  Stream *stream = data;

  g_array_unref (stream->keys);
  g_free (stream);
}

static void
route_free (gpointer data)
{
  Route *route = data;

  g_ptr_array_unref (route->streams);
  g_free (route);
}

static guint
route_hash (gconstpointer data)
{
  return lore_hash_whole (data, 2 * sizeof (LorePacketAddress));
}

static gboolean
route_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, 2 * sizeof (LorePacketAddress)) == 0;
}

LoreRtp *
lore_rtp_new (void)
{
  LoreRtp *rtp = g_new0 (LoreRtp, 1);

  rtp->routes = g_hash_table_new_full (route_hash, route_equal, NULL, route_free);
  return rtp;
}

void
lore_rtp_free (LoreRtp *rtp)
{
  g_hash_table_unref (rtp->routes);
  g_free (rtp);
}

/* --- packets ----------------------------------------------------------------------- */

static guint32
get32 (const guint8 *at)
{
  return (guint32)at[0] << 24 | at[1] << 16 | at[2] << 8 | at[3];
}

/* RFC 3550 §5.1. Payload types 72 to 76 are what RTCP's packet types look like. */
static gboolean
take_packet (const guint8 *data, gsize len, Packet *packet)
{
  gsize header;
  guint padding = 0;

  if (len < HEADER || data[0] >> 6 != 2)
    return FALSE;
  packet->payload_type = data[1] & 0x7f;
  if (packet->payload_type >= 72 && packet->payload_type <= 76)
    return FALSE;
  header = HEADER + 4 * (data[0] & 0x0f);
  if ((data[0] & 0x10) != 0)
    {
      if (len < header + 4)
        return FALSE;
      header += 4 + 4 * (data[header + 2] << 8 | data[header + 3]);
    }
  if ((data[0] & 0x20) != 0)
    padding = data[len - 1];
  if (len < header + padding)
    return FALSE;
  packet->sequence = data[2] << 8 | data[3];
  packet->timestamp = get32 (data + 4);
  packet->ssrc = get32 (data + 8);
  packet->payload = data + header;
  packet->payload_len = len - header - padding;
  return TRUE;
}

/* --- streams ----------------------------------------------------------------------- */

static void
count_jitter (Stream *stream, const Packet *packet)
{
  double arrival = (packet->unix_us - stream->media_us) / 1e6;
  gint32 ticks = packet->timestamp - stream->timestamp;

  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      Jitter *jitter = &stream->jitter[i];

      jitter->now += (fabs (arrival - (double)ticks / rates[i]) - jitter->now) / 16;
      jitter->sum += jitter->now;
      jitter->most = MAX (jitter->most, jitter->now);
    }
  stream->n_ticks += ticks;
  stream->n_jitter++;
}

static void
take_media (Stream *stream, const Packet *packet)
{
  if (stream->has_media)
    count_jitter (stream, packet);
  else
    {
      stream->payload_type = packet->payload_type;
      stream->first_media_us = packet->unix_us;
    }
  stream->has_media = TRUE;
  stream->media_us = packet->unix_us;
  stream->timestamp = packet->timestamp;
}

/* Four octets of a dynamic payload type: event, E R and volume, duration. All packets of
 * one event have its timestamp (RFC 4733 §2.5.1.2). */
static gboolean
take_event (Stream *stream, const Packet *packet)
{
  const guint8 *payload = packet->payload;
  LoreRtpKey key = { packet->unix_us, packet->timestamp, '\0' };

  if (packet->payload_type < FIRST_DYNAMIC
      || (stream->has_media && packet->payload_type == stream->payload_type))
    return FALSE;
  if (packet->payload_len != EVENT_LEN || (payload[1] & 0x40) != 0)
    {
      stream->no_event |= packet->payload_type == stream->event_type;
      return FALSE;
    }
  if (stream->event_type != 0 && stream->event_type != packet->payload_type)
    return FALSE;
  if (payload[0] < strlen (keys)
      && (stream->event_type == 0 || stream->event_timestamp != packet->timestamp))
    {
      key.key = keys[payload[0]];
      g_array_append_val (stream->keys, key);
    }
  stream->event_type = packet->payload_type;
  stream->event_timestamp = packet->timestamp;
  return TRUE;
}

static void
begin (Stream *stream, const Packet *packet)
{
  GArray *none = stream->keys;

  g_array_set_size (none, 0);
  *stream = (Stream){ .ssrc = packet->ssrc,
                      .sequence = packet->sequence,
                      .n_expected = 1,
                      .n_packets = 1,
                      .start_us = packet->unix_us,
                      .end_us = packet->unix_us,
                      .keys = none };
}

/* FALSE: a copy of what was there. */
static gboolean
follow (Stream *stream, const Packet *packet)
{
  gint16 step = packet->sequence - stream->sequence;

  if (step == 0)
    return FALSE;
  stream->proven |= step == 1;
  if (step > 0 && step < DROPOUT_MAX)
    stream->n_expected += step;
  else if (step < 0 && step > -DROPOUT_MAX)
    {
      stream->n_packets++; /* late */
      return TRUE;
    }
  else
    stream->n_expected++;
  stream->sequence = packet->sequence;
  stream->n_packets++;
  return TRUE;
}

static Stream *
find_stream (Route *route, const Packet *packet)
{
  Stream *unproven = NULL;
  Stream *stream;

  for (guint i = route->streams->len; i > 0; i--)
    {
      stream = g_ptr_array_index (route->streams, i - 1);
      if (stream->ssrc == packet->ssrc)
        return stream;
      if (!stream->proven)
        unproven = stream;
    }
  /* Anything may look like one packet: only one waits for its next. */
  stream = unproven;
  if (stream == NULL)
    {
      stream = g_new0 (Stream, 1);
      stream->keys = g_array_new (FALSE, FALSE, sizeof (LoreRtpKey));
      g_ptr_array_add (route->streams, stream);
    }
  begin (stream, packet);
  return stream;
}

static Route *
find_route (LoreRtp *rtp, const LorePacketAddress *source,
            const LorePacketAddress *destination)
{
  Route wanted = { *source, *destination, NULL };
  Route *route = rtp->last;

  if (route != NULL && route_equal (route, &wanted))
    return route;
  route = g_hash_table_lookup (rtp->routes, &wanted);
  if (route == NULL)
    {
      route = g_new0 (Route, 1);
      *route = wanted;
      route->streams = g_ptr_array_new_with_free_func (stream_free);
      g_hash_table_insert (rtp->routes, route, route);
    }
  rtp->last = route;
  return route;
}

gboolean
lore_rtp_add (LoreRtp *rtp, const LorePacketAddress *source,
              const LorePacketAddress *destination, gint64 unix_us, const guint8 *data,
              gsize len)
{
  Packet packet = { .unix_us = unix_us };
  Stream *stream;
  gboolean fresh;

  if (source->port < LOWEST_PORT || destination->port < LOWEST_PORT
      || !take_packet (data, len, &packet))
    return FALSE;
  stream = find_stream (find_route (rtp, source, destination), &packet);
  fresh = stream->n_packets == 1 && !stream->has_media && stream->event_type == 0;
  if (!fresh && !follow (stream, &packet))
    return stream->proven;
  stream->end_us = MAX (stream->end_us, unix_us);
  if (!take_event (stream, &packet))
    take_media (stream, &packet);
  return stream->proven;
}

/* --- the end ----------------------------------------------------------------------- */

/* The usual rate that is nearest to what the timestamps did, by ratio. */
static gsize
guess_rate (const Stream *stream)
{
  double seconds = (stream->media_us - stream->first_media_us) / 1e6;
  double seen = seconds > 0 && stream->n_ticks > 0 ? stream->n_ticks / seconds : 8000;
  gsize nearest = 0;

  for (gsize i = 1; i < G_N_ELEMENTS (rates); i++)
    if (fabs (log (seen / rates[i])) < fabs (log (seen / rates[nearest])))
      nearest = i;
  return nearest;
}

/* "PCMU/8000", "L16/44100/2": the number. */
static gsize
find_rate (const Stream *stream)
{
  const char *codec = lore_media_get_static_codec (stream->payload_type);
  const char *slash = codec != NULL ? strchr (codec, '/') : NULL;

  for (gsize i = 0; slash != NULL && i < G_N_ELEMENTS (rates); i++)
    if (g_ascii_strtoull (slash + 1, NULL, 10) == rates[i])
      return i;
  return guess_rate (stream);
}

static LoreRtpStream *
conclude (const Stream *stream, const Route *route, LoreAddressBook *book)
{
  const char *source = lore_address_book_get (book, &route->source);
  const char *destination = lore_address_book_get (book, &route->destination);
  LoreRtpStream *seen = lore_rtp_stream_new (source, destination);
  const Jitter *jitter = &stream->jitter[find_rate (stream)];

  seen->ssrc = stream->ssrc;
  seen->payload_type = stream->has_media ? stream->payload_type : stream->event_type;
  seen->start_us = stream->start_us;
  seen->end_us = stream->end_us;
  seen->n_packets = stream->n_packets;
  seen->n_lost = MAX (stream->n_expected, stream->n_packets) - stream->n_packets;
  if (stream->n_jitter > 0)
    seen->jitter_us = llround (jitter->sum / stream->n_jitter * 1e6);
  seen->max_jitter_us = llround (jitter->most * 1e6);
  if (!stream->no_event)
    {
      seen->event_type = stream->event_type;
      g_array_append_vals (seen->keys, stream->keys->data, stream->keys->len);
    }
  return seen;
}

void
lore_rtp_finish (LoreRtp *rtp, LoreAddressBook *book, LoreImport *import)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, rtp->routes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Route *route = key;

      for (guint i = 0; i < route->streams->len; i++)
        {
          const Stream *stream = g_ptr_array_index (route->streams, i);

          if (stream->proven)
            lore_import_add_stream (import, conclude (stream, route, book));
        }
    }
}
