/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writing pcapng, which can say in a comment what was made up, in the byte order of the
 * machine. pcap.c writes the format that every tool reads.
 */
#include "formats/format-private.h"
#include "formats/packet.h"
#include "formats/packet-write.h"

#include <string.h>

#define SNAP_LENGTH 262144
#define COMMENT                                                                          \
  "Written by Siplore from messages: the IP and UDP headers are made up, and so are "    \
  "addresses from 192.0.2.0/24 and 198.51.100.0/24 and times in 1970."

static void
put16 (GByteArray *data, guint16 value)
{
  g_byte_array_append (data, (const guint8 *)&value, sizeof value);
}

static void
put32 (GByteArray *data, guint32 value)
{
  g_byte_array_append (data, (const guint8 *)&value, sizeof value);
}

static gboolean
flush (GByteArray *data, GOutputStream *stream, GError **error)
{
  return g_output_stream_write_all (stream, data->data, data->len, NULL, NULL, error);
}

static void
pad (GByteArray *data)
{
  static const guint8 zeros[4] = { 0 };

  g_byte_array_append (data, zeros, (4 - data->len % 4) % 4);
}

/* A block is its type, its length, its inside and its length again. */
static void
put_block (GByteArray *data, guint32 type, const GByteArray *inside)
{
  put32 (data, type);
  put32 (data, inside->len + 12);
  g_byte_array_append (data, inside->data, inside->len);
  put32 (data, inside->len + 12);
}

static void
put_option (GByteArray *data, guint16 option, const char *text)
{
  put16 (data, option);
  put16 (data, strlen (text));
  g_byte_array_append (data, (const guint8 *)text, strlen (text));
  pad (data);
}

static void
put_section (GByteArray *data)
{
  g_autoptr (GByteArray) inside = g_byte_array_new ();

  put32 (inside, 0x1a2b3c4d);
  put16 (inside, 1);
  put16 (inside, 0);
  put32 (inside, 0xffffffff); /* the section's length: not stated */
  put32 (inside, 0xffffffff);
  put_option (inside, 1, COMMENT);
  put_option (inside, 4, "Siplore " LORE_VERSION);
  put32 (inside, 0);
  put_block (data, 0x0a0d0d0a, inside);
}

static void
put_interface (GByteArray *data)
{
  g_autoptr (GByteArray) inside = g_byte_array_new ();

  put16 (inside, LORE_LINK_RAW);
  put16 (inside, 0);
  put32 (inside, SNAP_LENGTH);
  put_block (data, 1, inside);
}

static void
put_enhanced_packet (GByteArray *data, const LorePacket *packet)
{
  g_autoptr (GByteArray) inside = g_byte_array_new ();

  put32 (inside, 0);
  put32 (inside, (guint64)packet->time_us >> 32);
  put32 (inside, packet->time_us);
  put32 (inside, packet->data->len);
  put32 (inside, packet->data->len);
  g_byte_array_append (inside, packet->data->data, packet->data->len);
  pad (inside);
  put_block (data, 6, inside);
}

static gboolean
put_packets (LoreTrace *trace, GOutputStream *stream, GError **error)
{
  guint n = lore_trace_get_n_messages (trace);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GByteArray) data = g_byte_array_new ();
      g_autoptr (GByteArray) built = NULL;
      LorePacket packet;

      if (!lore_packet_build (trace, i, &packet, error))
        return FALSE;
      built = packet.data;
      put_enhanced_packet (data, &packet);
      if (!flush (data, stream, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
lore_pcapng_write (LoreTrace *trace, GOutputStream *stream, GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();

  put_section (data);
  put_interface (data);
  return flush (data, stream, error) && put_packets (trace, stream, error);
}
