/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The practice networks by name: the shipped ones, and those that the user has written,
 * each a `.network` file (network.h) in one folder.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LORE_TYPE_NETWORKS (lore_networks_get_type ())
/* A user's own one stands in the place of a shipped one of the same name.
 * Signal "changed" (): one was saved or deleted. */
G_DECLARE_FINAL_TYPE (LoreNetworks, lore_networks, LORE, NETWORKS, GObject)

/* @folder NULL = siplore/networks in the user's data folder; one that is not there yet is
 * an empty one. */
LoreNetworks *lore_networks_new (GFile *folder);

/* The shipped ones in the order in which they are shown, then the user's by name;
 * NULL-terminated, the caller's. */
char **lore_networks_dup_names (LoreNetworks *self);
/* The caller's; NULL when there is none of that name. What is not UTF-8 in it is
 * replaced. */
char *lore_networks_dup_text (LoreNetworks *self, const char *name);
gboolean lore_networks_is_own (LoreNetworks *self, const char *name);

/* Writes the file whole or not at all; @text need not be a network yet. LORE_PROBLEM
 * "network-name" (one that a file cannot have), "network-unsaved". */
gboolean lore_networks_save (LoreNetworks *self, const char *name, const char *text,
                             GError **error);
/* Of the user's own alone; a shipped one of that name is there again. */
gboolean lore_networks_delete (LoreNetworks *self, const char *name, GError **error);

G_END_DECLS
