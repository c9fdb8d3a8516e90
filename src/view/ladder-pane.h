/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "view/playback-bar.h"
#include "view/scene.h"

G_BEGIN_DECLS

#define LORE_TYPE_LADDER_PANE (lore_ladder_pane_get_type ())
/* The ladder as a list of rows, with its participants, its playback and its calls. It
 * owns the one clock that moves the playhead, and only while something moves. */
G_DECLARE_FINAL_TYPE (LoreLadderPane, lore_ladder_pane, LORE, LADDER_PANE, AdwBin)

void lore_ladder_pane_set_scene (LoreLadderPane *pane, LoreScene *scene);
LorePlaybackBar *lore_ladder_pane_get_playback_bar (LoreLadderPane *pane);

G_END_DECLS
