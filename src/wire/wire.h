/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What carries datagrams. A network opens wires and resolves names; a wire is bound to
 * one local address, sends, and reports through one sink. `net/udp` is the network of
 * real sockets, `wire/memory` the same without any: whoever runs the protocol sees only
 * what stands here, and so a test may live through 32 seconds in no time.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LORE_TYPE_WIRE (lore_wire_get_type ())
G_DECLARE_INTERFACE (LoreWire, lore_wire, LORE, WIRE, GObject)

/* What a wire tells. Never called from inside lore_wire_send(). Either may be NULL. */
typedef struct
{
  /* A datagram came. @datagram is borrowed. */
  void (*received) (LoreWire *wire, GBytes *datagram, const char *source,
                    gpointer user_data);
  /* What was sent to @destination did not arrive: @problem is the id of a LORE_PROBLEM,
   * "unreachable" when nobody listens on that port (ICMP, RFC 3261 §18.4), of streams
   * "connection-refused", "connection-failed", "connection-closed" and the like. */
  void (*failed) (LoreWire *wire, const char *destination, const char *problem,
                  gpointer user_data);
} LoreWireSink;

struct _LoreWireInterface
{
  GTypeInterface parent_iface;

  const char *(*get_address) (LoreWire *wire);
  const char *(*get_transport) (LoreWire *wire);
  gboolean (*is_reliable) (LoreWire *wire);
  gboolean (*send) (LoreWire *wire, GBytes *datagram, const char *destination,
                    GError **error);
  void (*close) (LoreWire *wire);
};

const char *lore_wire_get_address (LoreWire *wire);   /* "127.0.0.1:49152" */
const char *lore_wire_get_transport (LoreWire *wire); /* as a Via writes it: "UDP" */
/* Reliable transports need no retransmissions (§17.1.1.1). */
gboolean lore_wire_is_reliable (LoreWire *wire);

/* @destination is an address with its port, no name. LORE_PROBLEM "empty-message",
 * "datagram-too-big", "host-unreachable", "send-refused", "send-failed". */
gboolean lore_wire_send (LoreWire *wire, GBytes *datagram, const char *destination,
                         GError **error);

/* Nothing is sent or reported any more. Dropping the last reference does the same. */
void lore_wire_close (LoreWire *wire);

/* The largest payload of a datagram to @destination: 65,507 bytes over IPv4, 65,527 over
 * IPv6 (16 bits of length, less the headers that count in it). */
gsize lore_datagram_limit (const char *destination);
/* More should go over TCP when the path's MTU is not known (RFC 3261 §18.1.1). */
#define LORE_DATAGRAM_PRUDENT 1300

#define LORE_TYPE_NETWORK (lore_network_get_type ())
G_DECLARE_INTERFACE (LoreNetwork, lore_network, LORE, NETWORK, GObject)

struct _LoreNetworkInterface
{
  GTypeInterface parent_iface;

  LoreWire *(*open) (LoreNetwork *network, const char *transport, const char *host,
                     guint16 port, const LoreWireSink *sink, gpointer user_data,
                     GError **error);
  char *(*dup_source) (LoreNetwork *network, const char *destination);
  void (*resolve_async) (LoreNetwork *network, const char *destination,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data);
  char *(*resolve_finish) (LoreNetwork *network, GAsyncResult *result, GError **error);
};

/* Binds to @host (an IP address; NULL = 127.0.0.1) and @port (0 = any). @sink is borrowed
 * for as long as the wire is open. LORE_PROBLEM "port-in-use", "no-permission-port",
 * "address-not-here", "socket-failed". */
LoreWire *
lore_network_open (LoreNetwork *network, const char *host, guint16 port,
                   const LoreWireSink *sink, gpointer user_data, GError **error);

/* The same for another transport than UDP, named as a Via does: "TCP", "TLS", "WS",
 * "WSS". LORE_PROBLEM "transport-unavailable" where the network has none such. */
LoreWire *
lore_network_open_transport (LoreNetwork *network, const char *transport,
                             const char *host, guint16 port, const LoreWireSink *sink,
                             gpointer user_data, GError **error);

/* The local host (no port) from which a datagram to @destination leaves; NULL when there
 * is no way to it. */
char *lore_network_dup_source (LoreNetwork *network, const char *destination);

/* "bob.example:5060" → "192.0.2.5:5060". Addresses are taken as they are.
 * LORE_PROBLEM "no-destination", "bad-destination", "host-not-found". */
void lore_network_resolve_async (LoreNetwork *network, const char *destination,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
char *
lore_network_resolve_finish (LoreNetwork *network, GAsyncResult *result, GError **error);

G_END_DECLS
