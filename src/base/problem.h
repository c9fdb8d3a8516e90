/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A failure that a user can see: a GError that carries the id of a topic
 * ("problem:" + id) and named arguments, so that the catalogue can say in any language
 * what happened and what to do. Its plain message is for logs.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LORE_PROBLEM (lore_problem_quark ())

/* Decides the exit status of siplore-cli. */
typedef enum
{
  LORE_PROBLEM_USAGE,   /* 2: asked in a way that cannot be done */
  LORE_PROBLEM_FILE,    /* 3 */
  LORE_PROBLEM_NETWORK, /* 3 */
} LoreProblemCode;

GQuark lore_problem_quark (void);

/* lore_problem_set (error, LORE_PROBLEM_FILE, "file-unreadable", "file", path, NULL) */
void lore_problem_set (GError **error, LoreProblemCode code, const char *id,
                       ...) G_GNUC_NULL_TERMINATED;

/* The id without "problem:", or NULL for an error of another domain. */
const char *lore_problem_get_id (const GError *error);
const char *const *lore_problem_get_args (const GError *error);

G_END_DECLS
