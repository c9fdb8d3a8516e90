/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text to look for in many messages. ASCII letters are found in either case; any other
 * byte is itself.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *text; /* owned, in lower case */
  gsize len;
  gsize
      anchor; /* the byte of it that messages hold least often: searching hops along it */
  guint8 upper; /* that byte in upper case */
} LoreNeedle;

void lore_needle_init (LoreNeedle *needle, const char *text, gsize len);
void lore_needle_clear (LoreNeedle *needle);

/* Whether @data holds the needle somewhere; an empty needle is everywhere. */
gboolean lore_needle_is_in (const LoreNeedle *needle, gconstpointer data, gsize len);
/* Whether @data is the needle. */
gboolean lore_needle_is (const LoreNeedle *needle, gconstpointer data, gsize len);

G_END_DECLS
