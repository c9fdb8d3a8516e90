/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LORE_TYPE_LEGEND (lore_legend_get_type ())
/* The categories with their letters and colours. Signals: "picked" (const char *topic).
 */
G_DECLARE_FINAL_TYPE (LoreLegend, lore_legend, LORE, LEGEND, AdwBin)

G_END_DECLS
