/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing typed is lost: a text that is being written goes to the user's data folder a
 * moment after each edit, and is there again after a crash.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LORE_TYPE_AUTOSAVE (lore_autosave_get_type ())
G_DECLARE_FINAL_TYPE (LoreAutosave, lore_autosave, LORE, AUTOSAVE, GObject)

/* What is to be kept now, the caller's; NULL: nothing. */
typedef char *(*LoreAutosaveText) (gpointer user_data);

/* Keeps it as @name in @folder. */
LoreAutosave *lore_autosave_new (const char *folder, const char *name,
                                 LoreAutosaveText dup_text, gpointer user_data);

/* What was kept when it began; the caller's, NULL when there was nothing. */
char *lore_autosave_dup_kept (LoreAutosave *autosave);

/* The text is another: it is written soon. */
void lore_autosave_touch (LoreAutosave *autosave);
/* Writes what is not written yet. */
void lore_autosave_flush (LoreAutosave *autosave);

G_END_DECLS
