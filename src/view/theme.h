/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "draw/palette.h"

G_BEGIN_DECLS

/* The palette of the style in force, light or dark. */
const LorePalette *lore_theme_get_palette (void);
GdkRGBA lore_theme_get_colour (LoreColour colour);

/* Calls @func (owner) at once and whenever the style turns light or dark, as long as
 * @owner lives. */
typedef void (*LoreThemeFunc) (gpointer owner);
void lore_theme_watch (GObject *owner, LoreThemeFunc func);

/* FALSE when the user asked the desktop for less motion. */
gboolean lore_theme_may_move (GtkWidget *widget);

/* Layouts of the widget use the Chinese forms of Han characters. */
void lore_theme_use_chinese_forms (GtkWidget *widget);

G_END_DECLS
