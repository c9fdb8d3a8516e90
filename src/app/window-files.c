/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include <glib/gi18n-lib.h>

#include "view/ladder-look.h"

/* A drawing on paper is light, whatever the window is. */
void
lore_window_export (LoreWindow *self, GFile *file)
{
  LoreLayout *layout = lore_scene_get_layout (lore_workspace_get_scene (self->workspace));
  GtkWidget *widget = GTK_WIDGET (self);
  int least = lore_ladder_look_get_minimum (widget, lore_layout_get_n_columns (layout));
  g_autoptr (LoreSaving) saving = NULL;
  LoreLadderStyle style;

  lore_ladder_look_get (widget, MAX (760, least), &style);
  style.palette = lore_palette_get (FALSE);
  saving = lore_saving_new_for_ladder (layout, file, &style);
  lore_window_start_saving (self, saving);
}

static void
export_response_cb (LoreWindow *self, int response, GtkFileChooserNative *chooser)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      lore_window_export (self, file);
    }
  g_object_unref (chooser);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (lore_window_choose_file (
      data, _ ("Export Ladder (.svg, .png, .pdf, .html, .txt, .mmd)"), "ladder.svg",
      G_CALLBACK (export_response_cb))));
}

static void
show_lab_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreWindow *self = data;

  lore_workspace_show_scene (self->workspace,
                             lore_workspace_get_lab_scene (self->workspace));
}

void
lore_window_add_file_actions (LoreWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "export", .activate = export_cb },
    { .name = "show-lab", .activate = show_lab_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries),
                                   self);
}
