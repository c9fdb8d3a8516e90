/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/text-scroll.h"

#define MARGIN 0.05 /* of the view, kept free around the place */

/* A value that is set at once ends the movement towards another. */
static void
stand_still (GtkAdjustment *adjustment)
{
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment));
}

static void
unmap_cb (GtkScrollable *view)
{
  stand_still (gtk_scrollable_get_hadjustment (view));
  stand_still (gtk_scrollable_get_vadjustment (view));
}

void
lore_text_scroll_to (GtkTextView *view, GtkTextIter *iter)
{
  g_signal_handlers_disconnect_by_func (view, unmap_cb, NULL);
  g_signal_connect (view, "unmap", G_CALLBACK (unmap_cb), NULL);
  gtk_text_view_scroll_to_iter (view, iter, MARGIN, FALSE, 0, 0);
}
