/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The top Via of a request: what the receiver adds to it and where the response goes.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Adds received (RFC 3261 §18.2.1) and fills rport (RFC 3581 §4) in the top Via of
 * @request, which came from @source ("192.0.2.7:5060"). A new reference to @request when
 * there is nothing to add. NULL: the Via cannot be read, nobody can be answered. */
GBytes *lore_via_complete (GBytes *request, const char *source);

/* Where the response to the completed @request goes (RFC 3261 §18.2.2, RFC 3581 §4):
 * received, or the sent-by; rport, or its port, or 5060. */
char *lore_via_dup_response_address (GBytes *request);

G_END_DECLS
