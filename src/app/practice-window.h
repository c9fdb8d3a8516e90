/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workspace.h"

G_BEGIN_DECLS

#define LORE_TYPE_PRACTICE_WINDOW (lore_practice_window_get_type ())
/* The practice network opened up: its description, to be changed and saved under a name,
 * and who can be reached where right now. Closing it hides it: what is being written
 * stays. */
G_DECLARE_FINAL_TYPE (LorePracticeWindow, lore_practice_window, LORE, PRACTICE_WINDOW,
                      AdwWindow)

LorePracticeWindow *lore_practice_window_new (LoreWorkspace *workspace);

/* What is being written there, and which page is open, in a window built anew. */
void lore_practice_window_take_place_of (LorePracticeWindow *window,
                                         LorePracticeWindow *other);

G_END_DECLS
