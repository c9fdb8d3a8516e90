/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "view/scene.h"

G_BEGIN_DECLS

#define LORE_TYPE_PLAYBACK_BAR (lore_playback_bar_get_type ())
/* Buttons, slider and clock of the playhead. Its buttons are the actions playback.first,
 * .back, .play, .forward and .last, which the window's keys call too. */
G_DECLARE_FINAL_TYPE (LorePlaybackBar, lore_playback_bar, LORE, PLAYBACK_BAR, AdwBin)

void lore_playback_bar_set_scene (LorePlaybackBar *bar, LoreScene *scene);

/* A group to insert as "playback" where keys are to reach it; borrowed. */
GActionGroup *lore_playback_bar_get_actions (LorePlaybackBar *bar);

G_END_DECLS
