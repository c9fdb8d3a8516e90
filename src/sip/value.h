/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Quick looks into field values, without a tree.
 */
#pragma once

#include "sip/cursor.h"

G_BEGIN_DECLS

/* The next value of a comma list, trimmed; FALSE at the end. Commas in quotes and in
 * angles part nothing. */
gboolean sip_take_list_value (SipCursor *cursor, SipSpan *ret_span);

/* The value of the parameter @name behind the first ';' outside of quotes and angles,
 * quotes included. TRUE with an empty span for a parameter without a value. */
gboolean
sip_find_param (const guint8 *data, SipSpan value, const char *name, SipSpan *ret_span);

/* The URI of a name-addr or addr-spec value. */
gboolean sip_find_uri (const guint8 *data, SipSpan value, SipSpan *ret_span);

/* Protocol, sent-by (host[:port]) of a Via value, which begins at the cursor; leaves the
 * cursor at its parameters. */
gboolean
sip_take_via_head (SipCursor *cursor, SipSpan *ret_transport, SipSpan *ret_sent_by);

/* A value as one line of UTF-8: what was folded is joined by single spaces (§7.3.1). The
 * caller's. */
char *sip_value_dup_text (const guint8 *data, SipSpan value);

G_END_DECLS
