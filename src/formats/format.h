/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files in and out. Each format is one file of this folder and one row of format.c's
 * table (id, title, probe, reader, writer). Probing is by content, never by name.
 */
#pragma once

#include "formats/intake.h"
#include "trace/trace.h"

G_BEGIN_DECLS

/* What an importer saw, cut, repaired and skipped: it never guesses silently. */
typedef struct
{
  const char *format; /* "sngrep"; static */
  guint confidence;   /* 0 … 100: how sure the probe was */
  guint n_messages;
  guint n_skipped; /* records or packets that hold no SIP */
  guint n_repaired;
  guint64 n_bytes;
  GPtrArray *remarks; /* LoreRemark */
} LoreImportReport;

/* One thing worth telling: a sentence of the catalogue. */
typedef struct
{
  char *id;    /* "import:cut-short" */
  char **args; /* base/args.h */
} LoreRemark;

LoreImportReport *lore_import_report_new (void);
void lore_import_report_free (LoreImportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreImportReport, lore_import_report_free)

/* Reads @file into @trace and returns the report; NULL with a LORE_PROBLEM when it cannot
 * be read at all. Cancelling keeps what was read. Safe to call in a thread on a trace of
 * its own. */
LoreImportReport *lore_format_read (GFile *file, LoreTrace *trace,
                                    GCancellable *cancellable, GError **error);

/* The same, and tells @progress how far it is. */
LoreImportReport *
lore_format_read_followed (GFile *file, LoreTrace *trace, LoreProgress *progress,
                           GCancellable *cancellable, GError **error);

/* The same for bytes in hand (pasted text). */
LoreImportReport *
lore_format_read_bytes (GBytes *bytes, LoreTrace *trace, GError **error);

/* Writes the trace; the format is chosen by @format ("raw", "sngrep", "pcap", …) or, when
 * that is NULL, by the file name's ending. The file is replaced atomically. */
gboolean
lore_format_write (LoreTrace *trace, GFile *file, const char *format, GError **error);

/* The same in a thread, for another to look at: @progress (or NULL) counts the bytes.
 * Cancelled, it leaves the old file as it was, or none: G_IO_ERROR_CANCELLED. */
gboolean lore_format_write_followed (LoreTrace *trace, GFile *file, const char *format,
                                     LoreProgress *progress, GCancellable *cancellable,
                                     GError **error);

/* What of the trace a file of that name and format lacks: of media there are only counts,
 * and those only a session holds. Arguments of "export:media-left-out" {streams}
 * {packets}; the caller's; NULL when nothing is left out. */
char **lore_format_dup_left_out (LoreTrace *trace, GFile *file, const char *format);

/* NULL-terminated ids of the formats that can be read or written; static. */
const char *const *lore_format_list_readers (void);
const char *const *lore_format_list_writers (void);

/* What names of its files end in, ".pcap"; static, NULL when they do not tell. */
const char *lore_format_get_suffix (const char *format);

G_END_DECLS
