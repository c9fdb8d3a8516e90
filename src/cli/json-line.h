/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON, one object a line.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "cli/cli.h"

G_BEGIN_DECLS

/* An open object. */
JsonBuilder *lore_json_begin (void);
/* Closes it, prints it on a line of its own and frees @builder. */
void lore_json_print (JsonBuilder *builder);

void lore_json_add_string (JsonBuilder *builder, const char *name, const char *value);
void lore_json_add_int (JsonBuilder *builder, const char *name, gint64 value);
/* Microseconds as whole milliseconds; null when LORE_TIME_UNKNOWN. */
void lore_json_add_ms (JsonBuilder *builder, const char *name, gint64 us);
/* Bytes as text, with U+FFFD for what is not UTF-8, and then whole as @name_base64. */
void
lore_json_add_bytes (JsonBuilder *builder, const char *name, const char *data, gsize len);

/* {"en": …, "zh_CN": …} from a look-up by language; null when it gives NULL. */
typedef const char *(*LoreJsonWords) (gconstpointer data, const char *language);
void lore_json_add_words (JsonBuilder *builder, const char *name, LoreJsonWords get,
                          gconstpointer data);

G_END_DECLS
