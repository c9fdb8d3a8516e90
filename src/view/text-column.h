/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a cell says: the caller's, NULL for nothing. */
typedef char *(*LoreCellFunc) (gpointer owner, GtkListItem *item, const char *id);

/* A column of plain texts with @title (borrowed), which @func (@owner, …, @id) finds when
 * a cell comes into view. @owner must outlive the column. A narrow one has room for
 * @chars characters, one of 0 takes what is left. The caller's. */
GtkColumnViewColumn *lore_text_column_new (const char *title, const char *id, int chars,
                                           LoreCellFunc func, gpointer owner);

/* Brings a row of @view into sight. */
void lore_text_column_scroll_to (GtkColumnView *view, guint position);

G_END_DECLS
