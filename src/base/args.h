/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Named arguments of a sentence: an array key, value, key, value, …, NULL (a GStrv).
 * A key that begins with '@' says that its value is the id of a topic, whose title in
 * the sentence's language is to stand there ("@status", "status:486" fills {status}).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char **lore_args_new (const char *first_key, ...) G_GNUC_NULL_TERMINATED;
const char *lore_args_get (const char *const *args, const char *key);

G_END_DECLS
