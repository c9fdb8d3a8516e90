/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a packet of HEP3 whose head is right: its length is what there is.
 */
#include "fuzz.h"

#include "formats/format.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GByteArray) packet = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LoreImportReport) report = NULL;
  guint len = MIN (size, G_MAXUINT16 - 6) + 6;

  g_byte_array_append (packet, (const guint8 *)"HEP3", 4);
  g_byte_array_append (packet, (const guint8[]){ len >> 8, len }, 2);
  g_byte_array_append (packet, data, len - 6);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&packet));
  report = lore_format_read_bytes (bytes, trace, &error);
  if ((report == NULL) != (error != NULL))
    fuzz_fail ("neither a report nor a problem");
  return 0;
}
