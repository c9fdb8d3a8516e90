/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/tabs.h"

/* The switcher gives a button a new label whenever anything of its page changes. */
static void
wrap_cb (GtkStackSwitcher *tabs)
{
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (tabs)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    {
      GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));

      if (!GTK_IS_LABEL (child))
        continue;
      gtk_label_set_wrap (GTK_LABEL (child), TRUE);
      gtk_label_set_justify (GTK_LABEL (child), GTK_JUSTIFY_CENTER);
    }
}

void
lore_tabs_let_wrap (GtkStackSwitcher *tabs)
{
  GtkStack *stack = gtk_stack_switcher_get_stack (tabs);
  g_autoptr (GtkSelectionModel) pages = gtk_stack_get_pages (stack);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autoptr (GObject) page = g_list_model_get_item (G_LIST_MODEL (pages), i);

      g_signal_connect_object (page, "notify", G_CALLBACK (wrap_cb), tabs,
                               G_CONNECT_SWAPPED | G_CONNECT_AFTER);
    }
  wrap_cb (tabs);
}
