/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workspace.h"

G_BEGIN_DECLS

#define LORE_TYPE_APPLICATION (lore_application_get_type ())
/* One window over one workspace. Owns the settings; the language of the process follows
 * them, and the window is built anew in it. */
G_DECLARE_FINAL_TYPE (LoreApplication, lore_application, LORE, APPLICATION,
                      AdwApplication)

/* @folder as in lore_workspace_new(). */
LoreApplication *lore_application_new (const char *folder);

/* NULL before the application is activated; borrowed. */
LoreWorkspace *lore_application_get_workspace (LoreApplication *application);

G_END_DECLS
