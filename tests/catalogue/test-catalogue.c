/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/args.h"
#include "base/problem.h"
#include "catalogue/catalogue.h"

/* Every topic says everything in Chinese too, and every link leads somewhere. */
static void
test_complete (void)
{
  LoreCatalogue *catalogue = lore_catalogue_get_default ();
  const LoreTopic *const *topics = lore_catalogue_get_topics (catalogue);

  for (gsize i = 0; topics[i] != NULL; i++)
    {
      const char *id = lore_topic_get_id (topics[i]);
      const char *const *see = lore_topic_get_see (topics[i]);

      if (!lore_topic_has_language (topics[i], "zh_CN"))
        g_test_message ("%s has words without Chinese", id), g_test_fail ();
      if (lore_catalogue_lookup (catalogue, id) != topics[i])
        g_test_message ("%s stands twice", id), g_test_fail ();
      for (gsize j = 0; see[j] != NULL; j++)
        if (lore_catalogue_lookup (catalogue, see[j]) == NULL)
          g_test_message ("%s links to %s, which is no topic", id, see[j]),
              g_test_fail ();
    }
}

static void
test_markup (void)
{
  static const struct
  {
    const char *text, *markup, *why;
  } rows[] = {
    { "plain", "plain", "nothing to do" },
    { "a `Via` here", "a <tt>Via</tt> here", "protocol text" },
    { "*never* twice", "<b>never</b> twice", "stress" },
    { "`Contact: *` alone", "<tt>Contact: *</tt> alone",
      "a star in protocol text is one" },
    { "2 * 3 < 7", "2 * 3 &lt; 7", "a lone star and what XML escapes" },
    { "an `open mark", "an <tt>open mark</tt>", "a slip stays valid markup" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *markup = lore_catalogue_dup_markup (rows[i].text);

      g_test_message ("%s", rows[i].why);
      g_assert_cmpstr (markup, ==, rows[i].markup);
    }
}

static void
test_unknown_sentence (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  lore_problem_set (&error, LORE_PROBLEM_FILE, "no-such-problem", "file", "x.sip", NULL);
  words = lore_catalogue_dup_problem (lore_catalogue_get_default (), error, "en");
  g_assert_cmpstr (words, ==, "problem:no-such-problem");
  g_assert_cmpstr (lore_args_get (lore_problem_get_args (error), "file"), ==, "x.sip");
}

/* An experiment belongs to something that is explained, and says it in both languages. */
static void
test_experiments (void)
{
  LoreCatalogue *catalogue = lore_catalogue_get_default ();
  const LoreTopic *const *topics = lore_catalogue_get_topics (catalogue);
  guint n = 0;

  for (gsize i = 0; topics[i] != NULL; i++)
    {
      const char *id = lore_topic_get_id (topics[i]);
      const LoreTopic *about;

      if (!g_str_has_prefix (id, "try:"))
        continue;
      n++;
      about = lore_catalogue_lookup (catalogue, id + strlen ("try:"));
      g_test_message ("%s", id);
      g_assert_nonnull (about);
      g_assert_true (lore_topic_get_experiment (about) == topics[i]);
      g_assert_nonnull (lore_topic_get_sentence (topics[i], "zh_CN"));
    }
  g_assert_cmpuint (n, >, 0);
  g_assert_null (
      lore_topic_get_experiment (lore_catalogue_lookup (catalogue, "header:Subject")));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalogue/complete", test_complete);
  g_test_add_func ("/catalogue/markup", test_markup);
  g_test_add_func ("/catalogue/unknown-sentence", test_unknown_sentence);
  g_test_add_func ("/catalogue/experiments", test_experiments);
  return g_test_run ();
}
