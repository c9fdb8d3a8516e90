/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sets of variables by name: "lab" and "campus" say who Alice is and where her server
 * stands, and the same templates work in both. One file of the user's keeps them all.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LORE_TYPE_ENVIRONMENT (lore_environment_get_type ())
/* Property: "name". */
G_DECLARE_FINAL_TYPE (LoreEnvironment, lore_environment, LORE, ENVIRONMENT, GObject)

/* Immutable: what a changed one replaces is a new object. @variables (char * → char *) is
 * copied. */
LoreEnvironment *lore_environment_new (const char *name, GHashTable *variables);
const char *lore_environment_get_name (LoreEnvironment *self);
GHashTable *lore_environment_get_variables (LoreEnvironment *self); /* borrowed */
/* Puts its values into @variables (both char *, the table's), over what stands there. */
void lore_environment_apply (LoreEnvironment *self, GHashTable *variables);

/* Puts "name=value" into @variables (both char *, the table's). LORE_PROBLEM
 * "send-variable" when there is no name or no '='. */
gboolean lore_environment_parse_setting (const char *setting, GHashTable *variables,
                                         GError **error);
/* All variables as lines of that form, by name; the caller's. */
char *lore_environment_dup_settings (LoreEnvironment *self);

#define LORE_TYPE_ENVIRONMENTS (lore_environments_get_type ())
/* A GListModel of LoreEnvironment, by name. */
G_DECLARE_FINAL_TYPE (LoreEnvironments, lore_environments, LORE, ENVIRONMENTS, GObject)

/* @file: a key file with a group for each; NULL = siplore/environments.ini in the user's
 * data folder. One that is not there yet is empty. */
LoreEnvironments *lore_environments_new (GFile *file);
/* Borrowed; NULL with LORE_PROBLEM "environment-unknown". */
LoreEnvironment *
lore_environments_lookup (LoreEnvironments *self, const char *name, GError **error);

/* Writes the file whole or not at all; a name that is there is replaced. LORE_PROBLEM
 * "environment-name" (a name, or a variable's, that a file or a template cannot hold),
 * "environment-unsaved". */
gboolean lore_environments_save (LoreEnvironments *self, LoreEnvironment *environment,
                                 GError **error);
gboolean
lore_environments_delete (LoreEnvironments *self, const char *name, GError **error);

G_END_DECLS
