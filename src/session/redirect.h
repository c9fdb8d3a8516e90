/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The core of a redirect server (RFC 3261 §8.3): it says where somebody can be reached
 * and does nothing else.
 */
#pragma once

#include "session/bindings.h"
#include "session/element.h"

G_BEGIN_DECLS

/* 302 with what @bindings have for the Request-URI, or for its user at @domain (may be
 * NULL); 404 where they have nothing. */
void
lore_redirect_request (LoreElement *element, LoreBindings *bindings, const char *domain,
                       LoreTransaction *transaction, const LoreArrival *arrival);

G_END_DECLS
