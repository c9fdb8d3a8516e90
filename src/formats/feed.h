/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An input read from front to back through a window that moves along: a capture may be
 * larger than memory, and what was taken out of it need not be in memory twice.
 */
#pragma once

#include "formats/intake.h"

G_BEGIN_DECLS

typedef struct _LoreFeed LoreFeed;

/* Borrows @intake, none of which may have been read. */
LoreFeed *lore_feed_new (LoreIntake *intake);
void lore_feed_free (LoreFeed *feed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreFeed, lore_feed_free)

/* The next @n bytes, which stay next; NULL when the input ends before. Good until the
 * next call. */
const guint8 *lore_feed_peek (LoreFeed *feed, gsize n);
/* Past the next @n bytes, returned as above; nothing moves when they are not all there.
 */
const guint8 *lore_feed_take (LoreFeed *feed, gsize n);
gboolean lore_feed_at_end (LoreFeed *feed);

G_END_DECLS
