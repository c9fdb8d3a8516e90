/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/event.h"

const char *
lore_transport_get_name (LoreTransport transport)
{
  static const char *const names[] = {
    [LORE_TRANSPORT_UNKNOWN] = "?", [LORE_TRANSPORT_UDP] = "UDP",
    [LORE_TRANSPORT_TCP] = "TCP",   [LORE_TRANSPORT_TLS] = "TLS",
    [LORE_TRANSPORT_WS] = "WS",     [LORE_TRANSPORT_WSS] = "WSS",
  };

  g_return_val_if_fail (transport < LORE_N_TRANSPORTS, NULL);
  return names[transport];
}
