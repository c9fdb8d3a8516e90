/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The request being written: the editor's buffer, and what our parser says of it as it
 * would go out. It outlives the window that shows it. Text enters the buffer only through
 * one user action, so that undo brings back whatever was replaced.
 */
#pragma once

#include <gtksourceview/gtksource.h>

#include "sip/tree.h"
#include "view/filling.h"
#include "view/paint.h"

G_BEGIN_DECLS

#define LORE_TYPE_DRAFT (lore_draft_get_type ())
/* Signals: "changed" () once the text has been taken apart anew. */
G_DECLARE_FINAL_TYPE (LoreDraft, lore_draft, LORE, DRAFT, GObject)

LoreDraft *lore_draft_new (void);

/* All borrowed. */
GtkSourceBuffer *lore_draft_get_buffer (LoreDraft *draft);
LorePaint *lore_draft_get_paint (LoreDraft *draft);

/* The text as it stands in the editor; the caller's. */
char *lore_draft_dup_text (LoreDraft *draft);
/* Replaces all of it; undo brings the old text back. */
void lore_draft_replace (LoreDraft *draft, const char *text);

/* name → value; the draft takes its own reference. */
void lore_draft_set_variables (LoreDraft *draft, GHashTable *variables);

/* What would be sent now, its tree, and where its bytes stand in the text; borrowed,
 * valid until the next "changed". */
const LoreFilling *lore_draft_get_filling (LoreDraft *draft);
SipTree *lore_draft_get_tree (LoreDraft *draft);
LoreMapping *lore_draft_get_mapping (LoreDraft *draft);

/* The method of its start line, NULL if it has none; borrowed. */
const char *lore_draft_get_method (LoreDraft *draft);
gboolean lore_draft_is_empty (LoreDraft *draft);

/* Takes the text apart at once instead of in a moment. */
void lore_draft_flush (LoreDraft *draft);

G_END_DECLS
