/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From now on what has no words of its own (a button that is a picture, an entry, a
 * chooser) is called by its tooltip where it is read aloud: GTK 4.8 calls it by its
 * class. Once, after gtk_init(). */
void lore_naming_init (void);

/* What @widget is called by then; NULL where it has words of its own or none at all. */
const char *lore_naming_get (GtkWidget *widget);

G_END_DECLS
