/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sip/tree.h"
#include "trace/trace.h"

G_BEGIN_DECLS

#define LORE_TYPE_FINDINGS (lore_findings_get_type ())
/* What is wrong with a message, a sentence a row, errors first; hidden when nothing is.
 * Signals: "picked" (guint at): the user asked where. */
G_DECLARE_FINAL_TYPE (LoreFindings, lore_findings, LORE, FINDINGS, AdwBin)

void lore_findings_set_tree (LoreFindings *findings, SipTree *tree);
/* Below these, what its call shows to be wrong with @message (not LORE_ID_NONE). */
void
lore_findings_add_of_trace (LoreFindings *findings, LoreTrace *trace, guint32 message);

G_END_DECLS
