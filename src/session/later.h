/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a callee does by itself once a call is up: hangs up, presses keys, puts on hold.
 */
#pragma once

#include "plan/behaviour.h"
#include "session/session-timers.h"

G_BEGIN_DECLS

typedef struct _LoreLater LoreLater;

/* @behaviour, which is static, says what, @after_us when; @dialogs has the call under
 * @key;
 * @ack, by which it came up, says on which wire. @timers is borrowed: what its requests
 * say of the session's time; may be NULL. */
LoreLater *
lore_later_new (LoreElement *element, GHashTable *dialogs, const char *key,
                const char *user, const LoreBehaviour *behaviour, gint64 after_us,
                LoreSessionTimers *timers, const LoreArrival *ack);
void lore_later_free (LoreLater *later);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreLater, lore_later_free)

const char *lore_later_get_key (LoreLater *later);

/* Its re-INVITE was accepted: it goes on. */
void lore_later_accepted (LoreLater *later);

G_END_DECLS
