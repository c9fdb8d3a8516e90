/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/words.h"

#include <string.h>

#include "base/language.h"
#include "sip/facts.h"
#include "view/selection.h"

#define NO_BREAK "\u00a0"

const char *const *
lore_words_get_languages (void)
{
  return lore_language_get_words (lore_language_get ());
}

/* --- sentences ------------------------------------------------------------------- */

char *
lore_words_dup_sentence (const char *id, const char *const *args)
{
  const char *const *languages = lore_words_get_languages ();
  GString *words = g_string_new (NULL);

  for (gsize i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *sentence = lore_catalogue_dup_sentence (
          lore_catalogue_get_default (), id, languages[i], args);

      g_string_append_printf (words, "%s%s", i > 0 ? "\n" : "", sentence);
    }
  return g_string_free (words, FALSE);
}

char *
lore_words_dup_problem (const GError *error)
{
  const char *const *languages = lore_words_get_languages ();
  GString *words = g_string_new (NULL);

  for (gsize i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *sentence =
          lore_catalogue_dup_problem (lore_catalogue_get_default (), error, languages[i]);

      if (strcmp (words->str, sentence)
          != 0) /* an error without words has one language */
        g_string_append_printf (words, "%s%s", i > 0 ? "\n" : "", sentence);
    }
  return g_string_free (words, FALSE);
}

char *
lore_words_dup_diagnostic (SipTree *tree, const SipDiagnostic *diagnostic)
{
  const SipDiagnosticRow *row = sip_diagnostic_get_row (diagnostic->code);
  g_autofree char *id = g_strconcat ("diagnostic:", row->id, NULL);
  g_auto (GStrv) args = sip_diagnostic_dup_args (diagnostic, sip_tree_get_bytes (tree));

  return lore_words_dup_sentence (id, (const char *const *)args);
}

/* --- topics ---------------------------------------------------------------------- */

char *
lore_words_dup_title (const char *id, const char *separator)
{
  const char *const *languages = lore_words_get_languages ();
  const LoreTopic *topic = lore_catalogue_lookup (lore_catalogue_get_default (), id);
  const char *first, *second;

  if (topic == NULL)
    return NULL;
  first = lore_topic_get_title (topic, languages[0]);
  second = languages[1] != NULL ? lore_topic_get_title (topic, languages[1]) : NULL;
  if (second == NULL)
    return g_strdup (first);
  if (first == NULL || g_str_has_prefix (second, first))
    return g_strdup (second);
  return g_strconcat (first, separator, second, NULL);
}

char *
lore_words_dup_summary (const char *id)
{
  const char *const *languages = lore_words_get_languages ();
  const LoreTopic *topic = lore_catalogue_lookup (lore_catalogue_get_default (), id);
  GString *words;

  if (topic == NULL || lore_topic_get_summary (topic, "en") == NULL)
    return NULL;
  words = g_string_new (lore_topic_get_summary (topic, languages[0]));
  if (languages[1] != NULL)
    g_string_append_printf (words, "\n%s", lore_topic_get_summary (topic, languages[1]));
  return g_string_free (words, FALSE);
}

char *
lore_words_dup_source (const LoreTopic *topic)
{
  const char *rfc = lore_topic_get_rfc (topic);
  const char *section = lore_topic_get_section (topic);

  if (rfc == NULL)
    return NULL;
  if (section == NULL)
    return g_strconcat ("RFC" NO_BREAK, rfc, NULL);
  return g_strconcat ("RFC" NO_BREAK, rfc, NO_BREAK "§", section, NULL);
}

gboolean
lore_words_is_finding (SipTree *tree, const SipDiagnostic *diagnostic)
{
  const guint8 *data = sip_tree_get_data (tree, NULL);

  return memmem (data + diagnostic->span.at, diagnostic->span.len, "{{", 2) == NULL;
}

/* --- tooltips -------------------------------------------------------------------- */

/* A diagnostic about something that is missing has an empty span: it is at its place. */
static gboolean
is_about (const SipDiagnostic *diagnostic, gsize at)
{
  return sip_span_contains (diagnostic->span, at)
         || (diagnostic->span.len == 0 && diagnostic->span.at == at);
}

static void
append_markup (GString *markup, const char *text)
{
  g_autofree char *part = lore_catalogue_dup_markup (text);

  g_string_append (markup, part);
}

char *
lore_words_dup_tooltip (SipTree *tree, gsize at)
{
  GString *markup = g_string_new (NULL);
  g_autofree char *topic = sip_tree_dup_topic (tree, lore_selection_find_node (tree, at));
  g_autofree char *title = lore_words_dup_title (topic, " ");
  g_autofree char *summary = lore_words_dup_summary (topic);
  guint n;
  const SipDiagnostic *diagnostics = sip_tree_get_diagnostics (tree, &n);

  for (guint i = 0; i < n; i++)
    if (is_about (&diagnostics[i], at) && lore_words_is_finding (tree, &diagnostics[i]))
      {
        g_autofree char *sentence = lore_words_dup_diagnostic (tree, &diagnostics[i]);

        g_string_append (markup, markup->len > 0 ? "\n⚠ " : "⚠ ");
        append_markup (markup, sentence);
      }
  if (title != NULL)
    {
      g_string_append (markup, markup->len > 0 ? "\n\n<b>" : "<b>");
      append_markup (markup, title);
      g_string_append (markup, "</b>");
    }
  if (summary != NULL)
    {
      g_string_append_c (markup, '\n');
      append_markup (markup, summary);
    }
  return g_string_free (markup, FALSE);
}
