/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives @chooser items (GtkStringObject) that can be narrower than their text: those of
 * GTK 4.8 are not, and one long name would widen the window. */
void lore_plain_factory_install (GtkDropDown *chooser);

G_END_DECLS
