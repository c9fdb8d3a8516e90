/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing typed is lost: the text of the editor is written to the user's data folder a
 * moment after each edit, and is there again after a crash.
 */
#pragma once

#include "view/draft.h"

G_BEGIN_DECLS

#define LORE_TYPE_AUTOSAVE (lore_autosave_get_type ())
G_DECLARE_FINAL_TYPE (LoreAutosave, lore_autosave, LORE, AUTOSAVE, GObject)

/* Restores what @folder keeps into @draft, then follows it. */
LoreAutosave *lore_autosave_new (LoreDraft *draft, const char *folder);

/* TRUE when there was something to restore. */
gboolean lore_autosave_has_restored (LoreAutosave *autosave);

/* Writes what is not written yet. */
void lore_autosave_flush (LoreAutosave *autosave);

G_END_DECLS
