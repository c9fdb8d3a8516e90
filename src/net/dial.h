/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Getting through to a port: a TCP connection, and TLS over it.
 */
#pragma once

#include "net/security.h"

G_BEGIN_DECLS

/* Connects from @address, on which a wire listens, to @destination, both "host:port" of
 * IP addresses; with @security over TLS. */
void lore_dial_async (const char *address, const char *destination,
                      LoreSecurity *security, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data);
/* The stream, the caller's. LORE_PROBLEM "connection-refused", "connection-failed" and
 * those of lore_security_get_problem(). */
GIOStream *lore_dial_finish (GAsyncResult *result, GError **error);

G_END_DECLS
