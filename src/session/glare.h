/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Glare: two offers have crossed in one dialog, and both were answered 491 (RFC 3261
 * §14.1, RFC 3311 §5.2). Each side waits a random time and tries again; whose Call-ID it
 * is waits longer, so that the two do not meet once more.
 */
#pragma once

#include "session/element.h"

G_BEGIN_DECLS

typedef struct _LoreGlare LoreGlare;

/* @element is borrowed, @dialogs (session/callee.h) shared. */
LoreGlare *lore_glare_new (LoreElement *element, GHashTable *dialogs);
void lore_glare_free (LoreGlare *glare);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreGlare, lore_glare_free)

/* Called with each request that it has sent. */
void lore_glare_set_sent (LoreGlare *glare,
                          void (*sent) (GBytes *request, const char *destination,
                                        gpointer user_data),
                          gpointer user_data);

/* What an element's core is told. */
void lore_glare_answered (LoreGlare *glare, LoreTransaction *transaction,
                          const LoreArrival *arrival);
/* TRUE while something waits to be tried again. */
gboolean lore_glare_is_waiting (LoreGlare *glare);
void lore_glare_reset (LoreGlare *glare);

G_END_DECLS
