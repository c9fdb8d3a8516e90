/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "view/message-table.h"
#include "view/playback-bar.h"
#include "view/scene.h"

G_BEGIN_DECLS

#define LORE_TYPE_LADDER_PANE (lore_ladder_pane_get_type ())
/* A scene as a ladder, as a table of its messages and as a table of its calls, with what
 * finds, the facts of the call in view, and the playback. */
G_DECLARE_FINAL_TYPE (LoreLadderPane, lore_ladder_pane, LORE, LADDER_PANE, AdwBin)

void lore_ladder_pane_set_scene (LoreLadderPane *pane, LoreScene *scene);
LorePlaybackBar *lore_ladder_pane_get_playback_bar (LoreLadderPane *pane);
LoreMessageTable *lore_ladder_pane_get_message_table (LoreLadderPane *pane);

/* What lore_ladder_look_set_stamp() changed is drawn anew. */
void lore_ladder_pane_refresh (LoreLadderPane *pane);

/* "ladder", "messages" or "calls". */
const char *lore_ladder_pane_get_page (LoreLadderPane *pane);
void lore_ladder_pane_set_page (LoreLadderPane *pane, const char *page);

G_END_DECLS
