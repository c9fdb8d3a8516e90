/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as packets: the first chooses the link type, then each packet has its length
 * in two octets before it. Fragments, TCP, WebSocket and RTP are behind that door.
 */
#include "fuzz.h"

#include "formats/packet.h"

static const guint32 links[] = { LORE_LINK_RAW,         LORE_LINK_ETHERNET,
                                 LORE_LINK_NULL,        LORE_LINK_LOOP,
                                 LORE_LINK_SLL,         LORE_LINK_SLL2,
                                 LORE_LINK_EXPORTED_PDU };

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = lore_import_report_new ();
  LoreImport *import = lore_import_new (trace, report, NULL);
  LorePackets *packets = lore_packets_new (import);
  guint32 link = size > 0 ? links[data[0] % G_N_ELEMENTS (links)] : LORE_LINK_RAW;
  gsize at = 1;

  for (gint64 us = 0; at + 2 <= size; us += 20000)
    {
      gsize len = MIN ((gsize)(data[at] << 8 | data[at + 1]), size - at - 2);
      /* What is read beyond its end is another block's. */
      g_autofree guint8 *packet = g_memdup2 (data + at + 2, len);

      if (!lore_packets_add (packets, link, packet, len, len, us))
        break;
      at += 2 + len;
    }
  lore_packets_free (packets);
  lore_import_free (import);
  if (report->n_messages > lore_trace_get_n_events (trace))
    fuzz_fail ("more messages than events");
  return 0;
}
