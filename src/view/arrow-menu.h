/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "view/scene.h"

G_BEGIN_DECLS

/* What can be done with an arrow: copy its message, edit it, note something
 * on it, and in the lab lose it.
 * A popover that is @parent's child; the actions are the window's. */
GtkWidget *lore_arrow_menu_new (GtkWidget *parent);

/* Opens it at (x, y) of @row for a message of the scene. */
void lore_arrow_menu_ask (GtkWidget *menu, LoreScene *scene, guint32 message,
                          GtkWidget *row, double x, double y);

G_END_DECLS
