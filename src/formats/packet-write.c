/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/packet-write.h"

#include "base/problem.h"
#include "formats/packet-build.h"
#include "sip/stream.h"
#include "trace/lookup.h"

#include <string.h>

typedef struct
{
  LoreTrace *trace;
  LoreLinkType link;
  GHashTable *sent; /* owned LorePacketRoute → number of the next octet of its stream */
  LorePacketFunc func;
  gpointer user_data;
} Writer;

/* --- what can be written so -------------------------------------------------------- */

/* Whether who reads the stream will find this message in it (RFC 3261 §18.3). */
static gboolean
is_framed (const guint8 *data, gsize len)
{
  g_autoptr (SipStream) stream = sip_stream_new ();
  g_autoptr (GBytes) message = NULL;

  sip_stream_feed (stream, data, len);
  return lore_payload_is_sip (data, len)
         && sip_stream_take (stream, &message) == SIP_STREAM_MESSAGE
         && g_bytes_get_size (message) == len;
}

static gboolean
fits_into_packets (LoreTrace *trace, guint32 message)
{
  LoreMessage facts;
  gsize len;
  const guint8 *data = lore_trace_get_data (trace, message, &len);

  lore_trace_get_message (trace, message, &facts);
  return facts.transport == LORE_TRANSPORT_TCP ? is_framed (data, len)
                                               : facts.transport <= LORE_TRANSPORT_UDP;
}

LoreLinkType
lore_packet_choose_link (LoreTrace *trace)
{
  guint n = lore_trace_get_n_messages (trace);

  for (guint i = 0; i < n; i++)
    if (!fits_into_packets (trace, i))
      return LORE_LINK_EXPORTED_PDU;
  return LORE_LINK_RAW;
}

/* --- writing ----------------------------------------------------------------------- */

static gint64
get_time (const LoreMessage *message)
{
  gint64 time_us = message->unix_us != LORE_TIME_UNKNOWN   ? message->unix_us
                   : message->sent_us != LORE_TIME_UNKNOWN ? message->sent_us
                                                           : message->received_us;

  return MAX (time_us, 0); /* LORE_TIME_UNKNOWN too */
}

static guint
route_hash (gconstpointer route)
{
  return lore_hash_whole (route, sizeof (LorePacketRoute));
}

static gboolean
route_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (LorePacketRoute)) == 0;
}

static guint32
get_next (const Writer *writer, const LorePacketRoute *route)
{
  gpointer next;

  /* As if a SYN numbered 0 had gone before. */
  return g_hash_table_lookup_extended (writer->sent, route, NULL, &next)
             ? GPOINTER_TO_UINT (next)
             : 1;
}

/* Takes @data. */
static gboolean
put (const Writer *writer, const LoreMessage *message, GByteArray *data, GError **error)
{
  g_autoptr (GByteArray) owned = data;
  const LorePacket packet = { owned->data, owned->len, get_time (message) };

  return writer->func (&packet, writer->user_data, error);
}

static gboolean
put_segments (const Writer *writer, const LoreMessage *message,
              const LorePacketRoute *route, const guint8 *data, gsize len, GError **error)
{
  const LorePacketRoute back = { route->destination, route->source };
  gsize room = lore_packet_get_room (route, LORE_TRANSPORT_TCP);
  guint32 next = get_next (writer, route);

  for (gsize at = 0; at < len; at += room)
    if (!put (writer, message,
              lore_packet_build_tcp (route, next + at, get_next (writer, &back),
                                     data + at, MIN (room, len - at)),
              error))
      return FALSE;
  g_hash_table_replace (writer->sent, g_memdup2 (route, sizeof *route),
                        GUINT_TO_POINTER ((guint32)(next + len)));
  return TRUE;
}

static gboolean
put_message (const Writer *writer, guint32 id, GError **error)
{
  gboolean exported = writer->link == LORE_LINK_EXPORTED_PDU;
  LorePacketRoute route;
  LoreMessage message;
  gsize len;
  const guint8 *data = lore_trace_get_data (writer->trace, id, &len);

  lore_trace_get_message (writer->trace, id, &message);
  lore_packet_route_init (&route, writer->trace, &message);
  if (message.transport == LORE_TRANSPORT_TCP && !exported)
    return put_segments (writer, &message, &route, data, len, error);
  if (len
      > lore_packet_get_room (&route, exported ? LORE_TRANSPORT_TLS : LORE_TRANSPORT_UDP))
    {
      g_autofree char *number = g_strdup_printf ("%u", id + 1);

      lore_problem_set (error, LORE_PROBLEM_FILE, "message-too-large-for-capture",
                        "number", number, NULL);
      return FALSE;
    }
  return put (writer, &message,
              exported ? lore_packet_build_exported (&route, message.transport, data, len)
                       : lore_packet_build_udp (&route, data, len),
              error);
}

gboolean
lore_packet_write (LoreTrace *trace, LoreLinkType link, LorePacketFunc func,
                   gpointer user_data, GError **error)
{
  g_autoptr (GHashTable) sent =
      g_hash_table_new_full (route_hash, route_equal, g_free, NULL);
  const Writer writer = { trace, link, sent, func, user_data };
  guint n = lore_trace_get_n_messages (trace);

  for (guint i = 0; i < n; i++)
    if (!put_message (&writer, i, error))
      return FALSE;
  return TRUE;
}
