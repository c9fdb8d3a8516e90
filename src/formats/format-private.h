/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A format as format.c's table knows it, and the readers and writers that stand in files
 * of their own. Text logs have a dialect instead of a probe and a reader.
 */
#pragma once

#include "formats/dialect.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;
  const char *ending; /* the file name ending that asks for it when writing, or NULL */
  const LoreDialect *dialect;
  gboolean streams; /* known by its first bytes and read through a window, beside */

  /* 0 … 100: how sure it is that it can read the input. */
  guint (*probe) (const LoreIntake *intake);
  /* Reads as far as it goes. FALSE with a LORE_PROBLEM when nothing can be read. */
  LoreImportFunc read;
  gboolean (*write) (LoreTrace *trace, GOutputStream *stream, GError **error);
  gboolean keeps_media; /* written, the counts of RTP streams are in it too */
} LoreFormat;

guint lore_raw_probe (const LoreIntake *intake);
gboolean lore_raw_read (LoreImport *import, LoreIntake *intake, GError **error);
gboolean lore_raw_write (LoreTrace *trace, GOutputStream *stream, GError **error);

guint lore_pcap_probe (const LoreIntake *intake);
gboolean lore_pcap_read (LoreImport *import, LoreIntake *intake, GError **error);
gboolean lore_pcap_write (LoreTrace *trace, GOutputStream *stream, GError **error);

guint lore_pcapng_probe (const LoreIntake *intake);
gboolean lore_pcapng_read (LoreImport *import, LoreIntake *intake, GError **error);
gboolean lore_pcapng_write (LoreTrace *trace, GOutputStream *stream, GError **error);

guint lore_session_probe (const LoreIntake *intake);
gboolean lore_session_read (LoreImport *import, LoreIntake *intake, GError **error);
gboolean lore_session_write (LoreTrace *trace, GOutputStream *stream, GError **error);

guint lore_hep_probe (const LoreIntake *intake);
gboolean lore_hep_read (LoreImport *import, LoreIntake *intake, GError **error);

guint lore_homer_json_probe (const LoreIntake *intake);
gboolean lore_homer_json_read (LoreImport *import, LoreIntake *intake, GError **error);

guint lore_siptrace_probe (const LoreIntake *intake);
gboolean lore_siptrace_read (LoreImport *import, LoreIntake *intake, GError **error);

gboolean lore_sngrep_write (LoreTrace *trace, GOutputStream *stream, GError **error);
gboolean lore_json_write (LoreTrace *trace, GOutputStream *stream, GError **error);
gboolean lore_scenario_write (LoreTrace *trace, GOutputStream *stream, GError **error);

/* Writers share: all of @text. */
gboolean
lore_output_put (GOutputStream *stream, const char *text, gssize len, GError **error);

G_END_DECLS
