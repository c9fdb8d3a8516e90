/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading files, or text in hand, in a thread into a trace of their own: one scene,
 * however many files. What takes long shows its first messages meanwhile, and cancelling
 * keeps what was read.
 */
#pragma once

#include "formats/format.h"
#include "view/scene.h"

G_BEGIN_DECLS

#define LORE_TYPE_OPENING (lore_opening_get_type ())
/* Signals: "preview" (LoreScene): the first messages of something large; "opened"
 * (LoreScene, GError *): all there is, its origin the opening, or NULL with a
 * LORE_PROBLEM. */
G_DECLARE_FINAL_TYPE (LoreOpening, lore_opening, LORE, OPENING, GObject)

LoreOpening *lore_opening_new (GFile **files, int n_files);
LoreOpening *lore_opening_new_for_text (GBytes *text);

/* Begins; it lives at least until it has opened. */
void lore_opening_start (LoreOpening *opening, GCancellable *cancellable);

/* While it reads: how much of it was read, 0 … 1, or less than 0 when that is unknown. */
double lore_opening_get_fraction (LoreOpening *opening);
guint lore_opening_get_n_messages (LoreOpening *opening);

/* "call.pcap", "call.pcap +2"; the caller's. */
char *lore_opening_dup_title (LoreOpening *opening);

/* What was read, in order; the name of each file is the caller's, the report borrowed. */
guint lore_opening_get_n_reports (LoreOpening *opening);
LoreImportReport *
lore_opening_get_report (LoreOpening *opening, guint i, char **ret_name);

G_END_DECLS
