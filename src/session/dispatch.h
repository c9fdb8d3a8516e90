/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/element.h"

G_BEGIN_DECLS

/* Sends a request for a core that has nobody to tell: @destination may be a name; an ACK
 * goes without a transaction, any other request begins one; what fails is a problem in
 * the trace. */
void lore_dispatch (LoreElement *element, LoreWire *wire, GBytes *request,
                    const char *destination);

/* The same without a transaction, for any message: what a proxy without memory sends. */
void lore_dispatch_stateless (LoreElement *element, LoreWire *wire, GBytes *message,
                              const char *destination);

G_END_DECLS
