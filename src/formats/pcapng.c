/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading pcapng (IETF draft-ietf-opsawg-pcapng): blocks in sections, each section in its
 * own byte order, each interface with its own link type and clock.
 */
#include "formats/byte-order.h"
#include "formats/format-private.h"
#include "formats/packet.h"
#include "formats/feed.h"

#define BLOCK_SECTION 0x0a0d0d0a
#define BLOCK_INTERFACE 1
#define BLOCK_PACKET_OLD 2
#define BLOCK_SIMPLE 3
#define BLOCK_ENHANCED 6
#define BLOCK_SECRETS 10
#define ORDER_MAGIC 0x1a2b3c4d
/* The largest packets that are captured (of USB) fit; a length beyond it is damage. */
#define BLOCK_MAX (256 * 1024 * 1024)

#define OPTION_TSRESOL 9
#define OPTION_TSOFFSET 14

typedef struct
{
  guint32 link_type;
  guint32 snap_len;
  guint64 units_per_second;
  gint64 offset_s;
} Interface;

typedef struct
{
  LorePackets *packets;
  GArray *interfaces; /* of Interface; of this section */
  gboolean swapped;
} Section;

/* A block's inside, its type and lengths taken off. */
typedef struct
{
  const guint8 *data;
  gsize len;
} Block;

static guint32
get32 (const Section *section, const guint8 *at)
{
  return lore_read32 (at, section->swapped);
}

static guint16
get16 (const Section *section, const guint8 *at)
{
  return lore_read16 (at, section->swapped);
}

guint
lore_pcapng_probe (const LoreIntake *intake)
{
  return intake->len >= 12 && memcmp (intake->data, "\x0a\x0d\x0d\x0a", 4) == 0
                 && (memcmp (intake->data + 8, "\x1a\x2b\x3c\x4d", 4) == 0
                     || memcmp (intake->data + 8, "\x4d\x3c\x2b\x1a", 4) == 0)
             ? 100
             : 0;
}

/* --- interfaces ----------------------------------------------------------------------
 */

/* if_tsresol: a power of ten, or of two when the top bit is set. */
static guint64
units_of (guint8 resolution)
{
  guint power = resolution & 0x7f;
  guint64 units = 1;

  if ((resolution & 0x80) != 0)
    return power < 63 ? (guint64)1 << power : G_USEC_PER_SEC;
  if (power > 18)
    return G_USEC_PER_SEC;
  while (power-- > 0)
    units *= 10;
  return units;
}

static void
read_interface (Section *section, Block block)
{
  Interface interface = { .units_per_second = G_USEC_PER_SEC };
  gsize at = 8;

  if (block.len < 8)
    return;
  interface.link_type = get16 (section, block.data);
  interface.snap_len = get32 (section, block.data + 4);
  while (at + 4 <= block.len)
    {
      guint option = get16 (section, block.data + at);
      gsize len = get16 (section, block.data + at + 2);
      const guint8 *value = block.data + at + 4;

      if (option == 0 || at + 4 + len > block.len)
        break;
      if (option == OPTION_TSRESOL && len >= 1)
        interface.units_per_second = units_of (*value);
      else if (option == OPTION_TSOFFSET && len >= 8)
        interface.offset_s = lore_read64 (value, section->swapped);
      at += 4 + (len + 3) / 4 * 4;
    }
  g_array_append_val (section->interfaces, interface);
}

static const Interface *
find_interface (const Section *section, guint32 id)
{
  return id < section->interfaces->len
             ? &g_array_index (section->interfaces, Interface, id)
             : NULL;
}

static gint64
to_unix_us (const Interface *interface, guint32 high, guint32 low)
{
  guint64 time = (guint64)high << 32 | low;
  guint64 units = interface->units_per_second;
  double fraction = (double)(time % units) / units;

  if (time / units > G_MAXINT32 * (guint64)8)
    return LORE_TIME_UNKNOWN; /* not a date anyone captured on */
  return ((gint64)(time / units) + CLAMP (interface->offset_s, -G_MAXINT32, G_MAXINT32))
             * G_USEC_PER_SEC
         + (gint64)(fraction * G_USEC_PER_SEC + 0.5);
}

/* --- packets -------------------------------------------------------------------------
 */

/* The enhanced packet block, and the old one, which differs in its first word. */
static gboolean
read_packet (Section *section, Block block, gboolean old)
{
  const Interface *interface;
  gsize len;

  if (block.len < 20)
    return TRUE;
  interface = find_interface (section, old ? get16 (section, block.data)
                                           : get32 (section, block.data));
  if (interface == NULL)
    return TRUE;
  len = get32 (section, block.data + 12);
  return lore_packets_add (section->packets, interface->link_type, block.data + 20,
                           MIN (len, block.len - 20), get32 (section, block.data + 16),
                           to_unix_us (interface, get32 (section, block.data + 4),
                                       get32 (section, block.data + 8)));
}

/* A simple packet has no time and belongs to the first interface. */
static gboolean
read_simple (Section *section, Block block)
{
  const Interface *interface = find_interface (section, 0);
  gsize wire_len, len;

  if (block.len < 4 || interface == NULL)
    return TRUE;
  wire_len = get32 (section, block.data);
  len = MIN (wire_len, block.len - 4);
  if (interface->snap_len > 0)
    len = MIN (len, interface->snap_len);
  return lore_packets_add (section->packets, interface->link_type, block.data + 4, len,
                           wire_len, LORE_TIME_UNKNOWN);
}

static gboolean
read_block (Section *section, guint32 type, Block block)
{
  switch (type)
    {
    case BLOCK_SECTION:
      g_array_set_size (section->interfaces, 0);
      return TRUE;
    case BLOCK_INTERFACE:
      read_interface (section, block);
      return TRUE;
    case BLOCK_PACKET_OLD:
      return read_packet (section, block, TRUE);
    case BLOCK_SIMPLE:
      return read_simple (section, block);
    case BLOCK_ENHANCED:
      return read_packet (section, block, FALSE);
    case BLOCK_SECRETS:
      lore_packets_note_keys (section->packets);
      return TRUE;
    default:
      return TRUE; /* names, statistics, and what is yet to be invented */
    }
}

/* The next block, whole, at *ret_data; 0 when the file ends in it or it is damaged. A
 * section header says in which byte order its own length is. */
static gsize
take_block (Section *section, LoreFeed *feed, const guint8 **ret_data)
{
  const guint8 *data = lore_feed_peek (feed, 12);
  guint32 len;

  if (data == NULL)
    return 0;
  if (memcmp (data, "\x0a\x0d\x0d\x0a", 4) == 0)
    section->swapped = lore_read32 (data + 8, TRUE) == ORDER_MAGIC;
  len = get32 (section, data + 4);
  if (len < 12 || len % 4 != 0 || len > BLOCK_MAX)
    return 0;
  *ret_data = lore_feed_take (feed, len);
  return *ret_data != NULL ? len : 0;
}

gboolean
lore_pcapng_read (LoreImport *import, LoreIntake *intake, GError **error)
{
  g_autoptr (LoreFeed) feed = lore_feed_new (intake);
  g_autoptr (LorePackets) packets = lore_packets_new (import);
  g_autoptr (GArray) interfaces = g_array_new (FALSE, FALSE, sizeof (Interface));
  Section section = { packets, interfaces, FALSE };
  const guint8 *data;
  gsize len;

  while ((len = take_block (&section, feed, &data)) > 0)
    if (!read_block (&section, get32 (&section, data), (Block){ data + 8, len - 12 }))
      return TRUE; /* cancelled */
  if (!lore_feed_at_end (feed))
    lore_packets_tell_damage (packets);
  return TRUE;
}
