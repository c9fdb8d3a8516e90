/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages by time. A file may hold them otherwise: captures put one behind the other,
 * several network cards, a log of several threads; and so do several files together.
 */
#pragma once

#include "formats/format.h"

G_BEGIN_DECLS

/* Where the messages of @trace do not stand by time, puts a trace in its place in which
 * they do (equal times as they stood, so that the file decides), since what a message
 * means depends on those before it; a remark in @report says how many moved. Nothing
 * changes where times are not known, or come from several files that know no UNIX time
 * (@n_files), or where a person has written notes or the trace has inner events. */
void
lore_import_put_in_order (LoreTrace **trace, guint n_files, LoreImportReport *report);

G_END_DECLS
