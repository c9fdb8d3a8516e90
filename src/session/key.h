/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What names a transaction: the matching rules of RFC 3261 §17.1.3 and §17.2.3 as text
 * that a table can look up.
 */
#pragma once

#include "sip/index.h"

G_BEGIN_DECLS

/* What a branch of RFC 3261 begins with (§8.1.1.7). */
#define LORE_MAGIC_COOKIE "z9hG4bK"

/* Of a request, or of the response that looks for it. */
char *lore_key_dup_client (GBytes *message, const SipIndex *index);
/* Of a request as the server sees it; an ACK looks for its INVITE. */
char *lore_key_dup_request (GBytes *message, const SipIndex *index);
/* The same with @method in the place of the request's own. */
char *lore_key_dup_server (GBytes *message, const SipIndex *index, const char *method);

G_END_DECLS
