/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a callee does by itself once a call is up: hangs up, presses keys, puts on hold.
 */
#pragma once

#include "plan/behaviour.h"
#include "session/element.h"

G_BEGIN_DECLS

typedef struct _LoreLater LoreLater;

/* @behaviour, which is static, says what and when; @dialogs has the call under @key;
 * @ack, by which it came up, says on which wire. */
LoreLater *
lore_later_new (LoreElement *element, GHashTable *dialogs, const char *key,
                const char *user, const LoreBehaviour *behaviour, const LoreArrival *ack);
void lore_later_free (LoreLater *later);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreLater, lore_later_free)

const char *lore_later_get_key (LoreLater *later);

/* A response has come: TRUE, and acknowledged, when it is the 2xx to its re-INVITE. */
gboolean lore_later_answered (LoreLater *later, const LoreArrival *response);

G_END_DECLS
