/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sip/builder.h"
#include "sip/cursor.h"

G_BEGIN_DECLS

/* Adds a URI node with all its parts (RFC 3261 §19.1.1) to the open node. @uri is
 * everything between what encloses it; what does not belong is marked and reported. */
void sip_uri_read (SipBuilder *builder, SipSpan uri);

/* The same for a Request-URI, which may have no brackets and no headers. */
void sip_uri_read_request_uri (SipBuilder *builder, SipSpan uri);

G_END_DECLS
