/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list that challenges and credentials are made of: a scheme, then name = value pairs
 * between commas (RFC 3261 §25.1: auth-scheme, auth-param). Values are tokens or
 * quoted-strings; which of the two a parameter takes, a sender must mind and a receiver
 * need not.
 */
#pragma once

#include "session/digest.h"

G_BEGIN_DECLS

/* Reads an unfolded header field value of the scheme Digest. On LORE_DIGEST_FINE
 * @ret_params gets a table from names in lower case to unquoted values, the caller's;
 * otherwise (OTHER_SCHEME, MALFORMED, REPEATED) it is left alone. */
LoreDigestVerdict lore_auth_params_parse (const char *value, GHashTable **ret_params);

/* Appends name=value or name="value" with its comma; nothing when @value is NULL. FALSE,
 * and nothing appended, when a quoted-string cannot hold the value. */
gboolean lore_auth_params_put_token (GString *out, const char *name, const char *value);
gboolean lore_auth_params_put_quoted (GString *out, const char *name, const char *value);

G_END_DECLS
