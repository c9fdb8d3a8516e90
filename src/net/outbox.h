/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What waits to leave by one stream, in order. A peer that never reads must not fill the
 * memory: beyond LORE_BOUND_WAITING bytes nothing more is taken.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GQueue messages; /* of GBytes */
  gsize size;      /* of all of them, in bytes */
} LoreOutbox;

void lore_outbox_init (LoreOutbox *outbox);
void lore_outbox_clear (LoreOutbox *outbox);
/* FALSE: there is too much already. One message is taken whatever its size. */
gboolean lore_outbox_put (LoreOutbox *outbox, GBytes *message);
/* The oldest, the caller's; NULL: nothing waits. */
GBytes *lore_outbox_take (LoreOutbox *outbox);

G_END_DECLS
