/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The catalogue in the language of the window: English, Chinese, or both, one under the
 * other. All strings returned are the caller's.
 */
#pragma once

#include "catalogue/catalogue.h"
#include "sip/tree.h"

G_BEGIN_DECLS

/* The languages to show, in order: one or two codes of the catalogue, NULL-terminated. */
const char *const *lore_words_get_languages (void);

/* Sentences: a line a language. */
char *lore_words_dup_sentence (const char *id, const char *const *args);
char *lore_words_dup_problem (const GError *error);
char *lore_words_dup_diagnostic (SipTree *tree, const SipDiagnostic *diagnostic);

/* FALSE for what is said about a {{variable}} that has no value yet: the draft is not
 * wrong, it is unfinished, and the variables without a value are listed elsewhere. */
gboolean lore_words_is_finding (SipTree *tree, const SipDiagnostic *diagnostic);

/* Titles and summaries of a topic; NULL when there is none. With @separator between two
 * languages, unless the one already holds the other ("Via（途经）"). */
char *lore_words_dup_title (const char *id, const char *separator);
char *lore_words_dup_summary (const char *id);

/* "RFC 3261 §20.42" in spaces that do not break, NULL when the topic has none. */
char *lore_words_dup_source (const LoreTopic *topic);

/* What a tooltip says of the byte @at, as markup: what it is, and what is wrong there. */
char *lore_words_dup_tooltip (SipTree *tree, gsize at);

G_END_DECLS
