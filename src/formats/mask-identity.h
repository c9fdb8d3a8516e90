/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Identities whose kind is known: a host, a user, a number, a Call-ID. What is added to
 * the output is the text itself while the pseudonyms only meet originals.
 */
#pragma once

#include "formats/pseudonyms.h"

G_BEGIN_DECLS

/* A host name or an address, in brackets or not, with what follows it: ":5060", "/127".
 */
void
lore_mask_host (LorePseudonyms *pseudonyms, const char *text, gsize len, GString *out);

/* The user part of a URI (RFC 3261 §19.1.1), its escapes kept. */
void
lore_mask_user (LorePseudonyms *pseudonyms, const char *text, gsize len, GString *out);

/* A telephone number with its visual separators (RFC 3966 §3), and its parameters. */
void
lore_mask_number (LorePseudonyms *pseudonyms, const char *text, gsize len, GString *out);

/* A Call-ID, local@host. */
void
lore_mask_call_id (LorePseudonyms *pseudonyms, const char *text, gsize len, GString *out);

/* The value of a URI's header: escaped text; of Replaces= a Call-ID with its tags. */
void lore_mask_uri_header (LorePseudonyms *pseudonyms, const char *name, gsize name_len,
                           const char *text, gsize len, GString *out);

/* Characters of which words are made: ASCII letters and digits, and all beyond ASCII. */
static inline gboolean
lore_is_word (char c)
{
  return g_ascii_isalnum (c) || (guint8)c >= 0x80;
}

static inline gboolean
lore_is_digit (char c)
{
  return g_ascii_isdigit (c);
}

static inline gboolean
lore_is_all (const char *text, gsize len, gboolean (*is) (char c))
{
  for (gsize i = 0; i < len; i++)
    if (!is (text[i]))
      return FALSE;
  return len > 0;
}

G_END_DECLS
