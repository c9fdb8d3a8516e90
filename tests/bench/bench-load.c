/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-load FILE: what `siplore-cli stats --json` prints, without the catalogue and the
 * words around it: how long the file took, and what each message costs in memory beside
 * its bytes.
 */
#include "formats/format.h"
#include "trace/call.h"

#include <sys/resource.h>

static gint64
peak_bytes (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss * 1024L;
}

int
main (int argc, char *argv[])
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GFile) file = argc == 2 ? g_file_new_for_commandline_arg (argv[1]) : NULL;
  g_autoptr (LoreImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start = peak_bytes ();
  gint64 begun = g_get_monotonic_time ();
  guint calls = 0;

  if (file == NULL)
    return 2;
  report = lore_format_read (file, trace, NULL, &error);
  if (report == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 3;
    }
  g_print ("{\"load_ms\": %.1f, ", (g_get_monotonic_time () - begun) / 1000.0);
  for (guint32 i = 0; i < lore_trace_get_n_calls (trace); i++)
    calls += lore_trace_is_call (trace, i);
  g_print ("\"all_ms\": %.1f, ", (g_get_monotonic_time () - begun) / 1000.0);
  g_print ("\"messages\": %u, \"calls\": %u, \"transactions\": %u, "
           "\"retransmissions\": %u, \"bytes_beside\": %.1f, \"memory_beside\": %.1f}\n",
           lore_trace_get_n_messages (trace), calls,
           lore_trace_get_n_transactions (trace),
           lore_trace_get_n_retransmissions (trace),
           (double)(peak_bytes () - start - (gint64)lore_trace_get_n_bytes (trace))
               / lore_trace_get_n_messages (trace),
           (double)(lore_trace_get_memory (trace) - lore_trace_get_n_bytes (trace))
               / lore_trace_get_n_messages (trace));
  return 0;
}
