/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The client's opening of a WebSocket over a stream that stands (RFC 6455 §4.1), with the
 * subprotocol "sip" (RFC 7118 §4.1).
 */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* @host is what the Host field says. */
void
lore_ws_handshake_async (GIOStream *stream, const char *host, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);
/* The caller's. LORE_PROBLEM "ws-refused": an answer came and it is not a 101. */
SoupWebsocketConnection *lore_ws_handshake_finish (GAsyncResult *result, GError **error);

G_END_DECLS
