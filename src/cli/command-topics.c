/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"
#include "catalogue/catalogue.h"
#include "cli/json-line.h"
#include "cli/terminal.h"
#include "sip/facts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Topics that only hold a sentence with values in it are no reading. */
static gboolean
is_reading (const LoreTopic *topic)
{
  return lore_topic_get_summary (topic, "en") != NULL;
}

static char *
dup_kind (const char *id)
{
  return g_strndup (id, strcspn (id, ":"));
}

/* Header fields have a category; other topics have none. */
static const char *
get_category (const char *id)
{
  const SipHeader *header = NULL;

  if (g_str_has_prefix (id, "header:"))
    header = sip_header_get (sip_header_lookup (id + strlen ("header:"), -1));
  return header != NULL ? sip_category_get_nick (header->category) : NULL;
}

static char *
dup_rfc (const LoreTopic *topic)
{
  const char *rfc = lore_topic_get_rfc (topic);
  const char *section = lore_topic_get_section (topic);

  if (rfc == NULL)
    return NULL;
  return section != NULL ? g_strdup_printf ("%s §%s", rfc, section) : g_strdup (rfc);
}

/* --- JSON ----------------------------------------------------------------------------
 */

static const char *
get_sentence (gconstpointer topic, const char *language)
{
  return lore_topic_get_sentence (topic, language);
}

static const char *
get_title (gconstpointer topic, const char *language)
{
  return lore_topic_get_title (topic, language);
}

static const char *
get_summary (gconstpointer topic, const char *language)
{
  return lore_topic_get_summary (topic, language);
}

static void
add_paragraphs (JsonBuilder *builder, const LoreTopic *topic)
{
  json_builder_set_member_name (builder, "paragraphs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < lore_topic_get_n_paragraphs (topic); i++)
    {
      json_builder_begin_object (builder);
      lore_json_add_string (builder, "en", lore_topic_get_paragraph (topic, i, "en"));
      lore_json_add_string (builder, "zh_CN",
                            lore_topic_get_paragraph (topic, i, "zh_CN"));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const LoreTopic *topic)
{
  const char *id = lore_topic_get_id (topic);
  const char *const *see = lore_topic_get_see (topic);
  const LoreTopic *experiment = lore_topic_get_experiment (topic);
  JsonBuilder *builder = lore_json_begin ();
  g_autofree char *kind = dup_kind (id);
  g_autofree char *rfc = dup_rfc (topic);

  lore_json_add_string (builder, "id", id);
  lore_json_add_string (builder, "kind", kind);
  lore_json_add_string (builder, "category", get_category (id));
  lore_json_add_string (builder, "rfc", rfc);
  lore_json_add_words (builder, "title", get_title, topic);
  lore_json_add_words (builder, "summary", get_summary, topic);
  add_paragraphs (builder, topic);
  lore_json_add_string (builder, "example", lore_topic_get_example (topic));
  if (experiment != NULL)
    lore_json_add_words (builder, "experiment", get_sentence, experiment);
  json_builder_set_member_name (builder, "see");
  json_builder_begin_array (builder);
  for (gsize i = 0; see[i] != NULL; i++)
    json_builder_add_string_value (builder, see[i]);
  json_builder_end_array (builder);
  lore_json_print (builder);
}

/* --- text ----------------------------------------------------------------------------
 */

static void
print_line (const LoreCli *cli, const LoreTopic *topic)
{
  g_autofree char *bold = lore_terminal_dup_bold (cli, lore_topic_get_id (topic));
  guint width = lore_terminal_measure (lore_topic_get_id (topic));
  const char *previous = NULL;

  g_print ("%s%*s", bold, (int)MAX (32 - (int)width, 1), "");
  for (gsize i = 0; cli->words[i] != NULL; i++)
    {
      const char *title = lore_topic_get_title (topic, cli->words[i]);

      if (g_strcmp0 (title, previous) != 0)
        g_print ("%s%s", previous != NULL ? " · " : "", title);
      previous = title;
    }
  g_print ("\n");
}

static void
print_in (const LoreCli *cli, const LoreTopic *topic, const char *language)
{
  g_autofree char *title =
      lore_terminal_dup_bold (cli, lore_topic_get_title (topic, language));
  const char *summary = lore_topic_get_summary (topic, language);
  const LoreTopic *experiment = lore_topic_get_experiment (topic);

  g_print ("%s\n", title);
  if (summary != NULL)
    {
      g_autofree char *words = lore_terminal_dup_words (cli, summary);

      lore_terminal_print_wrapped (words, 2);
    }
  for (guint i = 0; i < lore_topic_get_n_paragraphs (topic); i++)
    {
      g_autofree char *words =
          lore_terminal_dup_words (cli, lore_topic_get_paragraph (topic, i, language));

      g_print ("\n");
      lore_terminal_print_wrapped (words, 2);
    }
  if (experiment != NULL)
    {
      g_autofree char *words =
          lore_terminal_dup_words (cli, lore_topic_get_sentence (experiment, language));

      g_print ("\n  %s\n", _ ("Try it"));
      lore_terminal_print_wrapped (words, 4);
    }
  g_print ("\n");
}

static void
print_example (const char *example)
{
  g_auto (GStrv) lines = g_strsplit (example, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    g_print ("    %s\n", lines[i]);
  g_print ("\n");
}

static void
print_text (const LoreCli *cli, const LoreTopic *topic)
{
  const char *const *see = lore_topic_get_see (topic);
  g_autofree char *rfc = dup_rfc (topic);

  for (gsize i = 0; cli->words[i] != NULL; i++)
    print_in (cli, topic, cli->words[i]);
  if (lore_topic_get_example (topic) != NULL)
    print_example (lore_topic_get_example (topic));
  if (rfc != NULL)
    g_print ("RFC %s\n", rfc);
  if (see[0] != NULL)
    {
      g_autofree char *ids = g_strjoinv (" ", (char **)see);

      g_print (_ ("See also: %s\n"), ids);
    }
}

/* --- looking up ----------------------------------------------------------------------
 */

static gboolean
name_matches (const char *id, const char *name)
{
  const char *colon = strchr (id, ':');

  return g_ascii_strcasecmp (id, name) == 0
         || (colon != NULL && g_ascii_strcasecmp (colon + 1, name) == 0);
}

/* "header:Via", or "via" where that names something in one family or several. */
static GPtrArray *
find_topics (const char *name)
{
  const LoreTopic *const *topics =
      lore_catalogue_get_topics (lore_catalogue_get_default ());
  const LoreTopic *exact = lore_catalogue_lookup (lore_catalogue_get_default (), name);
  GPtrArray *found = g_ptr_array_new ();

  if (exact != NULL)
    g_ptr_array_add (found, (gpointer)exact);
  for (gsize i = 0; exact == NULL && topics[i] != NULL; i++)
    if (is_reading (topics[i]) && name_matches (lore_topic_get_id (topics[i]), name))
      g_ptr_array_add (found, (gpointer)topics[i]);
  return found;
}

static LoreExit
print_one (const LoreCli *cli, const char *name)
{
  g_autoptr (GPtrArray) found = find_topics (name);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < found->len; i++)
    if (cli->json)
      print_json (g_ptr_array_index (found, i));
    else
      print_text (cli, g_ptr_array_index (found, i));
  if (found->len > 0)
    return LORE_EXIT_FINE;
  lore_problem_set (&error, LORE_PROBLEM_USAGE, "topic-unknown", "id", name, NULL);
  return lore_cli_fail (cli, error);
}

LoreExit
lore_command_topics (const LoreCli *cli, int argc, char **argv)
{
  const LoreTopic *const *topics =
      lore_catalogue_get_topics (lore_catalogue_get_default ());
  LoreExit status;

  if (!lore_cli_parse (cli, &argc, &argv, NULL, 0, 1, &status))
    return status;
  if (argc == 2)
    return print_one (cli, argv[1]);
  for (gsize i = 0; topics[i] != NULL; i++)
    if (cli->json)
      print_json (topics[i]);
    else if (is_reading (topics[i]))
      print_line (cli, topics[i]);
  return LORE_EXIT_FINE;
}
