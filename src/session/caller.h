/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The core of a user agent client (RFC 3261 §8.1, §9.1, §13.2, §15.1.1): Alice. Guided
 * sending gives each request a transaction and acknowledges what must be; raw sending
 * sends what it is given and nothing else. The notebook learns from both.
 */
#pragma once

#include "session/element.h"
#include "session/notebook.h"

G_BEGIN_DECLS

typedef struct _LoreCaller LoreCaller;

/* @element is borrowed, @dialogs shared (session/callee.h). */
LoreCaller *lore_caller_new (LoreElement *element, GHashTable *dialogs);
void lore_caller_free (LoreCaller *caller);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreCaller, lore_caller_free)

LoreNotebook *lore_caller_get_notebook (LoreCaller *caller);
/* What was sent last went raw: nothing may leave by itself. */
gboolean lore_caller_is_raw (LoreCaller *caller);

/* Who answers the challenges of 401 and 407 while sending is guided; NULL: nobody. */
void lore_caller_set_login (LoreCaller *caller, const char *user, const char *password);

/* The Authorization that answers the last challenge for @request; a made-up one while
 * nobody has asked, so that the answer shows what a stale nonce is. NULL: no login. */
char *lore_caller_dup_authorization (LoreCaller *caller, GBytes *request);

/* @address: IP address and port. *ret_message is the trace's id. LORE_PROBLEM: those of
 * lore_wire_send(), "branch-in-use", "cancel-too-early", "sips-needs-tls". */
gboolean lore_caller_send (LoreCaller *caller, GBytes *message, const char *address,
                           gboolean guided, guint32 *ret_message, GError **error);

/* What an element's core is told, handed on. A request while sending is raw is not
 * answered; the notebook hears of it, and the trace why. */
void lore_caller_request (LoreCaller *caller, const LoreArrival *arrival);
void lore_caller_response (LoreCaller *caller, LoreTransaction *transaction,
                           const LoreArrival *arrival);
void lore_caller_failed (LoreCaller *caller, LoreTransaction *transaction);
void lore_caller_reset (LoreCaller *caller);

G_END_DECLS
