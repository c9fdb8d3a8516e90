/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/source.h"

#include "base/problem.h"
#include "base/reason.h"
#include "catalogue/catalogue.h"
#include "cli/terminal.h"
#include "formats/in-order.h"

#include <gio/gunixinputstream.h>
#include <unistd.h>

void
lore_source_free (LoreSource *source)
{
  g_clear_object (&source->trace);
  g_clear_pointer (&source->findings, g_ptr_array_unref);
  g_clear_pointer (&source->report, lore_import_report_free);
  g_free (source);
}

static GBytes *
read_stdin (GError **error)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) cause = NULL;

  if (g_output_stream_splice (output, input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL,
                              &cause)
      >= 0)
    return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (output));
  lore_problem_set (error, LORE_PROBLEM_FILE, "file-unreadable", "file", "-", "@reason",
                    lore_reason_get (cause), NULL);
  return NULL;
}

LoreSource *
lore_source_read (const char *path, GError **error)
{
  g_autoptr (LoreSource) source = g_new0 (LoreSource, 1);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;

  source->path = path;
  source->trace = lore_trace_new ();
  if (g_str_equal (path, "-"))
    {
      bytes = read_stdin (error);
      if (bytes != NULL)
        source->report = lore_format_read_bytes (bytes, source->trace, error);
    }
  else
    {
      file = g_file_new_for_commandline_arg (path);
      source->report = lore_format_read (file, source->trace, NULL, error);
    }
  if (source->report == NULL)
    return NULL;
  lore_import_put_in_order (&source->trace, 1, source->report);
  return g_steal_pointer (&source);
}

/* All that the file holds as one message: what a datagram may hold. What is no ordinary
 * file is left to those who know what to say about it. */
static LoreSource *
read_datagram (const char *path, GError **error)
{
  g_autoptr (LoreSource) source = g_new0 (LoreSource, 1);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GBytes) bytes = NULL;
  LoreEvent event = { .type = LORE_EVENT_CAPTURED,
                      .lab_us = LORE_TIME_UNKNOWN,
                      .unix_us = LORE_TIME_UNKNOWN };

  if (g_str_equal (path, "-"))
    bytes = read_stdin (error);
  else if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL)
           != G_FILE_TYPE_REGULAR)
    return lore_source_read (path, error);
  else
    bytes = g_file_load_bytes (file, NULL, NULL, NULL);
  if (bytes == NULL)
    return error != NULL && *error != NULL ? NULL : lore_source_read (path, error);
  source->path = path;
  source->trace = lore_trace_new ();
  event.message = bytes;
  lore_trace_append (source->trace, &event);
  return g_steal_pointer (&source);
}

LoreFinding **
lore_source_get_findings (LoreSource *source, guint32 message, guint *ret_n)
{
  guint low = 0, high;

  if (source->findings == NULL)
    source->findings = lore_trace_dup_findings (source->trace, LORE_ID_NONE);
  high = source->findings->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const LoreFinding *finding = g_ptr_array_index (source->findings, middle);

      if (finding->message < message)
        low = middle + 1;
      else
        high = middle;
    }
  for (high = low; high < source->findings->len; high++)
    if (((LoreFinding *)g_ptr_array_index (source->findings, high))->message != message)
      break;
  *ret_n = high - low;
  return (LoreFinding **)source->findings->pdata + low;
}

void
lore_cli_print_remark (const LoreCli *cli, const char *path, const char *id, char **args)
{
  for (gsize l = 0; cli->words[l] != NULL; l++)
    {
      g_autofree char *sentence = lore_catalogue_dup_sentence (
          lore_catalogue_get_default (), id, cli->words[l], (const char *const *)args);
      g_autofree char *words = lore_terminal_dup_words (cli, sentence);

      g_printerr ("%s: %s\n", path, words);
    }
}

void
lore_source_print_remarks (const LoreCli *cli, const LoreSource *source)
{
  for (guint i = 0; source->report != NULL && i < source->report->remarks->len; i++)
    {
      LoreRemark *remark = g_ptr_array_index (source->report->remarks, i);

      lore_cli_print_remark (cli, source->path, remark->id, remark->args);
    }
}

static char *
dup_identity (GFile *file)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_ID_FILE,
                                                  G_FILE_QUERY_INFO_NONE, NULL, NULL);

  return info != NULL ? g_strdup (
             g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_ID_FILE))
                      : NULL;
}

gboolean
lore_source_check_output (const LoreSource *source, GFile *out, GError **error)
{
  g_autoptr (GFile) in = g_file_new_for_commandline_arg (source->path);
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  if (g_str_equal (source->path, "-"))
    return TRUE;
  one = dup_identity (in);
  other = dup_identity (out);
  if (one == NULL || g_strcmp0 (one, other) != 0)
    return TRUE;
  lore_problem_set (error, LORE_PROBLEM_USAGE, "output-is-input", "file", source->path,
                    NULL);
  return FALSE;
}

LoreExit
lore_source_for_each (const LoreCli *cli, char **paths, gboolean datagrams,
                      LoreMessageFunc func)
{
  LoreExit worst = LORE_EXIT_FINE;

  for (gsize i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LoreSource) source = datagrams ? read_datagram (paths[i], &error)
                                                : lore_source_read (paths[i], &error);

      if (source == NULL)
        {
          lore_cli_fail (cli, error);
          worst = LORE_EXIT_FAILED;
          continue;
        }
      for (guint m = 0; m < lore_trace_get_n_messages (source->trace); m++)
        {
          LoreExit status = func (cli, source, m);

          worst = MAX (worst, status);
        }
      if (!cli->json)
        lore_source_print_remarks (cli, source);
    }
  return worst;
}
