/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Brings @iter into view. The movement ends when the view is unmapped: GTK 4.8 warns of
 * itself when a window is closed while one goes on. @iter may be moved. */
void lore_text_scroll_to (GtkTextView *view, GtkTextIter *iter);

G_END_DECLS
