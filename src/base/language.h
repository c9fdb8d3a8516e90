/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The language of the process. Interface texts come from gettext, which follows LANGUAGE;
 * the catalogue has every language at once and is asked for them by name. "Both" is a
 * catalogue of its own for gettext and two languages for the catalogue.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Before the first thread and before any text is looked up. @localedir is where the
 * translations were installed; the variable SIPLORE_LOCALEDIR has precedence. TRUE when
 * the locale is another than the environment asks for: a toolkit must not set it again.
 */
gboolean lore_language_init (const char *localedir);

/* "en", "zh_CN" or "both"; FALSE when there is no such language. Texts that were looked
 * up before stay as they are. */
gboolean lore_language_set (const char *id);

/* The one set, or else what the environment asks for; "en" when that is none of ours. */
const char *lore_language_get (void);

/* Ids of all languages, NULL-terminated, and what each is called by those who speak it.
 */
const char *const *lore_language_list (void);
const char *lore_language_get_name (const char *id);

/* The catalogue's languages for @id, in the order in which to show them: {"en", "zh_CN"}
 * for "both". NULL-terminated, static. */
const char *const *lore_language_get_words (const char *id);

G_END_DECLS
