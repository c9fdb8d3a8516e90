/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sips: URI asks that no hop go without TLS (RFC 3261 §26.2.2, RFC 5630): who cannot
 * grant that refuses, and never falls back.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean lore_sips_is_uri (const char *uri);
/* The Request-URI is one. */
gboolean lore_sips_is_asked (GBytes *request);
/* The transport, named as a Via does, has TLS under it. */
gboolean lore_sips_is_kept_by (const char *transport);

/* What the 480 to such a request says besides: name, value, NULL (RFC 5630 §5.1.2). */
extern const char *const lore_sips_refusal[];

/* The topic that tells why a request was refused, "note:answers-404"; the caller's. @rfc
 * is the section that asks for it: a 480 for want of TLS has words of its own. */
char *lore_refusal_dup_topic (guint status, const char *rfc);

G_END_DECLS
