/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "trace/layout.h"

G_BEGIN_DECLS

#define LORE_TYPE_LADDER_HEADER (lore_ladder_header_get_type ())
/* The participants above their lifelines; dragged, they change places. Signals: "rename"
 * (guint participant): the user wants to call it otherwise. */
G_DECLARE_FINAL_TYPE (LoreLadderHeader, lore_ladder_header, LORE, LADDER_HEADER,
                      GtkWidget)

void lore_ladder_header_set_layout (LoreLadderHeader *header, LoreLayout *layout);

G_END_DECLS
