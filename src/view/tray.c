/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/tray.h"

struct _LoreTray
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (LoreTray, lore_tray, GTK_TYPE_WIDGET)

static void
lore_tray_dispose (GObject *object)
{
  lore_tray_clear (LORE_TRAY (object));
  G_OBJECT_CLASS (lore_tray_parent_class)->dispose (object);
}

static void
lore_tray_class_init (LoreTrayClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_tray_dispose;
}

static void
lore_tray_init (LoreTray *self)
{
}

void
lore_tray_append (LoreTray *self, GtkWidget *child)
{
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

void
lore_tray_clear (LoreTray *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}
