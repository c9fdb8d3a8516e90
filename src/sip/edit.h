/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes to a message that leave every other byte as it is. Each returns a new message,
 * owned by the caller.
 */
#pragma once

#include "sip/span.h"

G_BEGIN_DECLS

/* Puts @text in the place of @span. */
GBytes *sip_edit_replace (GBytes *message, SipSpan span, const char *text);

/* Sets the value of the first field named @name (any case, compact or long), or adds the
 * field before the empty line. */
GBytes *sip_edit_set (GBytes *message, const char *name, const char *value);

/* Adds a field above all others of its name, or else right below the start line: where a
 * proxy puts its Via (RFC 3261 §16.6) and its Record-Route. */
GBytes *sip_edit_prepend (GBytes *message, const char *name, const char *value);

/* Adds a field as the last of the header. */
GBytes *sip_edit_append (GBytes *message, const char *name, const char *value);

/* Removes every field named @name. */
GBytes *sip_edit_remove (GBytes *message, const char *name);

/* Removes the first value of the first field named @name: the top Via on the way back. */
GBytes *sip_edit_remove_first (GBytes *message, const char *name);

/* Makes Content-Length tell the octets of the body (§20.14). */
GBytes *sip_edit_fix_content_length (GBytes *message);

/* The text of the first value of field @name, NULL if there is none; unfolded, trimmed.
 */
char *sip_edit_dup_value (GBytes *message, const char *name);

/* All values of all fields named @name, comma lists taken apart; NULL-terminated. */
char **sip_edit_dup_values (GBytes *message, const char *name);

/* The parameter @param of a header field value ("tag" of a From), unquoted; NULL if there
 * is none, "" if it has no value. Parameters inside <…> are not looked at. */
char *sip_value_dup_param (const char *value, const char *param);

/* The URI of a name-addr or addr-spec value ("<sip:a@b;lr>;tag=1" gives "sip:a@b;lr"). */
char *sip_value_dup_uri (const char *value);

/* host and port (0 when absent) of a SIP URI or a sent-by; FALSE leaves both alone. IPv6
 * comes without its brackets. */
gboolean sip_uri_parse_hostport (const char *uri, char **ret_host, guint16 *ret_port);

G_END_DECLS
