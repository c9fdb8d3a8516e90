/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

#define LORE_TYPE_PLAN_EDITOR (lore_plan_editor_get_type ())
/* The description of a practice network (plan/network.h) as text: while it is written the
 * first line that cannot be read is marked, and what is wrong with it stands below, in
 * both languages.
 * Signal "changed" (): the text is another. */
G_DECLARE_FINAL_TYPE (LorePlanEditor, lore_plan_editor, LORE, PLAN_EDITOR, AdwBin)

/* Undo brings the text before back. */
void lore_plan_editor_set_text (LorePlanEditor *editor, const char *text);
char *lore_plan_editor_dup_text (LorePlanEditor *editor); /* the caller's */

/* The line with the error, counted from 1; 0 when all can be read. */
guint lore_plan_editor_get_bad_line (LorePlanEditor *editor);
/* Puts the cursor there. */
void lore_plan_editor_show_bad_line (LorePlanEditor *editor);

G_END_DECLS
