/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/args.h"
#include "base/problem.h"
#include "base/reason.h"
#include "catalogue/catalogue.h"

#include <string.h>

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

/* A space of the sentence stays beside Latin letters only, whatever the value is. */
static void
test_spaces (void)
{
  static const struct
  {
    const char *id, *name, *value, *language, *words, *why;
  } rows[] = {
    { "diagnostic:sdp-field-missing", "@field", "sdp-field:m-port", "zh_CN",
      "缺少媒体端口。", "a value in Chinese, a space before it" },
    { "diagnostic:header-not-applicable", "@header", "header:Require", "zh_CN",
      "）不适用于", "a value that ends in a bracket, a space behind it" },
    { "diagnostic:header-not-applicable", "header", "Require", "zh_CN",
      "，Require 不适用于", "Latin letters: the space stays" },
    { "diagnostic:header-not-applicable", "header", "", "zh_CN", "，不适用于",
      "a value of nothing leaves no space behind" },
    { "narration:label-response", "reason", "好", "zh_CN", "{status} 好，从",
      "Chinese behind Latin letters" },
    { "narration:label-response", "status", "好", "zh_CN", "好 {reason}",
      "Chinese before a name that has no value" },
    { "diagnostic:header-not-applicable", "header", "\xe4\xb8", "zh_CN",
      "\xe4\xb8 不适用于", "half a character is none" },
    { "diagnostic:header-not-applicable", "header", "要求", "en", "要求 has no place",
      "English has its spaces" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *args[] = { rows[i].name, rows[i].value, NULL };
      g_autofree char *words = lore_catalogue_dup_sentence (
          lore_catalogue_get_default (), rows[i].id, rows[i].language, args);

      g_test_message ("%s", rows[i].why);
      g_assert_nonnull (strstr (words, rows[i].words));
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

/* Whatever the system may say has words, and a problem takes them in its own language. */
static void
test_reasons (void)
{
  static GQuark (*const domains[]) (void) = { g_io_error_quark, g_file_error_quark };
  LoreCatalogue *catalogue = lore_catalogue_get_default ();
  g_autoptr (GError) full = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "");
  g_autoptr (GError) problem = NULL;
  g_autofree char *english = NULL, *chinese = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    for (int code = 0; code < 64; code++)
      {
        g_autoptr (GError) cause = g_error_new_literal (domains[i](), code, "its words");
        const char *reason = lore_reason_get (cause);

        g_assert_true (g_str_equal (reason, "its words")
                       || lore_catalogue_lookup (catalogue, reason) != NULL);
      }
  lore_problem_set (&problem, LORE_PROBLEM_FILE, "file-unwritable", "file", "x",
                    "@reason", lore_reason_get (full), NULL);
  english = lore_catalogue_dup_problem (catalogue, problem, "en");
  chinese = lore_catalogue_dup_problem (catalogue, problem, "zh_CN");
  g_assert_nonnull (strstr (english, "x cannot be written: the disk is full."));
  g_assert_nonnull (strstr (chinese, "无法写入 x：磁盘已满。"));
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
  g_test_add_func ("/catalogue/spaces", test_spaces);
  g_test_add_func ("/catalogue/markup", test_markup);
  g_test_add_func ("/catalogue/reasons", test_reasons);
  g_test_add_func ("/catalogue/unknown-sentence", test_unknown_sentence);
  g_test_add_func ("/catalogue/experiments", test_experiments);
  return g_test_run ();
}
