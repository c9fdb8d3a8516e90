/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/shy-layout.h"

/* Two lines and a half: enough to see that there is more. */
#define LEAST 48

struct _LoreShyLayout
{
  GtkLayoutManager parent_instance;

  int most;
};

enum
{
  PROP_MOST = 1,
};

G_DEFINE_FINAL_TYPE (LoreShyLayout, lore_shy_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkWidget *
get_content (GtkWidget *scroller)
{
  GtkWidget *child = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller));

  return GTK_IS_VIEWPORT (child) ? gtk_viewport_get_child (GTK_VIEWPORT (child)) : child;
}

static GtkSizeRequestMode
lore_shy_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lore_shy_layout_measure (GtkLayoutManager *manager, GtkWidget *widget,
                         GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *scroller = gtk_widget_get_first_child (widget);
  GtkWidget *content = scroller != NULL ? get_content (scroller) : NULL;

  if (content == NULL)
    return;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (scroller, orientation, -1, minimum, natural, NULL, NULL);
      return;
    }
  gtk_widget_measure (content, orientation, for_size, minimum, natural, NULL, NULL);
  *minimum = MIN (*minimum, LEAST);
  *natural = MIN (*natural, LORE_SHY_LAYOUT (manager)->most);
}

static void
lore_shy_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width,
                          int height, int baseline)
{
  GtkWidget *scroller = gtk_widget_get_first_child (widget);

  if (scroller != NULL)
    gtk_widget_allocate (scroller, width, height, -1, NULL);
}

static void
lore_shy_layout_set_property (GObject *object, guint id, const GValue *value,
                              GParamSpec *pspec)
{
  if (id == PROP_MOST)
    LORE_SHY_LAYOUT (object)->most = g_value_get_int (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lore_shy_layout_class_init (LoreShyLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = lore_shy_layout_set_property;
  /* More height than this it does not ask for, px. */
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_MOST,
      g_param_spec_int ("most", NULL, NULL, LEAST, G_MAXINT, G_MAXINT,
                        G_PARAM_WRITABLE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS));
  manager_class->get_request_mode = lore_shy_layout_get_request_mode;
  manager_class->measure = lore_shy_layout_measure;
  manager_class->allocate = lore_shy_layout_allocate;
}

static void
lore_shy_layout_init (LoreShyLayout *self)
{
}
