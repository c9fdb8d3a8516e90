/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "view/scene.h"

G_BEGIN_DECLS

#define LORE_TYPE_INSPECTOR (lore_inspector_get_type ())
/* The selected message as text, as a tree and as bytes, what is wrong with it, and what
 * the selected piece of it means. */
G_DECLARE_FINAL_TYPE (LoreInspector, lore_inspector, LORE, INSPECTOR, AdwBin)

void lore_inspector_set_scene (LoreInspector *inspector, LoreScene *scene);

/* "message", "tree", "bytes", "diff" or "state". */
const char *lore_inspector_get_page (LoreInspector *inspector);
void lore_inspector_set_page (LoreInspector *inspector, const char *page);

G_END_DECLS
