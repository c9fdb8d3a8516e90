/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Captures of libpcap's own format, by libpcap: either byte order, micro- or nanoseconds,
 * and its older variants. pcapng.c has the newer format, of which libpcap reads the half.
 */
#include "formats/c-stream.h"
#include "formats/format-private.h"
#include "formats/packet-write.h"
#include "formats/packet.h"

#include <pcap/pcap.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (pcap_t, pcap_close)

guint
lore_pcap_probe (const LoreIntake *intake)
{
  static const guint32 magics[] = { 0xa1b2c3d4, 0xa1b23c4d, 0xa1b2cd34 };
  guint32 magic;

  if (intake->len < sizeof magic)
    return 0;
  memcpy (&magic, intake->data, sizeof magic);
  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++)
    if (magic == magics[i] || magic == GUINT32_SWAP_LE_BE (magics[i]))
      return 100;
  return 0;
}

/* --- in ---------------------------------------------------------------------- */

static pcap_t *
open_pcap (LoreIntake *intake, GError **error)
{
  char reason[PCAP_ERRBUF_SIZE] = "";
  FILE *file = lore_intake_open_c_stream (intake);
  pcap_t *pcap = file != NULL ? pcap_fopen_offline (file, reason) : NULL;

  if (pcap != NULL)
    return pcap;
  if (file != NULL)
    fclose (file);
  lore_intake_set_problem (intake, error, "file-pcap-header", "reason", reason);
  return NULL;
}

gboolean
lore_pcap_read (LoreImport *import, LoreIntake *intake, GError **error)
{
  g_autoptr (LorePackets) packets = NULL;
  g_autoptr (pcap_t) pcap = open_pcap (intake, error);
  struct pcap_pkthdr *header;
  const guchar *data;
  guint32 link_type;
  int status;

  if (pcap == NULL)
    return FALSE;
  link_type = pcap_datalink (pcap);
  packets = lore_packets_new (import);
  while ((status = pcap_next_ex (pcap, &header, &data)) == 1)
    if (!lore_packets_add (packets, link_type, data, header->caplen, header->len,
                           (gint64)header->ts.tv_sec * G_USEC_PER_SEC
                               + header->ts.tv_usec))
      break;
  if (status == PCAP_ERROR)
    lore_packets_tell_damage (packets);
  return TRUE;
}

/* --- out --------------------------------------------------------------------- */

static gboolean
on_packet (const LorePacket *packet, gpointer dumper, GError **error)
{
  struct pcap_pkthdr header = { { 0 }, 0, 0 };

  header.ts.tv_sec = packet->time_us / G_USEC_PER_SEC;
  header.ts.tv_usec = packet->time_us % G_USEC_PER_SEC;
  header.caplen = header.len = packet->len;
  pcap_dump (dumper, &header, packet->data);
  return TRUE;
}

gboolean
lore_pcap_write (LoreTrace *trace, GOutputStream *stream, GError **error)
{
  g_autoptr (GError) failure = NULL;
  LoreLinkType link = lore_packet_choose_link (trace);
  g_autoptr (pcap_t) pcap = pcap_open_dead (
      link == LORE_LINK_RAW ? DLT_RAW : DLT_WIRESHARK_UPPER_PDU, LORE_CAPTURE_MAX);
  FILE *file = lore_output_open_c_stream (stream, &failure);
  pcap_dumper_t *dumper = pcap_dump_fopen (pcap, file);
  gboolean written = lore_packet_write (trace, link, on_packet, dumper, error);

  if (written && pcap_dump_flush (dumper) != 0)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      written = FALSE;
    }
  pcap_dump_close (dumper);
  return written;
}
