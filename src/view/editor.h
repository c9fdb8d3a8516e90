/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "view/draft.h"

G_BEGIN_DECLS

#define LORE_TYPE_EDITOR (lore_editor_get_type ())
/* The editor of a draft. Signals: "picked" (guint at): the cursor stands at the byte @at
 * of the request as it would go out. */
G_DECLARE_FINAL_TYPE (LoreEditor, lore_editor, LORE, EDITOR, AdwBin)

void lore_editor_set_draft (LoreEditor *editor, LoreDraft *draft);
GtkSourceView *lore_editor_get_view (LoreEditor *editor);

G_END_DECLS
