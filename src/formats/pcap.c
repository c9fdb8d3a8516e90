/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading captures of libpcap's own format, of either byte order, with micro- or
 * nanoseconds. pcapng.c reads the newer format.
 */
#include "formats/format-private.h"
#include "formats/packet.h"

#include <pcap/pcap.h>
#include <string.h>

guint
lore_pcap_probe (const LoreInput *input)
{
  static const guint32 magics[] = { 0xa1b2c3d4, 0xa1b23c4d, 0xa1b2cd34 };
  guint32 magic;

  if (input->len < sizeof magic)
    return 0;
  memcpy (&magic, input->data, sizeof magic);
  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++)
    if (magic == magics[i] || magic == GUINT32_SWAP_LE_BE (magics[i]))
      return 100;
  return 0;
}

static pcap_t *
open_pcap (const LoreInput *input, GError **error)
{
  char reason[PCAP_ERRBUF_SIZE] = "";
  FILE *stream = fmemopen ((gpointer)input->data, input->len, "rb");
  pcap_t *pcap = stream != NULL ? pcap_fopen_offline (stream, reason) : NULL;

  if (pcap != NULL)
    return pcap;
  if (stream != NULL)
    fclose (stream);
  lore_input_set_problem (input, error, "file-pcap-header", "reason", reason);
  return NULL;
}

gboolean
lore_pcap_read (LoreImport *import, const LoreInput *input, GError **error)
{
  g_autoptr (LorePackets) packets = NULL;
  pcap_t *pcap = open_pcap (input, error);
  struct pcap_pkthdr *header;
  const guchar *data;
  int status;

  if (pcap == NULL)
    return FALSE;
  packets = lore_packets_new (import);
  while ((status = pcap_next_ex (pcap, &header, &data)) == 1)
    {
      gint64 unix_us = (gint64)header->ts.tv_sec * G_USEC_PER_SEC + header->ts.tv_usec;

      if (!lore_packets_add (packets, pcap_datalink (pcap), data, header->caplen,
                             header->len, unix_us))
        break;
    }
  if (status == PCAP_ERROR)
    {
      LoreImportReport *report = lore_import_get_report (import);
      g_autofree char *count =
          g_strdup_printf ("%u", report->n_messages + report->n_skipped);

      lore_import_remark (import, "capture-damaged", "count", count, NULL);
    }
  pcap_close (pcap);
  return TRUE;
}
