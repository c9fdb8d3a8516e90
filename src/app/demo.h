/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workspace.h"

G_BEGIN_DECLS

#define LORE_TYPE_DEMO (lore_demo_get_type ())
/* Plays a practice call by itself: OPTIONS, INVITE, and BYE once the call is up.
 */
G_DECLARE_FINAL_TYPE (LoreDemo, lore_demo, LORE, DEMO, GObject)

LoreDemo *lore_demo_new (LoreWorkspace *workspace);

G_END_DECLS
