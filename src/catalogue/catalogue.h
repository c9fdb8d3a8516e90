/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words: topic id → topic in every language; id + named arguments → sentence.
 * Read once from the XML that the build makes of data/catalogue and po/catalogue.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LoreTopic LoreTopic;
typedef struct _LoreCatalogue LoreCatalogue;

/* The catalogue compiled into the program; lives as long as it. */
LoreCatalogue *lore_catalogue_get_default (void);

/* NULL-terminated, in the order of the files; borrowed. */
const LoreTopic *const *lore_catalogue_get_topics (LoreCatalogue *catalogue);

/* NULL when there is no such topic. */
const LoreTopic *lore_catalogue_lookup (LoreCatalogue *catalogue, const char *id);

/* @language is "en" or "zh_CN" (a language without words falls back to English). All
 * strings are borrowed. `…` marks protocol text and *…* stress in them. */
const char *lore_topic_get_id (const LoreTopic *topic);
const char *lore_topic_get_rfc (const LoreTopic *topic);     /* "3261" or NULL */
const char *lore_topic_get_section (const LoreTopic *topic); /* "20.42" or NULL */
const char *lore_topic_get_title (const LoreTopic *topic, const char *language);
const char *lore_topic_get_summary (const LoreTopic *topic, const char *language);
const char *lore_topic_get_sentence (const LoreTopic *topic, const char *language);
guint lore_topic_get_n_paragraphs (const LoreTopic *topic);
const char *
lore_topic_get_paragraph (const LoreTopic *topic, guint i, const char *language);
const char *lore_topic_get_example (const LoreTopic *topic); /* or NULL */
const char *const *lore_topic_get_see (const LoreTopic *topic);
gboolean lore_topic_has_language (const LoreTopic *topic, const char *language);

/* What to try in the lab about @topic of the default catalogue: a topic with a sentence
 * ("try:" + its id); NULL for most. */
const LoreTopic *lore_topic_get_experiment (const LoreTopic *topic);

/* The sentence of topic @id with {name} replaced from @args (base/args.h). A name without
 * an argument stays as it is. Returns the id itself when there is no such topic. */
char *lore_catalogue_dup_sentence (LoreCatalogue *catalogue, const char *id,
                                   const char *language, const char *const *args);

/* `code` and *stress* as Pango markup, everything else escaped. */
char *lore_catalogue_dup_markup (const char *text);

/* A LORE_PROBLEM in words; the message of any other error. */
char *lore_catalogue_dup_problem (LoreCatalogue *catalogue, const GError *error,
                                  const char *language);

G_END_DECLS
