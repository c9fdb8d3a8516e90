/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every reader writes into: it appends to the trace, keeps count for the report and
 * notices that the user cancelled. Readers state facts; this decides how they are told.
 */
#pragma once

#include "formats/format.h"
#include "formats/intake.h"
#include "formats/packet-address.h"
#include "trace/rtp-stream.h"

G_BEGIN_DECLS

typedef struct _LoreImport LoreImport;

/* Borrows all three; @cancellable may be NULL. */
LoreImport *
lore_import_new (LoreTrace *trace, LoreImportReport *report, GCancellable *cancellable);
/* Writes what was counted as remarks into the report. */
void lore_import_free (LoreImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreImport, lore_import_free)

/* Reads @intake; FALSE with an error when nothing can be read. */
typedef gboolean (*LoreImportFunc) (LoreImport *import, LoreIntake *intake,
                                    GError **error);

/* Calls @read, in a thread of its own where there is a second processor: there it reads,
 * while this thread appends. So the trace is not @read's to look at, and
 * lore_import_add_message() is how it adds to it, with addresses that last: those of
 * lore_import_get_addresses(). */
gboolean lore_import_run (LoreImport *import, LoreImportFunc read, LoreIntake *intake,
                          GError **error);

LoreTrace *lore_import_get_trace (LoreImport *import);
LoreImportReport *lore_import_get_report (LoreImport *import);
/* As long as the import. */
LoreAddressBook *lore_import_get_addresses (LoreImport *import);

/* Appends one event. An event whose lab time is unknown but whose UNIX time is known gets
 * the distance to the first such event, of the file or of those read before it. FALSE =
 * cancelled: stop reading. */
gboolean lore_import_add (LoreImport *import, const LoreEvent *event);

/* A message with nothing known but its bytes and what @event says besides. */
gboolean lore_import_add_message (LoreImport *import, const LoreEvent *event,
                                  gconstpointer data, gsize len);

/* RTP that was seen; takes @stream over, whose times are µs since 1970. It comes into the
 * trace when the import is freed, as the last messages may say whose it is. */
void lore_import_add_stream (LoreImport *import, LoreRtpStream *stream);

/* A remark "import:" + @id; takes @args (base/args.h) over. */
void lore_import_report_add (LoreImportReport *report, const char *id, char **args);

/* Something happened once more: becomes one remark "import:" + @what with {count} and
 * {first} (the 1-based number of the first message concerned). @what is static. */
void lore_import_count (LoreImport *import, const char *what);

/* A remark of its own with named arguments. */
void lore_import_remark (LoreImport *import, const char *id, ...) G_GNUC_NULL_TERMINATED;

/* A record that holds no SIP. */
void lore_import_skip (LoreImport *import);

/* A message was mended; @what as in lore_import_count(). */
void lore_import_repair (LoreImport *import, const char *what);

gboolean lore_import_is_cancelled (LoreImport *import);

G_END_DECLS
