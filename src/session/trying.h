/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The 100 to a request other than INVITE: over UDP none before the client's timer E has
 * reached T2, and then it is owed by whoever has not answered yet (RFC 4320 §4.1).
 */
#pragma once

#include "session/element.h"

G_BEGIN_DECLS

typedef struct _LoreTrying LoreTrying;

/* Waits until it is owed, and sends it. @element is borrowed. */
LoreTrying *lore_trying_new (LoreElement *element, LoreTransaction *server);
/* There is an answer, or there will be none. */
void lore_trying_free (LoreTrying *trying);

G_END_DECLS
