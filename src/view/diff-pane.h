/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "view/scene.h"

G_BEGIN_DECLS

#define LORE_TYPE_DIFF_PANE (lore_diff_pane_get_type ())
/* The selected message held against an earlier one, line by line: the one it repeats, the
 * same one a hop before, the last of its kind, or the one before it. Signals: "picked"
 * (guint at): a line of the selected message. */
G_DECLARE_FINAL_TYPE (LoreDiffPane, lore_diff_pane, LORE, DIFF_PANE, AdwBin)

void lore_diff_pane_set_scene (LoreDiffPane *pane, LoreScene *scene);

/* What is shown, a sign at the head of each line; the caller's. */
char *lore_diff_pane_dup_text (LoreDiffPane *pane);

G_END_DECLS
