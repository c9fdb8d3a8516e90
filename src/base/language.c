/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/language.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

/* glibc looks translations up anew when this changes (gettext manual, "Being a gettext
 * user at run time"). */
extern int _nl_msg_cat_cntr;

enum
{
  ENGLISH,
  CHINESE,
  BOTH,
};

/* A row a language. Another one is another row and its files in po/. */
static const struct
{
  const char *id;
  const char *variable; /* LANGUAGE */
  const char *name;
  const char *words[3];
} languages[] = {
  [ENGLISH] = { "en", "en", "English", { "en" } },
  [CHINESE] = { "zh_CN", "zh_CN", "中文", { "zh_CN" } },
  [BOTH] = { "both", "zh_CN@both:zh_CN", "English + 中文", { "en", "zh_CN" } },
};

static gsize current = ENGLISH;

static gboolean
find (const char *id, gsize *ret_row)
{
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (languages[i].id, id))
      {
        *ret_row = i;
        return TRUE;
      }
  return FALSE;
}

/* --- setting up ----------------------------------------------------------------------
 */

static gboolean
is_plain_c (void)
{
  const char *messages = setlocale (LC_MESSAGES, NULL);
  const char *characters = setlocale (LC_CTYPE, NULL);

  return messages == NULL || g_str_equal (messages, "C")
         || g_str_equal (messages, "POSIX") || g_str_equal (characters, "C")
         || g_str_equal (characters, "POSIX");
}

/* Every domain but ours may lack a language; ours has Chinese in its header at least. */
static gboolean
can_translate (void)
{
  g_setenv ("LANGUAGE", "zh_CN", TRUE);
  ++_nl_msg_cat_cntr;
  return *dgettext (GETTEXT_PACKAGE, "") != '\0';
}

/* gettext translates nothing in the locale C, and newer C libraries nothing in C.UTF-8:
 * then any installed UTF-8 locale serves, for LANGUAGE decides. */
static gboolean
choose_locale (void)
{
  static const char *const candidates[] = { "C.UTF-8", "en_US.UTF-8", "zh_CN.UTF-8",
                                            "en_GB.UTF-8" };

  if (setlocale (LC_ALL, "") != NULL && !is_plain_c () && can_translate ())
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (setlocale (LC_ALL, candidates[i]) != NULL && can_translate ())
      return TRUE;
  setlocale (LC_ALL, "C.UTF-8");
  return TRUE;
}

/* What the environment wants, asked before it is changed: LANGUAGE counts even where the
 * locale is C, for that is how a machine without locales can be asked for Chinese. */
static gsize
find_wanted (void)
{
  static const char *const variables[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      const char *value = g_getenv (variables[i]);

      if (value == NULL || *value == '\0')
        continue;
      return g_str_has_prefix (value, "zh_CN@both") ? BOTH
             : g_str_has_prefix (value, "zh")       ? CHINESE
                                                    : ENGLISH;
    }
  return ENGLISH;
}

gboolean
lore_language_init (const char *localedir)
{
  const char *override = g_getenv ("SIPLORE_LOCALEDIR");
  gsize wanted = find_wanted ();
  gboolean changed;

  bindtextdomain (GETTEXT_PACKAGE, override != NULL ? override : localedir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  changed = choose_locale ();
  lore_language_set (languages[wanted].id);

  /* GLib decides once, at its first look-up, whether to translate at all, and says no
   * when the program's own domain has no catalogue in the language of the moment. Asking
   * before there is a text domain makes it say yes. */
  g_dgettext ("glib20", "x");
  textdomain (GETTEXT_PACKAGE);
  return changed;
}

/* --- asking --------------------------------------------------------------------------
 */

gboolean
lore_language_set (const char *id)
{
  if (!find (id, &current))
    return FALSE;
  g_setenv ("LANGUAGE", languages[current].variable, TRUE);
  ++_nl_msg_cat_cntr;
  return TRUE;
}

const char *
lore_language_get (void)
{
  return languages[current].id;
}

const char *const *
lore_language_list (void)
{
  static const char *ids[G_N_ELEMENTS (languages) + 1];

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    ids[i] = languages[i].id;
  return ids;
}

const char *
lore_language_get_name (const char *id)
{
  gsize row;

  return find (id, &row) ? languages[row].name : NULL;
}

const char *const *
lore_language_get_words (const char *id)
{
  gsize row = 0;

  find (id, &row);
  return languages[row].words;
}
