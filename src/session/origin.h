/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message of an element says about itself: where it comes from, and its branch.
 */
#pragma once

#include "session/element.h"

G_BEGIN_DECLS

/* host and port that a message by @wire to @destination (may be NULL) names as its own:
 * those of the wire, or of the way out where it is bound to every address. */
void
lore_origin_get_address (LoreElement *element, LoreWire *wire, const char *destination,
                         char **ret_host, guint16 *ret_port);
/* The same as the value of a Via with a new branch; the caller's. */
char *lore_origin_dup_via (LoreElement *element, LoreWire *wire, const char *destination);
/* With the magic cookie (RFC 3261 §8.1.1.7); the caller's. */
char *lore_origin_dup_branch (LoreElement *element);

G_END_DECLS
