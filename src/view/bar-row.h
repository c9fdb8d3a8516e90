/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "trace/layout.h"

G_BEGIN_DECLS

#define LORE_TYPE_BAR_ROW (lore_bar_row_get_type ())
/* One stream of RTP as a bar between the lifelines. */
G_DECLARE_FINAL_TYPE (LoreBarRow, lore_bar_row, LORE, BAR_ROW, GtkWidget)

LoreBarRow *lore_bar_row_new (void);

/* NULL lets go of what was shown. */
void lore_bar_row_show (LoreBarRow *self, LoreLayout *layout, guint stream);

/* What a screen reader says and a tooltip shows; the caller's. */
char *lore_bar_row_dup_words (LoreBarRow *self);

G_END_DECLS
