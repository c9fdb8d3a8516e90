/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sip/builder.h"

G_BEGIN_DECLS

/* Reads all bytes of the builder as one message (RFC 3261 §7) that came in a datagram
 * (§18.3), into its root, and closes it. */
void sip_message_read (SipBuilder *builder, SipBodyReader reader);

G_END_DECLS
