/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes behind the first line of a session: what was read is written, and that reads
 * and writes the same. What stands behind a stray NUL is lost the first time.
 */
#include "fuzz.h"

#include "formats/format-private.h"
#include "formats/session.h"

static GBytes *
write_again (GBytes *text)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LoreImportReport) report = lore_format_read_bytes (text, trace, &error);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  if (report == NULL)
    return NULL;
  if (!lore_session_write (trace, stream, &error)
      || !g_output_stream_close (stream, NULL, &error))
    fuzz_fail ("%s", error->message);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GByteArray) text = g_byte_array_new ();
  g_autoptr (GBytes) input = NULL;
  g_autoptr (GBytes) once = NULL;
  g_autoptr (GBytes) twice = NULL;
  g_autoptr (GBytes) thrice = NULL;

  g_byte_array_append (text, (const guint8 *)"siplore-session 1\n", 18);
  g_byte_array_append (text, data, size);
  input = g_byte_array_free_to_bytes (g_steal_pointer (&text));
  once = write_again (input);
  if (once == NULL)
    return 0;
  twice = write_again (once);
  thrice = twice != NULL ? write_again (twice) : NULL;
  if (thrice == NULL || !g_bytes_equal (twice, thrice))
    fuzz_fail ("what was written does not read the same");
  return 0;
}
