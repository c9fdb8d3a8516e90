/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was published about the presence of a user (RFC 3903 §6): one document, known by
 * an entity tag that changes whenever it is published again.
 */
#pragma once

#include "session/asked.h"

G_BEGIN_DECLS

typedef struct _LorePublication LorePublication;

LorePublication *lore_publication_new (void);
void lore_publication_free (LorePublication *publication);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LorePublication, lore_publication_free)

/* Answers a PUBLISH; TRUE when the document is another one now. */
gboolean lore_publication_answer (LorePublication *publication, const LoreAsked *asked);

/* The document, as long as it holds; NULL: none. Borrowed. */
const char *lore_publication_get_body (LorePublication *publication, gint64 now_us);

G_END_DECLS
