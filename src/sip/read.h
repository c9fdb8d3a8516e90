/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Readers of header field values: from the value's bytes to nodes under the open node.
 *
 * A reader reads one value, from the cursor on, and leaves the cursor behind what it
 * could make sense of; it stops before a comma that is not its own. FALSE means that the
 * value breaks its grammar. What is left over is marked by the caller, so no reader ever
 * loses a byte.
 */
#pragma once

#include "sip/builder.h"
#include "sip/cursor.h"

G_BEGIN_DECLS

/* Reads the value of a field; @header may be SIP_HEADER_UNKNOWN. The open node is its
 * FIELD_VALUE, whose whole span gets covered. */
void sip_read_value (SipBuilder *builder, guint16 header, SipSpan value);

typedef gboolean (*SipValueReader) (SipBuilder *builder, SipCursor *cursor,
                                    guint16 header);

#define SIP_GRAMMAR(NAME, reader)                                                        \
  gboolean reader (SipBuilder *builder, SipCursor *cursor, guint16 header);
#include "sip/grammars.def"
#undef SIP_GRAMMAR

/* *(SEMI generic-param), §25.1 */
gboolean sip_read_params (SipBuilder *builder, SipCursor *cursor);

/* One parameter, name [EQUAL value], as a PARAM node. */
gboolean sip_read_param (SipBuilder *builder, SipCursor *cursor, guint32 *ret_node);

/* Takes a token and adds it as a leaf. */
gboolean
sip_read_leaf_token (SipBuilder *builder, SipCursor *cursor, SipKind kind, guint16 fact);

/* A string that must be closed: TRUE when one was taken, and reported when it was open
 * (the cursor is then at the end of the value). */
gboolean sip_read_quoted (SipBuilder *builder, SipCursor *cursor);

/* Adds "<", the URI, ">" to the open node. */
gboolean sip_read_angle (SipBuilder *builder, SipCursor *cursor);

G_END_DECLS
