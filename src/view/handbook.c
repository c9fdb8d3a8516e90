/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/handbook.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sip/facts.h"
#include "view/words.h"

struct _LorePage
{
  GObject parent_instance;

  GListStore *topics; /* owned; NULL for a topic */

  /* Borrowed */
  const char *chapter; /* row of the table */
  const LoreTopic *topic;
};

G_DEFINE_FINAL_TYPE (LorePage, lore_page, G_TYPE_OBJECT)

/* --- chapters -------------------------------------------------------------------- */

static const char *
get_name (const LoreTopic *topic)
{
  return strchr (lore_topic_get_id (topic), ':') + 1;
}

static gboolean
is_any (const LoreTopic *topic, const char *argument)
{
  return TRUE;
}

static gboolean
is_first_method (const LoreTopic *topic, const char *argument)
{
  return g_strcmp0 (lore_topic_get_rfc (topic), "3261") == 0;
}

static gboolean
is_later_method (const LoreTopic *topic, const char *argument)
{
  return !is_first_method (topic, argument);
}

static gboolean
has_name (const LoreTopic *topic, const char *start)
{
  return g_str_has_prefix (get_name (topic), start);
}

static gboolean
has_category (const LoreTopic *topic, const char *nick)
{
  const SipHeader *header = sip_header_get (sip_header_lookup (get_name (topic), -1));

  return header != NULL && g_str_equal (sip_category_get_nick (header->category), nick);
}

/* The four classes of header fields head chapters of their own. */
static gboolean
is_part (const LoreTopic *topic, const char *argument)
{
  static const char *const classes[] = { "category:general", "category:request",
                                         "category:response", "category:entity", NULL };

  return !g_strv_contains (classes, lore_topic_get_id (topic));
}

/* In order: what the window calls it or the topic that it begins with, the kinds of
 * topics in it, and which of them. */
static const struct
{
  const char *title;
  const char *kinds;
  gboolean (*belongs) (const LoreTopic *topic, const char *argument);
  const char *argument;
  gboolean by_name; /* to look up rather than to read in order */
} chapters[] = {
  { N_ ("SIP and Its Neighbours"), "protocol", is_any, NULL },
  { N_ ("Who Takes Part"), "role", is_any, NULL },
  { N_ ("Words of the Trade"), "term", is_any, NULL },
  { N_ ("The Six Methods"), "method", is_first_method, NULL },
  { N_ ("The Eight Later Methods"), "method", is_later_method, NULL },
  { "class:1xx", "status", has_name, "1" },
  { "class:2xx", "status", has_name, "2" },
  { "class:3xx", "status", has_name, "3" },
  { "class:4xx", "status", has_name, "4" },
  { "class:5xx", "status", has_name, "5" },
  { "class:6xx", "status", has_name, "6" },
  { "category:general", "header", has_category, "general", TRUE },
  { "category:request", "header", has_category, "request", TRUE },
  { "category:response", "header", has_category, "response", TRUE },
  { "category:entity", "header", has_category, "entity", TRUE },
  { N_ ("Parts of a Message"), "category part", is_part, NULL },
  { N_ ("Parameters"), "param", is_any, NULL, TRUE },
  { N_ ("URI Parameters"), "uri-param", is_any, NULL, TRUE },
  { N_ ("Values"), "value option-tag warning", is_any, NULL },
  { N_ ("Session Descriptions (SDP)"), "sdp sdp-field sdp-attribute", is_any, NULL },
  { N_ ("State Machines and Timers"),
    "machine state timer dialog-state subscription-state", is_any, NULL },
  { N_ ("What Learners Get Wrong"), "misconception", is_any, NULL },
  { N_ ("SIP Stacks"), "stack", is_any, NULL },
  { N_ ("Practice: Requests, Behaviours, Faults"), "template behaviour fault", is_any,
    NULL },
};

/* --- pages ----------------------------------------------------------------------- */

static void
lore_page_dispose (GObject *object)
{
  g_clear_object (&LORE_PAGE (object)->topics);
  G_OBJECT_CLASS (lore_page_parent_class)->dispose (object);
}

static void
lore_page_class_init (LorePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_page_dispose;
}

static void
lore_page_init (LorePage *self)
{
}

static LorePage *
page_new (const char *chapter, const LoreTopic *topic)
{
  LorePage *self = g_object_new (LORE_TYPE_PAGE, NULL);

  self->chapter = chapter;
  self->topic = topic;
  return self;
}

const LoreTopic *
lore_page_get_topic (LorePage *self)
{
  return self->topic;
}

GListModel *
lore_page_get_topics (LorePage *self)
{
  return G_LIST_MODEL (self->topics);
}

char *
lore_page_dup_chapter (LorePage *self)
{
  char *title = lore_words_dup_title (self->chapter, " ");

  return title != NULL ? title : g_strdup (_ (self->chapter));
}

char *
lore_page_dup_title (LorePage *self)
{
  if (self->topic == NULL)
    return lore_page_dup_chapter (self);
  return lore_words_dup_title (lore_topic_get_id (self->topic), " ");
}

/* --- the book -------------------------------------------------------------------- */

/* Topics that only hold a sentence with values in it are no reading. */
static gboolean
is_reading (const LoreTopic *topic)
{
  return lore_topic_get_summary (topic, "en") != NULL;
}

static void
add_topic (LorePage *chapter, const LoreTopic *topic, guint position)
{
  g_autoptr (LorePage) page = page_new (chapter->chapter, topic);

  g_list_store_insert (chapter->topics, position, page);
}

static void
add_kind (LorePage *chapter, gsize i, const char *kind)
{
  const LoreTopic *const *topics =
      lore_catalogue_get_topics (lore_catalogue_get_default ());
  gsize len = strlen (kind);

  for (gsize t = 0; topics[t] != NULL; t++)
    {
      const char *id = lore_topic_get_id (topics[t]);

      if (strncmp (id, kind, len) == 0 && id[len] == ':' && is_reading (topics[t])
          && chapters[i].belongs (topics[t], chapters[i].argument))
        add_topic (chapter, topics[t],
                   g_list_model_get_n_items (G_LIST_MODEL (chapter->topics)));
    }
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const LoreTopic *first = lore_page_get_topic ((LorePage *)a);
  const LoreTopic *second = lore_page_get_topic ((LorePage *)b);

  return g_ascii_strcasecmp (get_name (first), get_name (second));
}

static LorePage *
create_chapter (gsize i)
{
  LorePage *chapter = page_new (chapters[i].title, NULL);
  const LoreTopic *first =
      lore_catalogue_lookup (lore_catalogue_get_default (), chapters[i].title);
  g_auto (GStrv) kinds = g_strsplit (chapters[i].kinds, " ", -1);

  chapter->topics = g_list_store_new (LORE_TYPE_PAGE);
  for (gsize k = 0; kinds[k] != NULL; k++)
    add_kind (chapter, i, kinds[k]);
  if (chapters[i].by_name)
    g_list_store_sort (chapter->topics, compare_names, NULL);
  if (first != NULL)
    add_topic (chapter, first, 0);
  return chapter;
}

GListModel *
lore_handbook_new (void)
{
  GListStore *book = g_list_store_new (LORE_TYPE_PAGE);

  for (gsize i = 0; i < G_N_ELEMENTS (chapters); i++)
    {
      g_autoptr (LorePage) chapter = create_chapter (i);

      g_list_store_append (book, chapter);
    }
  return G_LIST_MODEL (book);
}

/* --- searching ------------------------------------------------------------------- */

/* How near a topic is to what is looked for; the order of the results. */
typedef enum
{
  RANK_NAMED,
  RANK_TITLED,
  RANK_BEGINS,
  RANK_TITLE,
  RANK_SUMMARY,
  RANK_TEXT,
  N_RANKS
} Rank;

static gboolean
has_words (const char *text, char **words)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  for (gsize i = 0; words[i] != NULL; i++)
    if (folded == NULL || strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
text_has_words (const LoreTopic *topic, const char *language, char **words)
{
  g_autoptr (GString) text = g_string_new (lore_topic_get_title (topic, language));

  g_string_append_printf (text, " %s", lore_topic_get_summary (topic, language));
  for (guint i = 0; i < lore_topic_get_n_paragraphs (topic); i++)
    g_string_append_printf (text, " %s", lore_topic_get_paragraph (topic, i, language));
  return has_words (text->str, words);
}

static Rank
get_rank_in (const LoreTopic *topic, const char *language, const char *needle,
             char **words)
{
  const char *title = lore_topic_get_title (topic, language);
  g_autofree char *name = g_utf8_casefold (get_name (topic), -1);
  g_autofree char *folded = g_utf8_casefold (title, -1);

  if (g_str_equal (name, needle))
    return RANK_NAMED;
  if (g_str_equal (folded, needle))
    return RANK_TITLED;
  if (g_str_has_prefix (name, needle) || g_str_has_prefix (folded, needle))
    return RANK_BEGINS;
  if (has_words (folded, words) || has_words (lore_topic_get_id (topic), words))
    return RANK_TITLE;
  if (has_words (lore_topic_get_summary (topic, language), words))
    return RANK_SUMMARY;
  return text_has_words (topic, language, words) ? RANK_TEXT : N_RANKS;
}

static Rank
get_rank (const LoreTopic *topic, const char *needle, char **words)
{
  Rank english = get_rank_in (topic, "en", needle, words);

  return MIN (english, get_rank_in (topic, "zh_CN", needle, words));
}

static void
search_chapter (LorePage *chapter, const char *needle, char **words, GListStore **found)
{
  GListModel *topics = lore_page_get_topics (chapter);

  for (guint i = 0; i < g_list_model_get_n_items (topics); i++)
    {
      g_autoptr (LorePage) page = g_list_model_get_item (topics, i);
      Rank rank = get_rank (page->topic, needle, words);

      if (rank < N_RANKS)
        g_list_store_append (found[rank], page);
    }
}

GListModel *
lore_handbook_search (GListModel *handbook, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *needle = g_utf8_casefold (stripped, -1);
  g_auto (GStrv) words = g_strsplit_set (needle, " \t", -1);
  GListStore *found[N_RANKS];

  for (gsize rank = 0; rank < N_RANKS; rank++)
    found[rank] = g_list_store_new (LORE_TYPE_PAGE);
  for (guint i = 0; i < g_list_model_get_n_items (handbook); i++)
    {
      g_autoptr (LorePage) chapter = g_list_model_get_item (handbook, i);

      search_chapter (chapter, needle, words, found);
    }
  for (gsize rank = 1; rank < N_RANKS; rank++)
    {
      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (found[rank])); i++)
        {
          g_autoptr (LorePage) page =
              g_list_model_get_item (G_LIST_MODEL (found[rank]), i);

          g_list_store_append (found[0], page);
        }
      g_object_unref (found[rank]);
    }
  return G_LIST_MODEL (found[0]);
}
