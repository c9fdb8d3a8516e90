/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "view/scene.h"

G_BEGIN_DECLS

#define LORE_TYPE_LADDER_ROW (lore_ladder_row_get_type ())
/* One row of the ladder: its slice of the lifelines and of the arrows that cross it.
 * Signals: "picked" (guint message): a click came nearest to this arrow. "asked" (guint
 * message, double x, double y): what can be done with it? */
G_DECLARE_FINAL_TYPE (LoreLadderRow, lore_ladder_row, LORE, LADDER_ROW, GtkWidget)

LoreLadderRow *lore_ladder_row_new (void);

/* NULL, NULL lets go of what was shown. */
void lore_ladder_row_show (LoreLadderRow *self, LoreScene *scene, LoreRow *row);
void lore_ladder_row_set_selected (LoreLadderRow *self, gboolean selected);

/* The message that starts or ends here, LORE_ID_NONE when nothing is shown. */
guint32 lore_ladder_row_get_message (LoreLadderRow *row);

/* What a screen reader says and a tooltip shows; the caller's. */
char *lore_ladder_row_dup_words (LoreLadderRow *self);

G_END_DECLS
