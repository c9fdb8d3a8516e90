/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LORE_TYPE_TRAY (lore_tray_get_type ())
/* Holds children and nothing else: its layout manager says how they stand. */
G_DECLARE_FINAL_TYPE (LoreTray, lore_tray, LORE, TRAY, GtkWidget)

void lore_tray_append (LoreTray *tray, GtkWidget *child);
void lore_tray_clear (LoreTray *tray);

G_END_DECLS
