/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names that stand for others. Each original has one pseudonym, no two have the same, and
 * none is itself an original: so all originals are to be met before the first is
 * replaced. A pseudonym has the length and the kind of characters of its original as long
 * as such are left.
 *
 * What hides nobody is its own pseudonym: loopback, multicast and unspecified addresses,
 * reserved domains (RFC 6761), words like "anonymous" (RFC 3323).
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  LORE_PSEUDONYM_WORD,    /* ASCII letters and digits, and all beyond ASCII; any case */
  LORE_PSEUDONYM_NUMBER,  /* digits */
  LORE_PSEUDONYM_TOP,     /* a top-level domain */
  LORE_PSEUDONYM_KEY,     /* what means nothing but must be the same everywhere */
  LORE_PSEUDONYM_NETWORK, /* the first three octets of an IPv4 address */
  LORE_PSEUDONYM_IPV6,    /* as GInetAddress writes it */
  LORE_N_PSEUDONYMS
} LorePseudonymKind;

typedef struct _LorePseudonyms LorePseudonyms;

/* The same @seed, originals and order give the same pseudonyms. */
LorePseudonyms *lore_pseudonyms_new (guint32 seed);
void lore_pseudonyms_free (LorePseudonyms *pseudonyms);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LorePseudonyms, lore_pseudonyms_free)

/* At first originals are only met; from now on they are replaced. */
void lore_pseudonyms_start (LorePseudonyms *pseudonyms);

/* Adds to @out what @text is to be replaced by: itself while they are only met. */
void lore_pseudonyms_put (LorePseudonyms *pseudonyms, LorePseudonymKind kind,
                          const char *text, gsize len, GString *out);
/* Whether it was met. */
gboolean lore_pseudonyms_has (LorePseudonyms *pseudonyms, LorePseudonymKind kind,
                              const char *text, gsize len);

/* An IPv4 or IPv6 address; the network is replaced and, inside it, the host. FALSE and
 * nothing added when it is none. */
gboolean lore_pseudonyms_put_address (LorePseudonyms *pseudonyms, const char *text,
                                      gsize len, GString *out);

/* Host names met, for whoever looks for them in other text; @host in lower case. */
void lore_pseudonyms_note_host (LorePseudonyms *pseudonyms, const char *host);
gboolean lore_pseudonyms_has_host (LorePseudonyms *pseudonyms, const char *host);

G_END_DECLS
