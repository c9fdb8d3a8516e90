/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

#include "view/paint.h"

G_BEGIN_DECLS

#define LORE_TYPE_GUTTER (lore_gutter_get_type ())
/* The letter of each line's category in a little box of its colour, so that colour is
 * never the only sign. */
G_DECLARE_FINAL_TYPE (LoreGutter, lore_gutter, LORE, GUTTER, GtkSourceGutterRenderer)

/* Puts a gutter at the left of @view. @paint must outlive the view. */
void lore_gutter_install (GtkSourceView *view, LorePaint *paint);

G_END_DECLS
