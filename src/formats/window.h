/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An input read from front to back through a window that moves along: a capture may be
 * larger than memory, and what was taken out of it need not be in memory twice.
 */
#pragma once

#include "formats/input.h"

G_BEGIN_DECLS

typedef struct _LoreWindow LoreWindow;

/* Borrows @input, none of which may have been read. */
LoreWindow *lore_window_new (LoreInput *input);
void lore_window_free (LoreWindow *window);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreWindow, lore_window_free)

/* The next @n bytes, which stay next; NULL when the input ends before. Good until the
 * next call. */
const guint8 *lore_window_peek (LoreWindow *window, gsize n);
/* Past the next @n bytes, returned as above; nothing moves when they are not all there.
 */
const guint8 *lore_window_take (LoreWindow *window, gsize n);
gboolean lore_window_at_end (LoreWindow *window);

G_END_DECLS
