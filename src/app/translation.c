/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/translation.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include <locale.h>
#include <string.h>

#include "view/words.h"

/* glibc looks translations up anew when this changes (gettext manual, "Being a gettext
 * user at run time"). */
extern int _nl_msg_cat_cntr;

static gboolean
is_plain_c (void)
{
  const char *messages = setlocale (LC_MESSAGES, NULL);
  const char *characters = setlocale (LC_CTYPE, NULL);

  return messages == NULL || g_str_equal (messages, "C") || g_str_equal (messages, "POSIX")
         || g_str_equal (characters, "C") || g_str_equal (characters, "POSIX");
}

static gboolean
can_translate (void)
{
  gboolean can;

  g_setenv ("LANGUAGE", "zh_CN", TRUE);
  ++_nl_msg_cat_cntr;
  can = !g_str_equal (dgettext (GETTEXT_PACKAGE, "Ladder"), "Ladder");
  return can;
}

/* gettext never translates in the locale C, and newer C libraries do not in C.UTF-8
 * either: then any installed UTF-8 locale serves, as LANGUAGE decides. */
static void
choose_locale (void)
{
  static const char *const candidates[]
      = { "C.UTF-8", "en_US.UTF-8", "zh_CN.UTF-8", "en_GB.UTF-8", "C.utf8" };

  if (setlocale (LC_ALL, "") != NULL && !is_plain_c () && can_translate ())
    return;
  gtk_disable_setlocale ();
  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (setlocale (LC_ALL, candidates[i]) != NULL && can_translate ())
      return;
  setlocale (LC_ALL, "C.UTF-8");
}

void
lore_translation_init (void)
{
  g_autofree char *language = g_strdup (g_getenv ("LANGUAGE"));
  const char *folder = g_getenv ("SIPLORE_LOCALEDIR");

  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : LORE_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  choose_locale ();
  if (language != NULL)
    g_setenv ("LANGUAGE", language, TRUE);
  else
    g_unsetenv ("LANGUAGE");
  ++_nl_msg_cat_cntr;

  /* GLib decides once, at its first look-up, whether to translate at all, and says no when
   * the program's own domain has no catalogue in the language of the moment. Asking before
   * there is a text domain makes it say yes. */
  g_dgettext ("glib20", "x");
  textdomain (GETTEXT_PACKAGE);
}

void
lore_translation_set_language (const char *language)
{
  g_setenv ("LANGUAGE", g_str_equal (language, "both") ? "zh_CN@both" : language, TRUE);
  ++_nl_msg_cat_cntr;
  lore_words_set_language (language);
}

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
lore_translation_fix_fonts (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  g_autofree char *name = NULL;
  g_autofree char *family = NULL;
  g_autofree char *families = NULL;
  g_autofree char *fixed = NULL;
  PangoFontDescription *description;

  g_object_get (settings, "gtk-font-name", &name, NULL);
  description = pango_font_description_from_string (name != NULL ? name : "Sans 10");
  family = dup_real_family (description);
  if (family != NULL && strstr (family, "CJK") == NULL)
    {
      families = g_strconcat (family, ",Noto Sans CJK SC", NULL);
      pango_font_description_set_family (description, families);
      fixed = pango_font_description_to_string (description);
      g_object_set (settings, "gtk-font-name", fixed, NULL);
    }
  pango_font_description_free (description);
}
