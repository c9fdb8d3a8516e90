/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who answered "port unreachable". A socket that is not connected hears nothing of ICMP
 * unless it asks for an error queue (Linux, ip(7)), which tells the address as well.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void lore_icmp_ask (int fd, GSocketFamily family);

/* Takes one refusal from the queue: to which address the datagram had been sent, the
 * caller's. FALSE when the queue is empty. */
gboolean lore_icmp_take (int fd, GSocketAddress **ret_address);

G_END_DECLS
