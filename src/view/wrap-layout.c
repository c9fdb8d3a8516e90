/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/wrap-layout.h"

struct _LoreWrapLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
  gboolean spread; /* the last child of a line stands at its end */
};

enum
{
  PROP_SPACING = 1,
  PROP_SPREAD,
};

G_DEFINE_FINAL_TYPE (LoreWrapLayout, lore_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
get_child_width (GtkWidget *child, int width, int *ret_height)
{
  GtkRequisition minimum, natural;

  gtk_widget_get_preferred_size (child, &minimum, &natural);
  *ret_height = natural.height;
  return MAX (minimum.width, MIN (natural.width, width));
}

/* How many children from @first on stand on one line of @width px, and how high it is. */
static guint
measure_line (LoreWrapLayout *self, GtkWidget *first, int width, int *ret_height)
{
  int x = 0;
  guint n = 0;

  *ret_height = 0;
  for (GtkWidget *child = first; child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_width, child_height;

      n++;
      if (!gtk_widget_should_layout (child))
        continue;
      child_width = get_child_width (child, width, &child_height);
      if (x > 0 && x + child_width > width)
        return n - 1;
      x += child_width + self->spacing;
      *ret_height = MAX (*ret_height, child_height);
    }
  return n;
}

/* The height of all lines when there are @width px. With @allocate children are also put
 * there, each in the middle of its line. */
static int
lay_out (LoreWrapLayout *self, GtkWidget *widget, int width, gboolean allocate)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int y = 0;

  while (child != NULL)
    {
      int line_height;
      int x = 0;

      for (guint n = measure_line (self, child, width, &line_height); n > 0; n--)
        {
          if (allocate && gtk_widget_should_layout (child))
            {
              int height;
              int child_width = get_child_width (child, width, &height);
              GtkAllocation place = { x, y + (line_height - height) / 2, child_width,
                                      height };

              if (self->spread && gtk_widget_get_next_sibling (child) == NULL)
                place.x = MAX (x, width - child_width);
              gtk_widget_size_allocate (child, &place, -1);
              x += child_width + self->spacing;
            }
          child = gtk_widget_get_next_sibling (child);
        }
      y += line_height + (child != NULL ? self->spacing : 0);
    }
  return y;
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
  else if (id == PROP_SPREAD)
    self->spread = g_value_get_boolean (value);
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
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_SPREAD,
      g_param_spec_boolean ("spread", NULL, NULL, FALSE,
                            G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
  layout_class->get_request_mode = lore_wrap_layout_get_request_mode;
  layout_class->measure = lore_wrap_layout_measure;
  layout_class->allocate = lore_wrap_layout_allocate;
}

static void
lore_wrap_layout_init (LoreWrapLayout *self)
{
}
