/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Identities in pieces of text: found, and handed to the pseudonyms. What is added to the
 * output is the text itself while these only meet originals.
 */
#pragma once

#include "formats/pseudonyms.h"

G_BEGIN_DECLS

typedef enum
{
  LORE_MASK_PLACES = 1 << 0,  /* addresses, user@host, sip:host, hosts and keys met */
  LORE_MASK_WORDS = 1 << 1,   /* words met, of three letters or more */
  LORE_MASK_NUMBERS = 1 << 2, /* numbers met, of four digits or more, and +1212… */
  LORE_MASK_NAMES = 1 << 3,   /* all words and numbers are somebody's */
} LoreMaskFlags;

/* Any text. */
void lore_mask_text (LorePseudonyms *pseudonyms, LoreMaskFlags flags, const char *text,
                     gsize len, GString *out);

G_END_DECLS
