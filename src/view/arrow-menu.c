/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/arrow-menu.h"

#include <glib/gi18n-lib.h>

#include "trace/notes.h"

GtkWidget *
lore_arrow_menu_new (GtkWidget *parent)
{
  GtkWidget *menu = gtk_popover_menu_new_from_model (NULL);

  gtk_widget_set_parent (menu, parent);
  return menu;
}

static void
add_item (GMenu *menu, const char *label, const char *action, guint32 message)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "u", message);
  g_menu_append_item (menu, item);
}

void
lore_arrow_menu_ask (GtkWidget *menu, LoreScene *scene, guint32 message, GtkWidget *row,
                     double x, double y)
{
  LoreNotes *notes = lore_trace_get_notes (lore_scene_get_trace (scene));
  g_autoptr (GMenu) items = g_menu_new ();
  double left, top;

  add_item (items, _ ("_Copy Message"), "win.copy-message", message);
  add_item (items, _ ("_Edit as New Request"), "win.edit-message", message);
  add_item (items,
            lore_notes_get_note (notes, message) != NULL ? _ ("Edit _Note…")
                                                         : _ ("Add _Note…"),
            "win.note", message);
  if (lore_scene_get_title (scene) == NULL)
    add_item (items, _ ("_Lose This One and Replay"), "win.lose", message);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (menu), G_MENU_MODEL (items));
  if (!gtk_widget_translate_coordinates (row, gtk_widget_get_parent (menu), x, y, &left,
                                         &top))
    return;
  gtk_popover_set_pointing_to (GTK_POPOVER (menu),
                               &(GdkRectangle){ (int)left, (int)top, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (menu));
}
