/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workspace.h"

G_BEGIN_DECLS

#define LORE_TYPE_HISTORY_WINDOW (lore_history_window_get_type ())
/* Everything that was ever sent, to look through; what is chosen stands in the editor
 * again, and the window closes. */
G_DECLARE_FINAL_TYPE (LoreHistoryWindow, lore_history_window, LORE, HISTORY_WINDOW,
                      AdwWindow)

LoreHistoryWindow *lore_history_window_new (LoreWorkspace *workspace);

G_END_DECLS
