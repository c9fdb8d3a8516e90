/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fragments of IP datagrams put together again (RFC 791 §3.2, RFC 8200 §4.5). Bounded: a
 * capture cannot make it hold more than a few hundred unfinished datagrams.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LoreFragments LoreFragments;

typedef struct
{
  guint8 source[16]; /* an IPv4 address fills four */
  guint8 destination[16];
  guint32 id;
  guint8 version;
  guint8 protocol;
} LoreFragmentKey;

LoreFragments *lore_fragments_new (void);
void lore_fragments_free (LoreFragments *fragments);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreFragments, lore_fragments_free)

/* Adds the piece at @offset; the whole datagram's payload (owned by the caller) once no
 * piece is missing, NULL until then. @more as in the header of the fragment. */
GBytes *lore_fragments_add (LoreFragments *fragments, const LoreFragmentKey *key,
                            guint32 offset, gboolean more, const guint8 *data, gsize len);

/* How many datagrams never became whole. */
guint lore_fragments_get_n_unfinished (LoreFragments *fragments);

G_END_DECLS
