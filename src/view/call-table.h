/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "view/scene.h"

G_BEGIN_DECLS

#define LORE_TYPE_CALL_TABLE (lore_call_table_get_type ())
/* The calls, registrations and subscriptions of a scene, numbered; the first row stands
 * for all. The one selected is what the ladder shows. Signals: "activated" (): show it.
 */
G_DECLARE_FINAL_TYPE (LoreCallTable, lore_call_table, LORE, CALL_TABLE, AdwBin)

void lore_call_table_set_scene (LoreCallTable *table, LoreScene *scene);

G_END_DECLS
