/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "view/scene.h"

G_BEGIN_DECLS

#define LORE_TYPE_LADDER_VIEW (lore_ladder_view_get_type ())
/* The ladder as a list of rows below its participants. It owns the one clock that moves
 * the playhead, and only while something moves. */
G_DECLARE_FINAL_TYPE (LoreLadderView, lore_ladder_view, LORE, LADDER_VIEW, AdwBin)

void lore_ladder_view_set_scene (LoreLadderView *view, LoreScene *scene);

/* Rows look otherwise than before. */
void lore_ladder_view_refresh (LoreLadderView *view);

G_END_DECLS
