/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writing pcapng, which can say in a comment what was made up, in the byte order of the
 * machine. pcap.c writes the format that every tool reads.
 */
#include "formats/format-private.h"
#include "formats/packet-write.h"

#include <string.h>

#define COMMENT                                                                          \
  "Written by Siplore from messages: headers below SIP are made up or left out, and so " \
  "are addresses from 192.0.2.0/24 and 198.51.100.0/24 and times in 1970 made up."

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
put_interface (GByteArray *data, LoreLinkType link)
{
  g_autoptr (GByteArray) inside = g_byte_array_new ();

  put16 (inside, link);
  put16 (inside, 0);
  put32 (inside, LORE_CAPTURE_MAX);
  put_block (data, 1, inside);
}

static gboolean
on_packet (const LorePacket *packet, gpointer stream, GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autoptr (GByteArray) inside = g_byte_array_new ();

  put32 (inside, 0);
  put32 (inside, (guint64)packet->time_us >> 32);
  put32 (inside, packet->time_us);
  put32 (inside, packet->len);
  put32 (inside, packet->len);
  g_byte_array_append (inside, packet->data, packet->len);
  pad (inside);
  put_block (data, 6, inside);
  return flush (data, stream, error);
}

gboolean
lore_pcapng_write (LoreTrace *trace, GOutputStream *stream, GError **error)
{
  LoreLinkType link = lore_packet_choose_link (trace);
  g_autoptr (GByteArray) data = g_byte_array_new ();

  put_section (data);
  put_interface (data, link);
  return flush (data, stream, error)
         && lore_packet_write (trace, link, on_packet, stream, error);
}
