/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "view/selection.h"

G_BEGIN_DECLS

#define LORE_TYPE_EXPLANATION (lore_explanation_get_type ())
/* What the selected piece is: its topic in the window's language, or in both side by
 * side, with the RFC's section, an example and links to what belongs to it. */
G_DECLARE_FINAL_TYPE (LoreExplanation, lore_explanation, LORE, EXPLANATION, AdwBin)

void
lore_explanation_set_selection (LoreExplanation *explanation, LoreSelection *selection);

G_END_DECLS
