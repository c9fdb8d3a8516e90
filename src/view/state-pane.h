/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "view/scene.h"

G_BEGIN_DECLS

#define LORE_TYPE_STATE_PANE (lore_state_pane_get_type ())
/* The state machine of the selected message's transaction, as far as that message has
 * brought it, at the client's or the server's side. Signals: "picked" (string topic). */
G_DECLARE_FINAL_TYPE (LoreStatePane, lore_state_pane, LORE, STATE_PANE, AdwBin)

void lore_state_pane_set_scene (LoreStatePane *pane, LoreScene *scene);

G_END_DECLS
