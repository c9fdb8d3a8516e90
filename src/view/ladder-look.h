/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "draw/ladder.h"

G_BEGIN_DECLS

/* How a ladder of @width px looks inside @widget: sizes grow with the widget's font, so
 * that Present mode is a matter of CSS. */
void lore_ladder_look_get (GtkWidget *widget, double width, LoreLadderStyle *ret_style);

/* Which time stands beside rows; what is on the screen is for the caller to draw anew. */
void lore_ladder_look_set_stamp (LoreStamp stamp);
LoreStamp lore_ladder_look_get_stamp (void);

/* The least px in which @n_columns lifelines can be told apart. */
int lore_ladder_look_get_minimum (GtkWidget *widget, guint n_columns);

G_END_DECLS
