/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "view/scene.h"

G_BEGIN_DECLS

#define LORE_TYPE_CALL_STRIP (lore_call_strip_get_type ())
/* The facts of one call: the chosen one, else that of the selected message, else the
 * last. */
G_DECLARE_FINAL_TYPE (LoreCallStrip, lore_call_strip, LORE, CALL_STRIP, AdwBin)

void lore_call_strip_set_scene (LoreCallStrip *strip, LoreScene *scene);

G_END_DECLS
