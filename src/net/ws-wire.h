/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SIP over WebSocket (RFC 7118) as a LoreWire, server and client: each message is one
 * frame of the subprotocol "sip", and answers go back on the connection they came by.
 */
#pragma once

#include "net/security.h"
#include "wire/wire.h"

G_BEGIN_DECLS

#define LORE_TYPE_WS_WIRE (lore_ws_wire_get_type ())
G_DECLARE_FINAL_TYPE (LoreWsWire, lore_ws_wire, LORE, WS_WIRE, GObject)

/* As lore_tcp_wire_new(): with @security it is WSS. */
LoreWsWire *
lore_ws_wire_new (LoreSecurity *security, const char *host, guint16 port,
                  const LoreWireSink *sink, gpointer user_data, GError **error);

G_END_DECLS
