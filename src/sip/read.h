/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Readers of header field values: from the value's bytes to nodes under the open node.
 */
#pragma once

#include "sip/builder.h"
#include "sip/cursor.h"

G_BEGIN_DECLS

/* Reads the value of a field; @header may be SIP_HEADER_UNKNOWN. The open node is its
 * FIELD_VALUE, whose whole span gets covered. */
void sip_read_value (SipBuilder *builder, guint16 header, SipSpan value);

G_END_DECLS
