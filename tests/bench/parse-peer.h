/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Other parsers of SIP, for the benchmark alone: each reads a message, every header field
 * that it knows of included, and throws the result away. FALSE when it refuses it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean parse_with_sofia (const char *data, gsize len);
gboolean parse_with_osip (const char *data, gsize len);
gboolean parse_with_libre (const char *data, gsize len);

G_END_DECLS
