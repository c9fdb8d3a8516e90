/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a terminal, a syslog or a web page put around the lines of a log, taken off again.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LORE_CLEAN_COLOURS = 1 << 0,  /* terminal escape sequences */
  LORE_CLEAN_PREFIX = 1 << 1,   /* "Nov 22 20:25:48 host app[7]: " before every line */
  LORE_CLEAN_HASH_012 = 1 << 2, /* "#012" for a line end */
  LORE_CLEAN_DOT_IS_CR = 1 << 3,
} LoreCleaning;

/* Returns @text without what @wanted names, and in *@ret_done what was there to clean.
 * NULL when nothing had to be done. g_free() it. */
char *lore_clean_text (const char *text, gsize len, LoreCleaning wanted, gsize *ret_len,
                       LoreCleaning *ret_done);

G_END_DECLS
