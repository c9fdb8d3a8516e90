/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include <glib/gi18n-lib.h>

#include "draw/ladder.h"
#include "view/ladder-look.h"

/* A drawing on paper is light, whatever the window is. */
static void
export_response_cb (LoreWindow *self, int response, GtkFileChooserNative *chooser)
{
  LoreLayout *layout = lore_scene_get_layout (lore_workspace_get_scene (self->workspace));
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  LoreLadderStyle style;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      lore_ladder_look_get (
          GTK_WIDGET (self),
          MAX (760, lore_ladder_look_get_minimum (GTK_WIDGET (self),
                                                  lore_layout_get_n_columns (layout))),
          &style);
      style.palette = lore_palette_get (FALSE);
      lore_ladder_style_fit (&style, layout, 0);
      if (!lore_ladder_export (layout, file, &style, NULL, &error))
        lore_window_show_error (self, error);
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
