/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The registrar (RFC 3261 §10.3): keeps bindings for any domain, in memory, and accepts
 * nothing but REGISTER.
 */
#pragma once

#include "session/bindings.h"
#include "session/guard.h"

G_BEGIN_DECLS

typedef struct _LoreRegistrar LoreRegistrar;

/* @element and @bindings, which a proxy may look into as well, are borrowed. */
LoreRegistrar *lore_registrar_new (LoreElement *element, LoreBindings *bindings);
void lore_registrar_free (LoreRegistrar *registrar);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreRegistrar, lore_registrar_free)

/* Borrowed; NULL: everybody may register. */
void lore_registrar_set_guard (LoreRegistrar *registrar, LoreGuard *guard);

void lore_registrar_request (LoreRegistrar *registrar, LoreTransaction *transaction,
                             const LoreArrival *arrival);

G_END_DECLS
