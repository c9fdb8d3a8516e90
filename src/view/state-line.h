/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "view/scene.h"

G_BEGIN_DECLS

#define LORE_TYPE_STATE_LINE (lore_state_line_get_type ())
/* Under the ladder: what the selected message did to a transaction or dialog. Not shown
 * where it did nothing, or nobody knows, as in a capture. */
G_DECLARE_FINAL_TYPE (LoreStateLine, lore_state_line, LORE, STATE_LINE, AdwBin)

void lore_state_line_set_scene (LoreStateLine *line, LoreScene *scene);

G_END_DECLS
