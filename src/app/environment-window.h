/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workspace.h"

G_BEGIN_DECLS

#define LORE_TYPE_ENVIRONMENT_WINDOW (lore_environment_window_get_type ())
/* Sets of variables: which one is in use, and what is in it. Choosing takes effect at
 * once; what is written does when it is saved. */
G_DECLARE_FINAL_TYPE (LoreEnvironmentWindow, lore_environment_window, LORE,
                      ENVIRONMENT_WINDOW, AdwWindow)

LoreEnvironmentWindow *lore_environment_window_new (LoreWorkspace *workspace);

G_END_DECLS
