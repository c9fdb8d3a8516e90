/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "view/setup.h"

G_BEGIN_DECLS

#define LORE_TYPE_PRACTICE_BUTTON (lore_practice_button_get_type ())
/* Opens what the practice network can be told: how Bob behaves, how fast the lab's clock
 * runs, what goes wrong on the wire. Its label counts the faults. */
G_DECLARE_FINAL_TYPE (LorePracticeButton, lore_practice_button, LORE, PRACTICE_BUTTON,
                      AdwBin)

void lore_practice_button_set_setup (LorePracticeButton *button, LoreSetup *setup);

G_END_DECLS
