/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/describe.h"

#include <string.h>

#include "base/args.h"
#include "catalogue/catalogue.h"
#include "trace/narrate.h"
#include "trace/notes.h"
#include "trace/rtp-stream.h"

/* The longest reason phrase that stands on an arrow. */
#define LONGEST_PHRASE 40

static char *
say_in (const char *id, char **args, const char *language)
{
  return lore_catalogue_dup_sentence (lore_catalogue_get_default (), id, language,
                                      (const char *const *)args);
}

/* One sentence, or both with @joint between them; the same twice is said once. */
static char *
say (const char *id, char **args, const char *language, const char *joint)
{
  g_autofree char *english = NULL;
  g_autofree char *chinese = NULL;

  if (!g_str_equal (language, "both"))
    return say_in (id, args, language);
  english = say_in (id, args, "en");
  chinese = say_in (id, args, "zh_CN");
  if (g_str_equal (english, chinese))
    return g_steal_pointer (&english);
  return g_strconcat (english, joint, chinese, NULL);
}

char *
lore_describe_words (const char *id, const char *language)
{
  return say (id, NULL, language, " · ");
}

/* --- labels --------------------------------------------------------------------- */

static void
append (GString *label, const char *id, char **args, const char *language)
{
  g_autofree char *words = say_in (id, args, language);

  g_string_append (label, words);
}

static char *
describe_in (LoreTrace *trace, guint32 message, char **args, const char *language)
{
  GString *label = g_string_new (NULL);
  LoreMessage facts;

  lore_trace_get_message (trace, message, &facts);
  if (facts.flags & LORE_MESSAGE_REQUEST)
    append (label, "narration:label-request", args, language);
  else if (facts.flags & LORE_MESSAGE_RESPONSE)
    append (label, "narration:label-response", args, language);
  else
    append (label, "narration:label-other", args, language);

  if (facts.call != LORE_ID_NONE
      && lore_trace_get_first_in_call (trace, facts.call) != message)
    append (label, "narration:label-after", args, language);
  if (facts.flags & LORE_MESSAGE_RETRANSMISSION)
    append (label, "narration:label-repeat", args, language);
  if (facts.flags & LORE_MESSAGE_LOST)
    append (label, "narration:label-lost", args, language);
  if (facts.flags & LORE_MESSAGE_UNANSWERED)
    append (label, "narration:label-unanswered", args, language);
  if (facts.flags & LORE_MESSAGE_TRUNCATED)
    append (label, "narration:label-truncated", args, language);
  return g_string_free (label, FALSE);
}

static char *
describe_message (LoreTrace *trace, guint32 message, const char *language)
{
  g_auto (GStrv) args = lore_narrate_dup_args (trace, message);
  g_autofree char *english = NULL;
  g_autofree char *chinese = NULL;

  if (!g_str_equal (language, "both"))
    return describe_in (trace, message, args, language);
  english = describe_in (trace, message, args, "en");
  chinese = describe_in (trace, message, args, "zh_CN");
  return g_strconcat (english, " · ", chinese, NULL);
}

char *
lore_describe_message (LoreTrace *trace, guint32 message, const char *language)
{
  const char *note = lore_notes_get_note (lore_trace_get_notes (trace), message);
  g_autofree char *label = describe_message (trace, message, language);

  return note != NULL ? g_strconcat (label, " ✎ ", note, NULL) : g_steal_pointer (&label);
}

/* --- sentences ------------------------------------------------------------------ */

/* Spaces stand round Latin names in Chinese sentences, but not between Han characters. */
static void
close_gaps (char *sentence)
{
  for (char *at = strchr (sentence, ' '); at != NULL && at > sentence;)
    {
      const char *before = g_utf8_find_prev_char (sentence, at);

      if (g_unichar_iswide (g_utf8_get_char (before))
          && g_unichar_iswide (g_utf8_get_char (at + 1)))
        memmove (at, at + 1, strlen (at));
      at = strchr (at + 1, ' ');
    }
}

/* Whoever has no name has none at the beginning of a sentence either: "Someone …". */
static char *
dup_sentence (const char *id, char **args, const char *language)
{
  const LoreTopic *someone =
      lore_catalogue_lookup (lore_catalogue_get_default (), "narration:someone");
  const char *word = lore_topic_get_sentence (someone, language);
  char *sentence = say_in (id, args, language);

  for (char *at = strstr (sentence, word); at != NULL; at = strstr (at + 1, word))
    if (at == sentence || (at > sentence + 1 && at[-1] == ' ' && at[-2] == '.'))
      *at = g_ascii_toupper (*at);
  close_gaps (sentence);
  return sentence;
}

static char *
narrate_in (const char *id, char **args, const char *remark, char **remark_args,
            const char *language)
{
  g_autofree char *sentence = dup_sentence (id, args, language);
  g_autofree char *before = NULL;

  if (remark == NULL)
    return g_steal_pointer (&sentence);
  before = dup_sentence (remark, remark_args, language);
  return g_strconcat (before, g_str_has_prefix (language, "zh") ? "" : " ", sentence,
                      NULL);
}

char *
lore_describe_narration (LoreTrace *trace, guint32 message, const char *language)
{
  g_auto (GStrv) args = NULL;
  g_auto (GStrv) remark_args = NULL;
  const char *id = lore_narrate_message (trace, message, &args);
  const char *remark = lore_narrate_remark (trace, message, &remark_args);
  g_autofree char *english = NULL;
  g_autofree char *chinese = NULL;

  if (!g_str_equal (language, "both"))
    return narrate_in (id, args, remark, remark_args, language);
  english = narrate_in (id, args, remark, remark_args, "en");
  chinese = narrate_in (id, args, remark, remark_args, "zh_CN");
  return g_strconcat (english, "\n", chinese, NULL);
}

char *
lore_describe_event (LoreTrace *trace, guint32 event, const char *language)
{
  g_auto (GStrv) args = NULL;
  const char *id = lore_narrate_event (trace, event, &args);

  return say (id, args, language, "\n");
}

/* How many bytes at the ends of both are the same, from a character on that follows a
 * space or a mark in each: the value that both sentences end in. */
static gsize
get_common_end (const char *english, const char *chinese)
{
  const char *left = english + strlen (english);
  const char *right = chinese + strlen (chinese);
  gsize common = 0;

  while (left > english && right > chinese)
    {
      const char *at = g_utf8_prev_char (left);
      gunichar before_left = g_utf8_get_char (at);
      gunichar before_right = g_utf8_get_char (g_utf8_prev_char (right));

      if ((before_left == ' ' || g_unichar_ispunct (before_left))
          && (before_right == ' ' || g_unichar_ispunct (before_right)))
        common = strlen (left);
      if (before_left != before_right)
        break;
      left = at;
      right = g_utf8_prev_char (right);
    }
  return common;
}

/* "offer · 提议: audio PCMU": there is little room below an arrow, so the value is said
 * once. */
static char *
join_note (const char *english, const char *chinese)
{
  gsize common = get_common_end (english, chinese);
  const char *value = english + strlen (english) - common;
  g_autofree char *english_head = NULL;
  g_autofree char *chinese_head = NULL;
  const char *mark = value;
  char *end;

  if (common == 0 || common == strlen (english))
    return g_strconcat (english, " · ", chinese, NULL);
  while (mark > english && (mark[-1] == ' ' || g_ascii_ispunct (mark[-1])))
    mark--;
  english_head = g_strndup (english, mark - english);
  chinese_head = g_strndup (chinese, strlen (chinese) - common);
  end = chinese_head + strlen (chinese_head);
  while (end > chinese_head
         && (g_utf8_get_char (g_utf8_prev_char (end)) == ' '
             || g_unichar_ispunct (g_utf8_get_char (g_utf8_prev_char (end)))))
    end = g_utf8_prev_char (end);
  *end = '\0';
  if (*english_head == '\0' || *chinese_head == '\0')
    return g_strconcat (english, " · ", chinese, NULL);
  return g_strconcat (english_head, " · ", chinese_head, mark, NULL);
}

static char *
describe_facts (LoreTrace *trace, guint32 message, const char *language)
{
  g_auto (GStrv) args = NULL;
  const char *id = lore_narrate_note (trace, message, &args);
  g_autofree char *english = NULL;
  g_autofree char *chinese = NULL;

  if (id == NULL)
    return NULL;
  if (!g_str_equal (language, "both"))
    return say_in (id, args, language);
  english = say_in (id, args, "en");
  chinese = say_in (id, args, "zh_CN");
  if (g_str_equal (english, chinese))
    return g_steal_pointer (&english);
  return join_note (english, chinese);
}

/* Below an arrow is one line, whatever a person wrote. */
static char *
dup_line (const char *note)
{
  g_auto (GStrv) words = g_strsplit_set (note, "\r\n\t", -1);
  g_autoptr (GString) line = g_string_new (NULL);

  for (gsize i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", words[i]);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* What a person wrote stands behind what the program has to say. */
char *
lore_describe_note (LoreTrace *trace, guint32 message, const char *language)
{
  const char *note = lore_notes_get_note (lore_trace_get_notes (trace), message);
  g_autofree char *facts = describe_facts (trace, message, language);
  g_autofree char *line = NULL;

  if (note == NULL)
    return g_steal_pointer (&facts);
  line = dup_line (note);
  return facts != NULL ? g_strconcat (facts, " · ✎ ", line, NULL)
                       : g_strconcat ("✎ ", line, NULL);
}

char *
lore_describe_arrow (LoreTrace *trace, guint32 message)
{
  gsize len = 0;
  const char *data = (const char *)lore_trace_get_data (trace, message, &len);
  g_autofree char *phrase = NULL;
  g_autofree char *head = NULL;
  LoreMessage facts;
  SipIndex index;

  lore_trace_get_message (trace, message, &facts);
  lore_trace_get_index (trace, message, &index);
  if ((facts.flags & (LORE_MESSAGE_REQUEST | LORE_MESSAGE_RESPONSE)) == 0)
    return g_strdup ("?");
  if (facts.status == 0)
    phrase = g_utf8_make_valid (data + index.method_name.at, index.method_name.len);
  else
    phrase = g_utf8_make_valid (data + index.reason.at, index.reason.len);
  if (g_utf8_strlen (phrase, -1) > LONGEST_PHRASE)
    {
      head = g_utf8_substring (phrase, 0, LONGEST_PHRASE - 1);
      g_free (phrase);
      phrase = g_strconcat (head, "…", NULL);
    }
  if (facts.status == 0)
    return g_steal_pointer (&phrase);
  return g_strdup_printf ("%u%s%s", facts.status, *phrase != '\0' ? " " : "", phrase);
}

/* --- streams -------------------------------------------------------------------- */

/* The sentence, and what keys were pressed where there are any. */
static char *
describe_stream_in (const char *id, char **args, gboolean with_keys, const char *language)
{
  GString *words = g_string_new (NULL);

  append (words, id, args, language);
  if (with_keys)
    append (words, "stream:keys", args, language);
  return g_string_free (words, FALSE);
}

static char *
describe_stream (LoreTrace *trace, guint stream, const char *id, gboolean with_keys,
                 const char *language)
{
  const LoreRtpStream *facts = lore_trace_get_stream (trace, stream);
  g_auto (GStrv) args = lore_rtp_stream_dup_args (trace, facts);
  g_autofree char *english = NULL;
  g_autofree char *chinese = NULL;

  with_keys &= facts->keys->len > 0;
  if (!g_str_equal (language, "both"))
    return describe_stream_in (id, args, with_keys, language);
  english = describe_stream_in (id, args, with_keys, "en");
  chinese = describe_stream_in (id, args, with_keys, "zh_CN");
  return g_strconcat (english, " · ", chinese, NULL);
}

char *
lore_describe_stream (LoreTrace *trace, guint stream, const char *language)
{
  return describe_stream (trace, stream, "stream:label", FALSE, language);
}

char *
lore_describe_stream_note (LoreTrace *trace, guint stream, const char *language)
{
  return describe_stream (trace, stream, "stream:note", TRUE, language);
}

char *
lore_describe_stream_aloud (LoreTrace *trace, guint stream, const char *language)
{
  return describe_stream (trace, stream, "stream:spoken", TRUE, language);
}
