/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/pane-layout.h"

struct _LorePaneLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (LorePaneLayout, lore_pane_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
lore_pane_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lore_pane_layout_measure (GtkLayoutManager *manager, GtkWidget *widget,
                          GtkOrientation orientation, int for_size, int *minimum,
                          int *natural, int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL)
    gtk_widget_measure (child, orientation,
                        orientation == GTK_ORIENTATION_HORIZONTAL ? -1 : for_size,
                        minimum, natural, NULL, NULL);
}

static void
lore_pane_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width,
                           int height, int baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL)
    gtk_widget_allocate (child, width, height, -1, NULL);
}

static void
lore_pane_layout_class_init (LorePaneLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = lore_pane_layout_get_request_mode;
  manager_class->measure = lore_pane_layout_measure;
  manager_class->allocate = lore_pane_layout_allocate;
}

static void
lore_pane_layout_init (LorePaneLayout *self)
{
}
