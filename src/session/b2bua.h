/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The core of a back-to-back user agent (RFC 3261 §6): callee on one side, caller on the
 * other, and two dialogs that know nothing of each other. What it receives on one side it
 * says again on the other in its own name: another Call-ID, other tags, its own Contact
 * and CSeq. A 2xx, and its ACK, is repeated by the user agents at the ends.
 */
#pragma once

#include "session/bindings.h"
#include "session/directory.h"
#include "session/element.h"

G_BEGIN_DECLS

typedef struct _LoreB2bua LoreB2bua;

/* @element and @bindings are borrowed; @domain, which may be NULL, is the one that a
 * Request-URI with its own address stands for. */
LoreB2bua *lore_b2bua_new (LoreElement *element, LoreBindings *bindings,
                           LoreDirectory *directory, const char *domain);
void lore_b2bua_free (LoreB2bua *b2bua);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreB2bua, lore_b2bua_free)

/* "host:port" that calls go to for whom there is no binding; NULL: 404. */
void lore_b2bua_set_next (LoreB2bua *b2bua, const char *hop);

/* What an element's core is told, handed on. */
void lore_b2bua_request (LoreB2bua *b2bua, LoreTransaction *transaction,
                         const LoreArrival *arrival);
void lore_b2bua_response (LoreB2bua *b2bua, LoreTransaction *transaction,
                          const LoreArrival *arrival);
void lore_b2bua_failed (LoreB2bua *b2bua, LoreTransaction *transaction, LoreDo why);
void lore_b2bua_ended (LoreB2bua *b2bua, LoreTransaction *transaction);

void lore_b2bua_reset (LoreB2bua *b2bua);

G_END_DECLS
