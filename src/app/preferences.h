/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LORE_TYPE_PREFERENCES (lore_preferences_get_type ())
/* The settings as a window; every change takes effect at once. */
G_DECLARE_FINAL_TYPE (LorePreferences, lore_preferences, LORE, PREFERENCES,
                      AdwPreferencesWindow)

LorePreferences *lore_preferences_new (GSettings *settings);

G_END_DECLS
