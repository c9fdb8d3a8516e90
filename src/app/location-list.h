/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workspace.h"

G_BEGIN_DECLS

#define LORE_TYPE_LOCATION_LIST (lore_location_list_get_type ())
/* Who is where in the practice network right now: each element with its address, and the
 * location table of the registrars (RFC 3261 §10) with the seconds that are left. It
 * looks once a second while it is on the screen. */
G_DECLARE_FINAL_TYPE (LoreLocationList, lore_location_list, LORE, LOCATION_LIST, AdwBin)

void lore_location_list_set_workspace (LoreLocationList *list, LoreWorkspace *workspace);

/* Looks at once. */
void lore_location_list_look (LoreLocationList *list);

G_END_DECLS
