/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text as editors of Windows save it: two bytes a character, a mark at its beginning that
 * says in which order (RFC 2781 §3.2). SIP is UTF-8.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean lore_utf_16_is_marked (const char *data, gsize len);

/* The same characters in UTF-8, without the mark; half a character is U+FFFD, a byte that
 * stands alone at the end is left out. */
GBytes *lore_utf_16_dup_utf_8 (const char *data, gsize len);

G_END_DECLS
