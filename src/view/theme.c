/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/theme.h"

#include <adwaita.h>

const LorePalette *
lore_theme_get_palette (void)
{
  return lore_palette_get (adw_style_manager_get_dark (adw_style_manager_get_default ()));
}

GdkRGBA
lore_theme_get_colour (LoreColour colour)
{
  guint32 rgb = lore_theme_get_palette ()->rgb[colour];

  return (GdkRGBA){ (rgb >> 16 & 0xff) / 255.0f, (rgb >> 8 & 0xff) / 255.0f,
                    (rgb & 0xff) / 255.0f, 1.0f };
}

void
lore_theme_watch (GObject *owner, LoreThemeFunc func)
{
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (func), owner, G_CONNECT_SWAPPED);
  func (owner);
}

gboolean
lore_theme_may_move (GtkWidget *widget)
{
  gboolean may = TRUE;

  g_object_get (gtk_widget_get_settings (widget), "gtk-enable-animations", &may, NULL);
  return may;
}

void
lore_theme_use_chinese_forms (GtkWidget *widget)
{
  pango_context_set_language (gtk_widget_get_pango_context (widget),
                              pango_language_from_string ("zh-cn"));
}
