/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message of an element says about itself: where it comes from, and its branch.
 */
#pragma once

#include "session/answer.h"
#include "session/element.h"

G_BEGIN_DECLS

/* host and port that a message by @wire to @destination (may be NULL) names as its own:
 * those of the wire, or of the way out where it is bound to every address. */
void
lore_origin_get_address (LoreElement *element, LoreWire *wire, const char *destination,
                         char **ret_host, guint16 *ret_port);
/* The same as the value of a Via with a new branch; the caller's. */
char *lore_origin_dup_via (LoreElement *element, LoreWire *wire, const char *destination);
/* The value of a Contact: "<sip:bob@127.0.0.1:5070>", with the transport where it is not
 * UDP (RFC 3261 §19.1.1); the caller's. */
char *lore_origin_dup_contact (LoreElement *element, LoreWire *wire,
                               const char *destination, const char *user);
/* The value of a Record-Route that a proxy adds on that side: "<sip:127.0.0.1:5060;lr>",
 * with the transport where it is not UDP (§16.6 step 4); the caller's. */
char *lore_origin_dup_record_route (LoreElement *element, LoreWire *wire,
                                    const char *destination);
/* lore_answer_compose() from there; @session gets its numbers when it has none yet, else
 * its next version (RFC 3264 §8). */
char *
lore_origin_dup_answer (LoreElement *element, LoreWire *wire, const char *destination,
                        const char *user, const char *offer, LoreDescription *session);
/* With the magic cookie (RFC 3261 §8.1.1.7); the caller's. */
char *lore_origin_dup_branch (LoreElement *element);

G_END_DECLS
