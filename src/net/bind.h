/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sockets and the addresses they are bound to, and what can go wrong with that.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *lore_bind_format_address (GSocketAddress *address); /* "127.0.0.1:5060" */

/* A socket bound to @host, an IP address; *ret_address is where it is then. LORE_PROBLEM
 * "port-in-use", "no-permission-port", "address-not-here", "socket-failed". */
GSocket *lore_bind_open (const char *host, guint16 port, GSocketType type,
                         char **ret_address, GError **error);

/* A TCP socket that listens there; the same problems. */
GSocket *
lore_bind_listener (const char *host, guint16 port, char **ret_address, GError **error);
/* A TCP socket that will connect from @address, on which a lore_bind_listener() listens;
 * from any port where that is not possible. NULL: there is no such socket. */
GSocket *lore_bind_outgoing (const char *address, GSocketFamily family);

G_END_DECLS
