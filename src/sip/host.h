/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sip/builder.h"
#include "sip/cursor.h"

G_BEGIN_DECLS

/* host [ COLON port ] as HOST and PORT leaves of the open node, checked and reported
 * (§25.1). @spaced allows white space around the colon, as in a Via. */
gboolean sip_read_hostport (SipBuilder *builder, SipCursor *cursor, gboolean spaced);

/* Whether @span is an IPv6 address, with or without brackets (RFC 5954 §4.1). */
gboolean sip_host_is_ipv6 (const guint8 *data, SipSpan span);

/* Whether it is an IPv4 address. */
gboolean sip_host_is_ipv4 (const guint8 *data, SipSpan span);

/* Whether it is a host name or an IPv4 address. */
gboolean sip_host_is_name (const guint8 *data, SipSpan span);

G_END_DECLS
