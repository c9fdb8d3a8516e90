/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/format-private.h"

#include "base/args.h"
#include "base/problem.h"
#include "base/reason.h"
#include "formats/followed-stream.h"

#include <string.h>

/* Where two are equally sure the upper row wins. */
static const LoreFormat formats[] = {
  { "session", ".siplore", NULL, FALSE, lore_session_probe, lore_session_read,
    lore_session_write, .keeps_media = TRUE },
  { "pcap", ".pcap", NULL, TRUE, lore_pcap_probe, lore_pcap_read, lore_pcap_write },
  { "pcapng", ".pcapng", NULL, TRUE, lore_pcapng_probe, lore_pcapng_read,
    lore_pcapng_write },
  { "hep", NULL, NULL, FALSE, lore_hep_probe, lore_hep_read },
  { "homer-json", NULL, NULL, FALSE, lore_homer_json_probe, lore_homer_json_read },
  { "siptrace", NULL, NULL, FALSE, lore_siptrace_probe, lore_siptrace_read },
  { "raw", ".sip", NULL, FALSE, lore_raw_probe, lore_raw_read, lore_raw_write },
  { "sngrep", ".txt", &lore_dialect_sngrep, .write = lore_sngrep_write },
  { "json", ".json", .write = lore_json_write },
  { "sipp-scenario", ".xml", .write = lore_scenario_write },
  { "sipp", NULL, &lore_dialect_sipp },
  { "asterisk", NULL, &lore_dialect_asterisk },
  { "asterisk-pjsip", NULL, &lore_dialect_asterisk_pjsip },
  { "sofia", NULL, &lore_dialect_sofia },
  { "cisco", NULL, &lore_dialect_cisco },
  { "pjsua", NULL, &lore_dialect_pjsua },
  { "linphone", NULL, &lore_dialect_linphone },
  { "sipdump", NULL, &lore_dialect_sipdump },
  { "baresip", NULL, &lore_dialect_baresip },
  { "oracle", NULL, &lore_dialect_oracle },
  { "homer", NULL, &lore_dialect_homer },
  { "ngrep", NULL, &lore_dialect_ngrep },
  { "avaya", NULL, &lore_dialect_avaya },
  { "sip-viewer", NULL, &lore_dialect_sip_viewer },
  { "audiocodes", NULL, &lore_dialect_audiocodes },
  { "messages", NULL, &lore_dialect_messages },
  { "quoted", NULL, &lore_dialect_quoted },
};

static gboolean
can_read (const LoreFormat *format)
{
  return format->read != NULL || format->dialect != NULL;
}

/* Of those that want all of the input in memory, or of those that do not. */
static const LoreFormat *
find_reader (const LoreIntake *intake, gboolean streams, guint *ret_sure)
{
  const LoreFormat *best = NULL;
  guint surest = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      const LoreFormat *format = &formats[i];
      guint sure = format->streams != streams ? 0
                   : format->dialect != NULL
                       ? lore_dialect_probe (format->dialect, intake)
                   : format->probe != NULL ? format->probe (intake)
                                           : 0;

      if (sure > surest)
        {
          best = format;
          surest = sure;
        }
    }
  *ret_sure = surest;
  return best;
}

static LoreImportReport *
read_intake (LoreIntake *intake, LoreTrace *trace, GCancellable *cancellable,
             GError **error)
{
  g_autoptr (LoreImportReport) report = lore_import_report_new ();
  const LoreFormat *format = find_reader (intake, TRUE, &report->confidence);
  g_autoptr (LoreImport) import = NULL;

  if (format == NULL)
    {
      if (!lore_intake_load (intake, cancellable, error))
        return NULL;
      format = find_reader (intake, FALSE, &report->confidence);
    }
  if (format == NULL)
    {
      lore_intake_set_unknown (intake, error);
      return NULL;
    }
  report->format = format->id;
  import = lore_import_new (trace, report, cancellable);
  if (format->dialect != NULL)
    lore_dialect_read (format->dialect, import, intake);
  else if (format->streams ? !lore_import_run (import, format->read, intake, error)
                           : !format->read (import, intake, error))
    return NULL;

  report->n_bytes = MAX (intake->n_read, intake->size);
  if (intake->was_utf_16)
    lore_import_remark (import, "utf-16", NULL);
  if (intake->damaged)
    lore_import_remark (import, "gzip-damaged", NULL);
  if (report->n_messages == 0)
    lore_import_remark (import, "no-messages", NULL);
  return g_steal_pointer (&report);
}

LoreImportReport *
lore_format_read_followed (GFile *file, LoreTrace *trace, LoreProgress *progress,
                           GCancellable *cancellable, GError **error)
{
  g_autoptr (LoreIntake) intake = lore_intake_open (file, cancellable, error);

  if (intake == NULL)
    return NULL;
  intake->progress = progress;
  return read_intake (intake, trace, cancellable, error);
}

LoreImportReport *
lore_format_read (GFile *file, LoreTrace *trace, GCancellable *cancellable,
                  GError **error)
{
  return lore_format_read_followed (file, trace, NULL, cancellable, error);
}

LoreImportReport *
lore_format_read_bytes (GBytes *bytes, LoreTrace *trace, GError **error)
{
  g_autoptr (LoreIntake) intake = lore_intake_new (bytes, error);

  return intake != NULL ? read_intake (intake, trace, NULL, error) : NULL;
}

/* --- writing -------------------------------------------------------------------------
 */

gboolean
lore_output_put (GOutputStream *stream, const char *text, gssize len, GError **error)
{
  return g_output_stream_write_all (stream, text, len >= 0 ? (gsize)len : strlen (text),
                                    NULL, NULL, error);
}

/* What can be written: "raw sngrep …", or the endings ".sip .txt …". */
static char *
dup_choice (gboolean endings)
{
  g_autoptr (GString) choice = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (formats[i].write != NULL)
      g_string_append_printf (choice, "%s%s", choice->len > 0 ? " " : "",
                              endings ? formats[i].ending : formats[i].id);
  return g_string_free (g_steal_pointer (&choice), FALSE);
}

static void
set_no_writer (const char *format, const char *name, GError **error)
{
  g_autofree char *choice = dup_choice (format == NULL);

  if (format != NULL)
    lore_problem_set (error, LORE_PROBLEM_USAGE, "format-unknown", "format", format,
                      "formats", choice, NULL);
  else
    lore_problem_set (error, LORE_PROBLEM_USAGE, "format-not-named", "file", name,
                      "endings", choice, NULL);
}

static const LoreFormat *
find_writer (const char *format, const char *name, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (formats[i].write != NULL
        && (format != NULL ? g_str_equal (formats[i].id, format)
                           : formats[i].ending != NULL
                                 && g_str_has_suffix (lower, formats[i].ending)))
      return &formats[i];
  set_no_writer (format, name, error);
  return NULL;
}

static void
set_write_problem (const char *name, GError *cause, GError **error)
{
  /* A writer's own problem says more than "cannot write". */
  if (lore_problem_get_id (cause) != NULL)
    g_propagate_error (error, g_error_copy (cause));
  else
    lore_problem_set (error, LORE_PROBLEM_FILE, "file-unwritable", "file", name,
                      "@reason", lore_reason_get (cause), NULL);
}

/* Closing a replacing stream puts the new file in the old one's place; closing it
 * cancelled leaves the old one as it was. */
static gboolean
close_stream (GOutputStream *stream, gboolean keep, GError **error)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  if (keep)
    return g_output_stream_close (stream, NULL, error);
  g_cancellable_cancel (cancelled);
  g_output_stream_close (stream, cancelled, NULL);
  return FALSE;
}

gboolean
lore_format_write (LoreTrace *trace, GFile *file, const char *format, GError **error)
{
  return lore_format_write_followed (trace, file, format, NULL, NULL, error);
}

gboolean
lore_format_write_followed (LoreTrace *trace, GFile *file, const char *format,
                            LoreProgress *progress, GCancellable *cancellable,
                            GError **error)
{
  g_autofree char *name = g_file_get_parse_name (file);
  const LoreFormat *writer = find_writer (format, name, error);
  g_autoptr (GFileOutputStream) replacing = NULL;
  g_autoptr (GOutputStream) followed = NULL, stream = NULL;
  g_autoptr (GError) cause = NULL;
  gboolean existed = g_file_query_exists (file, NULL);
  gboolean written;

  if (writer == NULL)
    return FALSE;
  replacing = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &cause);
  if (replacing != NULL)
    {
      followed =
          lore_followed_stream_new (G_OUTPUT_STREAM (replacing), progress, cancellable);
      stream = g_buffered_output_stream_new_sized (followed, 64 * 1024);
      written = writer->write (trace, stream, &cause);
      if (close_stream (stream, written, cause == NULL ? &cause : NULL))
        return TRUE;
      /* Half a file is worse than none. */
      if (!existed)
        g_file_delete (file, NULL, NULL);
    }
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&cause));
  else
    set_write_problem (name, cause, error);
  return FALSE;
}

char **
lore_format_dup_left_out (LoreTrace *trace, GFile *file, const char *format)
{
  g_autofree char *name = g_file_get_parse_name (file);
  const LoreFormat *writer = find_writer (format, name, NULL);
  guint n = lore_trace_get_n_streams (trace);
  guint64 n_packets = 0;
  g_autofree char *streams = g_strdup_printf ("%u", n);
  g_autofree char *packets = NULL;

  if (writer == NULL || writer->keeps_media || n == 0)
    return NULL;
  for (guint i = 0; i < n; i++)
    n_packets += lore_trace_get_stream (trace, i)->n_packets;
  packets = g_strdup_printf ("%" G_GUINT64_FORMAT, n_packets);
  return lore_args_new ("streams", streams, "packets", packets, NULL);
}

/* --- lists ---------------------------------------------------------------------------
 */

const char *const *
lore_format_list_readers (void)
{
  static const char *ids[G_N_ELEMENTS (formats) + 1];
  static gsize listed = 0;

  if (g_once_init_enter (&listed))
    {
      gsize n = 0;

      for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
        if (can_read (&formats[i]))
          ids[n++] = formats[i].id;
      g_once_init_leave (&listed, 1);
    }
  return ids;
}

const char *const *
lore_format_list_writers (void)
{
  static const char *ids[G_N_ELEMENTS (formats) + 1];
  static gsize listed = 0;

  if (g_once_init_enter (&listed))
    {
      gsize n = 0;

      for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
        if (formats[i].write != NULL)
          ids[n++] = formats[i].id;
      g_once_init_leave (&listed, 1);
    }
  return ids;
}

const char *
lore_format_get_suffix (const char *format)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].id, format))
      return formats[i].ending;
  return NULL;
}
