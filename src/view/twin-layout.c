/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/twin-layout.h"

struct _LoreTwinLayout
{
  GtkLayoutManager parent_instance;

  int column_width;
  int spacing;
};

enum
{
  PROP_COLUMN_WIDTH = 1,
  PROP_SPACING,
};

G_DEFINE_FINAL_TYPE (LoreTwinLayout, lore_twin_layout, GTK_TYPE_LAYOUT_MANAGER)

static guint
count_children (GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_should_layout (child);
  return n;
}

/* The width of each child; *ret_beside tells whether they stand side by side. */
static int
get_child_width (LoreTwinLayout *self, GtkWidget *widget, int width, gboolean *ret_beside)
{
  int n = count_children (widget);

  *ret_beside = n > 1 && width >= n * self->column_width + (n - 1) * self->spacing;
  return *ret_beside ? (width - (n - 1) * self->spacing) / n : width;
}

static GtkSizeRequestMode
lore_twin_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lore_twin_layout_measure (GtkLayoutManager *manager, GtkWidget *widget,
                          GtkOrientation orientation, int for_size, int *minimum,
                          int *natural, int *minimum_baseline, int *natural_baseline)
{
  LoreTwinLayout *self = LORE_TWIN_LAYOUT (manager);
  gboolean beside = FALSE;
  int child_width = for_size < 0 ? -1 : get_child_width (self, widget, for_size, &beside);

  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation,
                          orientation == GTK_ORIENTATION_VERTICAL ? child_width : -1,
                          &child_minimum, &child_natural, NULL, NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL && !beside)
        {
          *minimum += child_minimum + (*minimum > 0 ? self->spacing : 0);
          *natural += child_natural + (*natural > 0 ? self->spacing : 0);
        }
      else
        {
          *minimum = MAX (*minimum, child_minimum);
          *natural = MAX (*natural, child_natural);
        }
    }
}

static void
lore_twin_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width,
                           int height, int baseline)
{
  LoreTwinLayout *self = LORE_TWIN_LAYOUT (manager);
  gboolean beside;
  int child_width = get_child_width (self, widget, width, &beside);
  int x = 0;
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_height;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, NULL,
                          &child_height, NULL, NULL);
      if (beside)
        child_height = MAX (child_height, height);
      gtk_widget_size_allocate (child,
                                &(GtkAllocation){ x, y, child_width, child_height }, -1);
      if (beside)
        x += child_width + self->spacing;
      else
        y += child_height + self->spacing;
    }
}

static void
lore_twin_layout_set_property (GObject *object, guint id, const GValue *value,
                               GParamSpec *pspec)
{
  LoreTwinLayout *self = LORE_TWIN_LAYOUT (object);

  if (id == PROP_COLUMN_WIDTH)
    self->column_width = g_value_get_int (value);
  else if (id == PROP_SPACING)
    self->spacing = g_value_get_int (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lore_twin_layout_class_init (LoreTwinLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = lore_twin_layout_set_property;
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_COLUMN_WIDTH,
      g_param_spec_int ("column-width", NULL, NULL, 50, 1000, 170,
                        G_PARAM_WRITABLE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_SPACING,
      g_param_spec_int ("spacing", NULL, NULL, 0, 100, 18,
                        G_PARAM_WRITABLE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS));
  layout_class->get_request_mode = lore_twin_layout_get_request_mode;
  layout_class->measure = lore_twin_layout_measure;
  layout_class->allocate = lore_twin_layout_allocate;
}

static void
lore_twin_layout_init (LoreTwinLayout *self)
{
}
