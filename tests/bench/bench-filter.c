/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-filter CAPTURE
 * bench-filter GENERATE-CAPTURE MESSAGES
 *
 * What filters take beside loading the capture, in one thread. Exit status 1 when one
 * takes more than a fifth of it.
 */
#include "formats/format.h"
#include "trace/filter.h"

#include <glib/gstdio.h>

#define AT_MOST 0.2

static const struct
{
  const char *expression, *what;
} rows[] = {
  { "method == INVITE and cseq > 1", "columns" },
  { "source == 192.0.2.1 or time > 1000000", "names" },
  { "reason ~ \"ring\"", "the start line" },
  { "from ~ \"workshop\"", "a header field near the top" },
  { "header.User-Agent ~ \"linden\"", "any header field" },
  { "header.X-Nobody-Has-It", "a header field that is not there" },
  { "body ~ \"telephone-event\"", "bodies" },
  { "\"talk,hold\"", "all bytes, rare letters" },
  { "\"not in there\"", "all bytes, common letters" },
};

static char *
generate (const char *program, const char *n)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("bench-filter-XXXXXX", &error);
  g_autofree char *file = g_build_filename (folder, "capture.pcap", NULL);
  g_autoptr (GSubprocess) child =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, file, n, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (child, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&file);
}

static void
remove_generated (const char *file)
{
  g_autofree char *truth = g_strconcat (file, ".truth", NULL);
  g_autofree char *folder = g_path_get_dirname (file);

  g_unlink (file);
  g_unlink (truth);
  g_rmdir (folder);
}

static gboolean
measure (LoreTrace *trace, guint row, double load)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoreFilter) filter = lore_filter_new (rows[row].expression, &error);
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (GArray) found = NULL;
  double seconds;

  g_assert_no_error (error);
  found = lore_filter_run (filter, trace, NULL);
  seconds = g_timer_elapsed (timer, NULL);
  g_print ("%8.1f ms  %4.1f %%  %8u found  %-36s %s\n", seconds * 1e3,
           seconds / load * 100, found->len, rows[row].expression, rows[row].what);
  return seconds <= load * AT_MOST;
}

int
main (int argc, char *argv[])
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimer) timer = NULL;
  g_autofree char *generated = argc == 3 ? generate (argv[1], argv[2]) : NULL;
  gboolean quick = TRUE;
  double load;

  if (argc != 2 && argc != 3)
    return 2;
  file = g_file_new_for_commandline_arg (generated != NULL ? generated : argv[1]);
  timer = g_timer_new ();
  report = lore_format_read (file, trace, NULL, &error);
  load = g_timer_elapsed (timer, NULL);
  g_assert_no_error (error);
  if (generated != NULL)
    remove_generated (generated);
  g_print ("%8.1f ms  to load %u messages\n", load * 1e3,
           lore_trace_get_n_messages (trace));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    quick &= measure (trace, i, load);
  return quick ? 0 : 1;
}
