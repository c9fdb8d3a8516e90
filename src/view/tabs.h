/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lets the names on @tabs wrap: in both languages and too little width, each has its
 * Chinese under its English, and the tabs stay one row. Call it when @tabs has its stack
 * and the stack its pages. */
void lore_tabs_let_wrap (GtkStackSwitcher *tabs);

G_END_DECLS
