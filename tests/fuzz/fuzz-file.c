/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a file of any format: it is read, or refused with a problem.
 */
#include "fuzz.h"

#include "formats/format.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LoreImportReport) report = lore_format_read_bytes (bytes, trace, &error);

  if ((report == NULL) != (error != NULL))
    fuzz_fail ("neither a report nor a problem");
  if (report != NULL && report->n_messages > lore_trace_get_n_events (trace))
    fuzz_fail ("more messages than events");
  return 0;
}
