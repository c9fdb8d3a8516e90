/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading captures of libpcap's own format (IETF draft-ietf-opsawg-pcap), of either byte
 * order, with micro- or nanoseconds. pcapng.c reads the newer format.
 */
#include "formats/byte-order.h"
#include "formats/format-private.h"
#include "formats/packet.h"
#include "formats/feed.h"

#define FILE_HEADER 24
#define RECORD_HEADER 16
/* The most a record holds (MAXIMUM_SNAPLEN of libpcap; more only on links that carry no
 * IP): a length beyond it is damage. */
#define RECORD_MAX (256 * 1024)
/* Link types have 26 bits; those above tell of a checksum behind each frame. */
#define LINK_TYPE_MASK 0x03ffffff

typedef struct
{
  guint32 magic;
  guint units_per_us;
  gsize record_header;
} Variant;

typedef struct
{
  const Variant *variant;
  gboolean swapped;
  guint32 link_type;
  guint32 snap_len;
  guint minor;
} Header;

static const Variant variants[] = {
  { 0xa1b2c3d4, 1, RECORD_HEADER },
  { 0xa1b23c4d, 1000, RECORD_HEADER },
  { 0xa1b2cd34, 1, RECORD_HEADER + 8 }, /* Kuznetzov's: an interface and a packet type */
};

static const Variant *
find_variant (gconstpointer data, gboolean *ret_swapped)
{
  for (gsize i = 0; i < G_N_ELEMENTS (variants); i++)
    for (gboolean swapped = FALSE; swapped <= TRUE; swapped++)
      if (lore_read32 (data, swapped) == variants[i].magic)
        {
          *ret_swapped = swapped;
          return &variants[i];
        }
  return NULL;
}

guint
lore_pcap_probe (const LoreInput *input)
{
  gboolean swapped = FALSE;

  return input->len >= 4 && find_variant (input->data, &swapped) != NULL ? 100 : 0;
}

static gboolean
read_header (LoreFeed *feed, const LoreInput *input, Header *header, GError **error)
{
  const guint8 *data = lore_feed_take (feed, FILE_HEADER);
  g_autofree char *reason = NULL;
  guint major;

  if (data == NULL)
    {
      reason = g_strdup_printf ("%" G_GSIZE_FORMAT " < %d", input->len, FILE_HEADER);
      lore_input_set_problem (input, error, "file-pcap-header", "reason", reason);
      return FALSE;
    }
  header->variant = find_variant (data, &header->swapped);
  major = lore_read16 (data + 4, header->swapped);
  header->minor = lore_read16 (data + 6, header->swapped);
  header->snap_len = lore_read32 (data + 16, header->swapped);
  header->link_type = lore_read32 (data + 20, header->swapped) & LINK_TYPE_MASK;
  if (header->snap_len == 0 || header->snap_len > RECORD_MAX)
    header->snap_len = RECORD_MAX;
  if (major == 2 && header->minor <= 4)
    return TRUE;
  reason = g_strdup_printf ("%u.%u > 2.4", major, header->minor);
  lore_input_set_problem (input, error, "file-pcap-header", "reason", reason);
  return FALSE;
}

/* The next record to @packets; FALSE at the end, at damage (*ret_damaged) and when the
 * user cancelled. */
static gboolean
read_record (LoreFeed *feed, const Header *header, LorePackets *packets,
             gboolean *ret_damaged)
{
  const guint8 *record = lore_feed_take (feed, header->variant->record_header);
  const guint8 *data;
  guint32 seconds, fraction, len, wire_len;

  *ret_damaged = record == NULL && !lore_feed_at_end (feed);
  if (record == NULL)
    return FALSE;
  seconds = lore_read32 (record, header->swapped);
  fraction = lore_read32 (record + 4, header->swapped);
  len = lore_read32 (record + 8, header->swapped);
  wire_len = lore_read32 (record + 12, header->swapped);
  /* Before version 2.3 the lengths stood the other way round, in 2.3 either way. */
  if (header->minor < 3 || (header->minor == 3 && len > wire_len))
    {
      guint32 swap = len;

      len = wire_len;
      wire_len = swap;
    }
  data = len <= RECORD_MAX ? lore_feed_take (feed, len) : NULL;
  *ret_damaged = data == NULL;
  return data != NULL
         && lore_packets_add (
             packets, header->link_type, data, MIN (len, header->snap_len), wire_len,
             (gint64)seconds * G_USEC_PER_SEC + fraction / header->variant->units_per_us);
}

gboolean
lore_pcap_read (LoreImport *import, LoreInput *input, GError **error)
{
  g_autoptr (LoreFeed) feed = lore_feed_new (input);
  g_autoptr (LorePackets) packets = NULL;
  gboolean damaged = FALSE;
  Header header = { NULL };

  if (!read_header (feed, input, &header, error))
    return FALSE;
  packets = lore_packets_new (import);
  while (read_record (feed, &header, packets, &damaged))
    ;
  if (damaged)
    lore_packets_tell_damage (packets);
  return TRUE;
}
