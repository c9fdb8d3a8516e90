/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fonts.h"

#include <gtk/gtk.h>
#include <string.h>

/* The family that a font name stands for ("Sans" is DejaVu Sans, or another). */
static char *
dup_real_family (const PangoFontDescription *description)
{
  PangoFontMap *map = pango_cairo_font_map_get_default ();
  PangoContext *context = pango_font_map_create_context (map);
  PangoFont *font = pango_context_load_font (context, description);
  PangoFontDescription *real;
  char *family;

  g_object_unref (context);
  if (font == NULL)
    return g_strdup (pango_font_description_get_family (description));
  real = pango_font_describe (font);
  family = g_strdup (pango_font_description_get_family (real));
  pango_font_description_free (real);
  g_object_unref (font);
  return family;
}

void
lore_fonts_prefer_chinese (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  g_autofree char *name = NULL;
  g_autofree char *family = NULL;
  PangoFontDescription *description;

  g_object_get (settings, "gtk-font-name", &name, NULL);
  description = pango_font_description_from_string (name != NULL ? name : "Sans 10");
  family = dup_real_family (description);
  if (family != NULL && strstr (family, "CJK") == NULL)
    {
      g_autofree char *families = g_strconcat (family, ",Noto Sans CJK SC", NULL);
      g_autofree char *fixed = NULL;

      pango_font_description_set_family (description, families);
      fixed = pango_font_description_to_string (description);
      g_object_set (settings, "gtk-font-name", fixed, NULL);
    }
  pango_font_description_free (description);
}
