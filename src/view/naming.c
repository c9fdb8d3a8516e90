/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/naming.h"

static gboolean
is_wordless (GtkWidget *widget)
{
  if (GTK_IS_MENU_BUTTON (widget))
    return gtk_menu_button_get_label (GTK_MENU_BUTTON (widget)) == NULL;
  if (GTK_IS_BUTTON (widget))
    return GTK_IS_IMAGE (gtk_button_get_child (GTK_BUTTON (widget)));
  return GTK_IS_DROP_DOWN (widget) || GTK_IS_ENTRY (widget)
         || GTK_IS_SEARCH_ENTRY (widget);
}

const char *
lore_naming_get (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  /* The button inside a chooser or a menu button is what the keyboard reaches. */
  if (GTK_IS_TOGGLE_BUTTON (widget)
      && (GTK_IS_MENU_BUTTON (parent) || GTK_IS_DROP_DOWN (parent)))
    return lore_naming_get (parent);
  if (!is_wordless (widget))
    return NULL;
  return gtk_widget_get_tooltip_text (widget);
}

static void
name_cb (GtkWidget *widget)
{
  const char *name = lore_naming_get (widget);

  if (name != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* A tooltip may come, or change, later. */
static gboolean
mapped_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values,
           gpointer data)
{
  GtkWidget *widget = g_value_get_object (values);

  name_cb (widget);
  if (is_wordless (widget))
    {
      g_signal_handlers_disconnect_by_func (widget, name_cb, NULL);
      g_signal_connect (widget, "notify::tooltip-text", G_CALLBACK (name_cb), NULL);
    }
  return TRUE;
}

void
lore_naming_init (void)
{
  GTypeClass *klass = g_type_class_ref (GTK_TYPE_WIDGET); /* whose signals exist then */

  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, mapped_cb,
                              NULL, NULL);
  g_type_class_unref (klass);
}
