/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/wrap-layout.h"

struct _LoreWrapLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
};

enum
{
  PROP_SPACING = 1,
};

G_DEFINE_FINAL_TYPE (LoreWrapLayout, lore_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Where children go when there are @width px. With @allocate they are also put there. */
static int
lay_out (LoreWrapLayout *self, GtkWidget *widget, int width, gboolean allocate)
{
  int x = 0;
  int y = 0;
  int line_height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkRequisition minimum, natural;
      int child_width;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_get_preferred_size (child, &minimum, &natural);
      child_width = MAX (minimum.width, MIN (natural.width, width));
      if (x > 0 && x + child_width > width)
        {
          x = 0;
          y += line_height + self->spacing;
          line_height = 0;
        }
      if (allocate)
        gtk_widget_size_allocate (
            child, &(GtkAllocation){ x, y, child_width, natural.height }, -1);
      x += child_width + self->spacing;
      line_height = MAX (line_height, natural.height);
    }
  return y + line_height;
}

static GtkSizeRequestMode
lore_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lore_wrap_layout_measure (GtkLayoutManager *manager, GtkWidget *widget,
                          GtkOrientation orientation, int for_size, int *minimum,
                          int *natural, int *minimum_baseline, int *natural_baseline)
{
  LoreWrapLayout *self = LORE_WRAP_LAYOUT (manager);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      int width = for_size;

      if (width < 0)
        gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL,
                            NULL);
      *minimum = *natural = lay_out (self, widget, width, FALSE);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL,
                          NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? self->spacing : 0);
    }
}

static void
lore_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width,
                           int height, int baseline)
{
  lay_out (LORE_WRAP_LAYOUT (manager), widget, width, TRUE);
}

static void
lore_wrap_layout_set_property (GObject *object, guint id, const GValue *value,
                               GParamSpec *pspec)
{
  LoreWrapLayout *self = LORE_WRAP_LAYOUT (object);

  if (id == PROP_SPACING)
    self->spacing = g_value_get_int (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lore_wrap_layout_class_init (LoreWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = lore_wrap_layout_set_property;
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_SPACING,
      g_param_spec_int ("spacing", NULL, NULL, 0, 100, 6,
                        G_PARAM_WRITABLE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS));
  layout_class->get_request_mode = lore_wrap_layout_get_request_mode;
  layout_class->measure = lore_wrap_layout_measure;
  layout_class->allocate = lore_wrap_layout_allocate;
}

static void
lore_wrap_layout_init (LoreWrapLayout *self)
{
}
