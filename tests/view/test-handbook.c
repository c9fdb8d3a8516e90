/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/handbook.h"

#include <string.h>

#include "base/language.h"

static LorePage *
find_chapter (GListModel *book, const char *title)
{
  for (guint i = 0; i < g_list_model_get_n_items (book); i++)
    {
      g_autoptr (LorePage) chapter = g_list_model_get_item (book, i);
      g_autofree char *own = lore_page_dup_title (chapter);

      if (g_str_equal (own, title))
        return g_steal_pointer (&chapter);
    }
  g_test_fail_printf ("no chapter \"%s\"", title);
  return NULL;
}

static char *
dup_ids (GListModel *pages, guint most)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < MIN (most, g_list_model_get_n_items (pages)); i++)
    {
      g_autoptr (LorePage) page = g_list_model_get_item (pages, i);

      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                              lore_topic_get_id (lore_page_get_topic (page)));
    }
  return g_string_free (ids, FALSE);
}

/* Nothing that can be read is left out, and nothing stands in two chapters. */
static void
test_whole (void)
{
  g_autoptr (GListModel) book = lore_handbook_new ();
  const LoreTopic *const *topics =
      lore_catalogue_get_topics (lore_catalogue_get_default ());
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint c = 0; c < g_list_model_get_n_items (book); c++)
    {
      g_autoptr (LorePage) chapter = g_list_model_get_item (book, c);
      GListModel *pages = lore_page_get_topics (chapter);

      g_assert_null (lore_page_get_topic (chapter));
      g_assert_cmpuint (g_list_model_get_n_items (pages), >, 0);
      for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
        {
          g_autoptr (LorePage) page = g_list_model_get_item (pages, i);
          const char *id = lore_topic_get_id (lore_page_get_topic (page));

          if (!g_hash_table_add (seen, (gpointer)id))
            g_test_fail_printf ("%s stands in two places", id);
        }
    }
  for (gsize i = 0; topics[i] != NULL; i++)
    if (lore_topic_get_summary (topics[i], "en") != NULL
        && !g_hash_table_contains (seen, lore_topic_get_id (topics[i])))
      g_test_fail_printf ("%s stands in no chapter", lore_topic_get_id (topics[i]));
}

static const struct
{
  const char *chapter;
  const char *begins; /* with these topics */
  const char *why;
} chapter_rows[] = {
  { "SIP and Its Neighbours",
    "protocol:SIP protocol:SDP protocol:RTP protocol:RTCP protocol:RTSP protocol:MEGACO",
    "what the first lesson tells apart" },
  { "The Six Methods",
    "method:INVITE method:ACK method:BYE method:CANCEL method:OPTIONS method:REGISTER",
    "those of RFC 3261 and no other" },
  { "1xx Provisional", "class:1xx status:100 status:180", "the class before its codes" },
  { "6xx Global Failure", "class:6xx status:600", "the last of six classes" },
  { "General header fields", "category:general header:Accept",
    "the class before its fields, by name" },
  { "Entity header fields", "category:entity header:Content-Disposition",
    "the last of the four classes of RFC 2543" },
  { "SIP Stacks", "stack:overview stack:JAIN-SIP", "the comparison first" },
};

static void
test_chapters (void)
{
  g_autoptr (GListModel) book = lore_handbook_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (chapter_rows); i++)
    {
      g_autoptr (LorePage) chapter = find_chapter (book, chapter_rows[i].chapter);
      g_autofree char *ids = dup_ids (lore_page_get_topics (chapter), 6);

      if (!g_str_has_prefix (ids, chapter_rows[i].begins))
        g_test_fail_printf ("%s (%s): %s", chapter_rows[i].chapter, chapter_rows[i].why,
                            ids);
    }
}

static const struct
{
  const char *text;
  const char *first;
  const char *why;
} search_rows[] = {
  { "via", "header:Via", "a name in any case" },
  { "180", "status:180", "a code" },
  { "  486 ", "status:486", "spaces around it" },
  { "RTSP", "protocol:RTSP", "a neighbour" },
  { "Busy Here", "status:486", "a title without its code" },
  { "tag", "param:tag", "the thing itself before what is only titled so" },
  { "对话", "term:dialog", "a title in Chinese" },
  { "register dialog bindings", "role:registrar", "words apart, in the text" },
  { "途经", "header:Via", "Chinese in brackets" },
  { "xyzzy", "", "nothing" },
};

static void
test_search (void)
{
  g_autoptr (GListModel) book = lore_handbook_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (search_rows); i++)
    {
      g_autoptr (GListModel) found = lore_handbook_search (book, search_rows[i].text);
      g_autofree char *ids = dup_ids (found, 1);

      if (!g_str_equal (ids, search_rows[i].first))
        g_test_fail_printf ("\"%s\" (%s) finds %s first", search_rows[i].text,
                            search_rows[i].why, ids);
    }
}

static void
test_titles (void)
{
  static const struct
  {
    const char *language;
    const char *chapter;
  } rows[] = { { "en", "Entity header fields" },
               { "zh_CN", "实体头字段" },
               { "both", "Entity header fields 实体头字段" } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GListModel) book = lore_handbook_new ();
      g_autoptr (LorePage) chapter = NULL;

      lore_language_set (rows[i].language);
      chapter = find_chapter (book, rows[i].chapter);
    }
  lore_language_set ("en");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  lore_language_set ("en");
  g_test_add_func ("/handbook/whole", test_whole);
  g_test_add_func ("/handbook/chapters", test_chapters);
  g_test_add_func ("/handbook/search", test_search);
  g_test_add_func ("/handbook/titles", test_titles);
  return g_test_run ();
}
