/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/language.h"

#include <glib/gi18n-lib.h>

/* The environment is set by the test's rows in child processes: a process has one start.
 */
static void
child (const char *expected)
{
  lore_language_init ("/nowhere");
  g_assert_cmpstr (lore_language_get (), ==, expected);
}

static void
test_wanted (void)
{
  static const struct
  {
    const char *language, *lc_all, *lang;
    const char *expected;
    const char *why;
  } rows[] = {
    { NULL, NULL, NULL, "en", "nothing is said" },
    { NULL, "C", "zh_CN.UTF-8", "en", "LC_ALL has precedence" },
    { NULL, NULL, "zh_CN.UTF-8", "zh_CN", "an ordinary Chinese desktop" },
    { NULL, NULL, "zh_TW.UTF-8", "zh_CN", "the nearest there is" },
    { "zh_CN", "C", NULL, "zh_CN", "a machine without locales" },
    { "zh_CN@both", "C.UTF-8", NULL, "both", "both" },
    { "de:en", NULL, "zh_CN.UTF-8", "en", "a language that is none of ours" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/language/child/%s/subprocess", rows[i].expected);

      g_test_message ("%s", rows[i].why);
      g_unsetenv ("LC_MESSAGES");
      g_unsetenv ("LANGUAGE");
      g_unsetenv ("LC_ALL");
      g_unsetenv ("LANG");
      if (rows[i].language != NULL)
        g_setenv ("LANGUAGE", rows[i].language, TRUE);
      if (rows[i].lc_all != NULL)
        g_setenv ("LC_ALL", rows[i].lc_all, TRUE);
      if (rows[i].lang != NULL)
        g_setenv ("LANG", rows[i].lang, TRUE);
      g_test_trap_subprocess (path, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
    }
}

static void
test_switch (void)
{
  lore_language_init (g_getenv ("SIPLORE_LOCALEDIR"));
  g_assert_true (lore_language_set ("zh_CN"));
  g_assert_cmpstr (_ ("Tell the facts of each call"), ==, "说明每个呼叫的情况");
  g_assert_true (lore_language_set ("en"));
  g_assert_cmpstr (_ ("Tell the facts of each call"), ==, "Tell the facts of each call");
  g_assert_false (lore_language_set ("tlh"));
  g_assert_cmpstr (lore_language_get (), ==, "en");
}

static void
test_rows (void)
{
  const char *const *ids = lore_language_list ();

  g_assert_cmpuint (g_strv_length ((char **)ids), ==, 3);
  for (gsize i = 0; ids[i] != NULL; i++)
    {
      g_assert_nonnull (lore_language_get_name (ids[i]));
      g_assert_nonnull (lore_language_get_words (ids[i])[0]);
    }
  g_assert_cmpstr (lore_language_get_words ("both")[0], ==, "en");
  g_assert_cmpstr (lore_language_get_words ("both")[1], ==, "zh_CN");
  g_assert_null (lore_language_get_words ("both")[2]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/wanted", test_wanted);
  g_test_add_func ("/language/switch", test_switch);
  g_test_add_func ("/language/rows", test_rows);
  g_test_add_data_func ("/language/child/en/subprocess", "en", (GTestDataFunc)child);
  g_test_add_data_func ("/language/child/zh_CN/subprocess", "zh_CN",
                        (GTestDataFunc)child);
  g_test_add_data_func ("/language/child/both/subprocess", "both", (GTestDataFunc)child);
  return g_test_run ();
}
