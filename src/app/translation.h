/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The language of the process. The window's texts come from gettext, which follows the
 * variable LANGUAGE; the catalogue's are asked for by language.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Before gtk_init() and before the first thread. */
void lore_translation_init (void);

/* "en", "zh_CN" or "both". Texts already on the screen stay: build the window anew. */
void lore_translation_set_language (const char *language);

/* Lets Han characters come in their Chinese forms, whatever the locale. After gtk_init(). */
void lore_translation_fix_fonts (void);

G_END_DECLS
