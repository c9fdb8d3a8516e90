/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalogue/catalogue.h"

#include "base/problem.h"
#include "lore-catalogue-resource.h"

#include <string.h>

#define FOLDER LORE_RESOURCE_PATH "/catalogue"

/* A text in every language it has: "en" first, as the source files are English. */
typedef struct
{
  char *language;
  char *text;
} LoreWords;

struct _LoreTopic
{
  char *id;
  char *rfc;
  char *section;
  char *example;
  GArray *title; /* of LoreWords */
  GArray *summary;
  GArray *sentence;
  GPtrArray *paragraphs; /* of GArray of LoreWords */
  GPtrArray *see;        /* of ids, NULL-terminated once read */
};

struct _LoreCatalogue
{
  GPtrArray *topics; /* owned, NULL-terminated */
  GHashTable *by_id; /* borrowed id → borrowed topic */
};

/* --- reading ------------------------------------------------------------------- */

typedef struct
{
  LoreCatalogue *catalogue;
  LoreTopic *topic;
  GString *text; /* of the element being read, NULL between elements */
  char *language;
} Reader;

static void
words_clear (gpointer data)
{
  LoreWords *words = data;

  g_free (words->language);
  g_free (words->text);
}

static GArray *
words_new (void)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (LoreWords));

  g_array_set_clear_func (words, words_clear);
  return words;
}

static void
words_add (GArray *words, const char *language, const char *text)
{
  LoreWords entry = { g_strdup (language), g_strdup (text) };

  g_array_append_val (words, entry);
}

static const char *
words_get (GArray *words, const char *language)
{
  const char *english = NULL;

  for (guint i = 0; i < words->len; i++)
    {
      LoreWords *entry = &g_array_index (words, LoreWords, i);

      if (g_str_equal (entry->language, language))
        return entry->text;
      if (g_str_equal (entry->language, "en"))
        english = entry->text;
    }
  return english;
}

static void
topic_free (gpointer data)
{
  LoreTopic *topic = data;

  if (topic == NULL)
    return;
  g_free (topic->id);
  g_free (topic->rfc);
  g_free (topic->section);
  g_free (topic->example);
  g_array_unref (topic->title);
  g_array_unref (topic->summary);
  g_array_unref (topic->sentence);
  g_ptr_array_unref (topic->paragraphs);
  g_ptr_array_unref (topic->see);
  g_free (topic);
}

static LoreTopic *
topic_new (const char *id, const char *rfc, const char *section)
{
  LoreTopic *topic = g_new0 (LoreTopic, 1);

  topic->id = g_strdup (id);
  topic->rfc = g_strdup (rfc);
  topic->section = g_strdup (section);
  topic->title = words_new ();
  topic->summary = words_new ();
  topic->sentence = words_new ();
  topic->paragraphs = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  topic->see = g_ptr_array_new_with_free_func (g_free);
  return topic;
}

static const char *
find_attribute (const char *wanted, const char **names, const char **values)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], wanted))
      return values[i];
  return NULL;
}

static void
start_element (GMarkupParseContext *context, const char *element, const char **names,
               const char **values, gpointer data, GError **error)
{
  Reader *reader = data;
  const char *language = find_attribute ("xml:lang", names, values);

  if (g_str_equal (element, "topic"))
    reader->topic = topic_new (find_attribute ("id", names, values),
                               find_attribute ("rfc", names, values),
                               find_attribute ("section", names, values));
  else if (reader->topic != NULL && g_str_equal (element, "see"))
    g_ptr_array_add (reader->topic->see,
                     g_strdup (find_attribute ("ref", names, values)));
  else if (reader->topic != NULL)
    {
      reader->text = g_string_new (NULL);
      reader->language = g_strdup (language != NULL ? language : "en");
    }
}

/* XML folds long paragraphs; a reader wants one space where the file has a line end. */
static char *
dup_folded (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n\t", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (gsize i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (kept, words[i]);
  g_ptr_array_add (kept, NULL);
  return g_strjoinv (" ", (char **)kept->pdata);
}

static void
end_element (GMarkupParseContext *context, const char *element, gpointer data,
             GError **error)
{
  Reader *reader = data;
  LoreTopic *topic = reader->topic;
  g_autofree char *folded = NULL;

  if (topic != NULL && g_str_equal (element, "topic"))
    {
      g_ptr_array_add (topic->see, NULL);
      g_ptr_array_add (reader->catalogue->topics, topic);
      reader->topic = NULL;
      return;
    }
  if (reader->text == NULL)
    return;

  folded = dup_folded (reader->text->str);
  if (g_str_equal (element, "title"))
    words_add (topic->title, reader->language, folded);
  else if (g_str_equal (element, "summary"))
    words_add (topic->summary, reader->language, folded);
  else if (g_str_equal (element, "sentence"))
    words_add (topic->sentence, reader->language, folded);
  else if (g_str_equal (element, "example"))
    topic->example = g_strdup (g_strstrip (reader->text->str));
  else if (g_str_equal (element, "p"))
    {
      /* A translation stands right behind the paragraph it translates. */
      if (g_str_equal (reader->language, "en"))
        g_ptr_array_add (topic->paragraphs, words_new ());
      if (topic->paragraphs->len > 0)
        words_add (g_ptr_array_index (topic->paragraphs, topic->paragraphs->len - 1),
                   reader->language, folded);
    }
  g_string_free (g_steal_pointer (&reader->text), TRUE);
  g_clear_pointer (&reader->language, g_free);
}

static void
text (GMarkupParseContext *context, const char *text, gsize len, gpointer data,
      GError **error)
{
  Reader *reader = data;

  if (reader->text != NULL)
    g_string_append_len (reader->text, text, len);
}

static void
read_file (LoreCatalogue *catalogue, GResource *resource, const char *path)
{
  static const GMarkupParser parser = { start_element, end_element, text, NULL, NULL };
  Reader reader = { .catalogue = catalogue };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GMarkupParseContext) context = NULL;

  bytes = g_resource_lookup_data (resource, path, 0, &error);
  context = g_markup_parse_context_new (&parser, 0, &reader, NULL);
  if (bytes == NULL
      || !g_markup_parse_context_parse (context, g_bytes_get_data (bytes, NULL),
                                        g_bytes_get_size (bytes), &error))
    g_error ("%s: %s", path, error->message); /* part of the program: cannot happen */
}

static LoreCatalogue *
catalogue_new (void)
{
  LoreCatalogue *catalogue = g_new0 (LoreCatalogue, 1);
  GResource *resource = lore_catalogue_get_resource ();
  g_auto (GStrv) names = g_resource_enumerate_children (resource, FOLDER, 0, NULL);

  catalogue->topics = g_ptr_array_new_with_free_func (topic_free);
  catalogue->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (FOLDER "/", names[i], NULL);

      read_file (catalogue, resource, path);
    }
  for (guint i = 0; i < catalogue->topics->len; i++)
    {
      LoreTopic *topic = g_ptr_array_index (catalogue->topics, i);

      g_hash_table_insert (catalogue->by_id, topic->id, topic);
    }
  g_ptr_array_add (catalogue->topics, NULL);
  return catalogue;
}

/* --- asking -------------------------------------------------------------------- */

LoreCatalogue *
lore_catalogue_get_default (void)
{
  static gsize catalogue = 0;

  if (g_once_init_enter (&catalogue))
    g_once_init_leave (&catalogue, (gsize)catalogue_new ());
  return (LoreCatalogue *)catalogue;
}

const LoreTopic *const *
lore_catalogue_get_topics (LoreCatalogue *catalogue)
{
  return (const LoreTopic *const *)catalogue->topics->pdata;
}

const LoreTopic *
lore_catalogue_lookup (LoreCatalogue *catalogue, const char *id)
{
  return g_hash_table_lookup (catalogue->by_id, id);
}

const char *
lore_topic_get_id (const LoreTopic *topic)
{
  return topic->id;
}

const char *
lore_topic_get_rfc (const LoreTopic *topic)
{
  return topic->rfc;
}

const char *
lore_topic_get_section (const LoreTopic *topic)
{
  return topic->section;
}

const char *
lore_topic_get_title (const LoreTopic *topic, const char *language)
{
  return words_get (topic->title, language);
}

const char *
lore_topic_get_summary (const LoreTopic *topic, const char *language)
{
  return words_get (topic->summary, language);
}

const char *
lore_topic_get_sentence (const LoreTopic *topic, const char *language)
{
  return words_get (topic->sentence, language);
}

guint
lore_topic_get_n_paragraphs (const LoreTopic *topic)
{
  return topic->paragraphs->len;
}

const char *
lore_topic_get_paragraph (const LoreTopic *topic, guint i, const char *language)
{
  g_return_val_if_fail (i < topic->paragraphs->len, NULL);
  return words_get (g_ptr_array_index (topic->paragraphs, i), language);
}

const char *
lore_topic_get_example (const LoreTopic *topic)
{
  return topic->example;
}

const char *const *
lore_topic_get_see (const LoreTopic *topic)
{
  return (const char *const *)topic->see->pdata;
}

static gboolean
words_have (GArray *words, const char *language)
{
  for (guint i = 0; i < words->len; i++)
    if (g_str_equal (g_array_index (words, LoreWords, i).language, language))
      return TRUE;
  return words->len == 0; /* nothing to translate */
}

const LoreTopic *
lore_topic_get_experiment (const LoreTopic *topic)
{
  g_autofree char *id = g_strconcat ("try:", topic->id, NULL);

  return lore_catalogue_lookup (lore_catalogue_get_default (), id);
}

gboolean
lore_topic_has_language (const LoreTopic *topic, const char *language)
{
  if (!words_have (topic->title, language) || !words_have (topic->summary, language)
      || !words_have (topic->sentence, language))
    return FALSE;
  for (guint i = 0; i < topic->paragraphs->len; i++)
    if (!words_have (g_ptr_array_index (topic->paragraphs, i), language))
      return FALSE;
  return TRUE;
}

/* --- sentences ----------------------------------------------------------------- */

/* What stands for {name}: its argument, or the title of the topic "@name" points to. */
static const char *
find_value (LoreCatalogue *catalogue, const char *name, const char *language,
            const char *const *args)
{
  g_autofree char *marked = g_strconcat ("@", name, NULL);

  for (gsize i = 0; args != NULL && args[i] != NULL && args[i + 1] != NULL; i += 2)
    {
      const LoreTopic *topic;

      if (g_str_equal (args[i], name))
        return args[i + 1];
      if (!g_str_equal (args[i], marked))
        continue;
      topic = lore_catalogue_lookup (catalogue, args[i + 1]);
      return topic != NULL ? lore_topic_get_title (topic, language) : args[i + 1];
    }
  return NULL;
}

char *
lore_catalogue_dup_sentence (LoreCatalogue *catalogue, const char *id,
                             const char *language, const char *const *args)
{
  const LoreTopic *topic = lore_catalogue_lookup (catalogue, id);
  const char *sentence = topic != NULL ? lore_topic_get_sentence (topic, language) : NULL;
  GString *filled;

  if (sentence == NULL)
    return g_strdup (id);

  filled = g_string_new (NULL);
  for (const char *at = sentence; *at != '\0';)
    {
      const char *close = *at == '{' ? strchr (at, '}') : NULL;
      g_autofree char *name = close != NULL ? g_strndup (at + 1, close - at - 1) : NULL;
      const char *value =
          name != NULL ? find_value (catalogue, name, language, args) : NULL;

      if (value != NULL)
        {
          g_string_append (filled, value);
          at = close + 1;
        }
      else
        g_string_append_c (filled, *at++);
    }
  return g_string_free (filled, FALSE);
}

char *
lore_catalogue_dup_problem (LoreCatalogue *catalogue, const GError *error,
                            const char *language)
{
  const char *id = lore_problem_get_id (error);
  g_autofree char *topic = NULL;

  if (id == NULL)
    return g_strdup (error->message);
  topic = g_strconcat ("problem:", id, NULL);
  return lore_catalogue_dup_sentence (catalogue, topic, language,
                                      lore_problem_get_args (error));
}

char *
lore_catalogue_dup_markup (const char *text)
{
  GString *markup = g_string_new (NULL);
  gboolean code = FALSE;
  gboolean stress = FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      g_autofree char *escaped = NULL;

      if (*at == '`')
        {
          g_string_append (markup, code ? "</tt>" : "<tt>");
          code = !code;
        }
      else if (*at == '*' && !code
               && (stress || (at[1] != ' ' && strchr (at + 1, '*') != NULL)))
        {
          g_string_append (markup, stress ? "</b>" : "<b>");
          stress = !stress;
        }
      else
        {
          escaped = g_markup_escape_text (at, g_utf8_next_char (at) - at);
          g_string_append (markup, escaped);
        }
    }
  /* An unpaired mark in a text must not make the whole markup invalid. */
  if (code)
    g_string_append (markup, "</tt>");
  if (stress)
    g_string_append (markup, "</b>");
  return g_string_free (markup, FALSE);
}
