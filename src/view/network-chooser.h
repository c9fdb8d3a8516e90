/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "plan/network.h"
#include "plan/networks.h"

G_BEGIN_DECLS

#define LORE_TYPE_NETWORK_CHOOSER (lore_network_chooser_get_type ())
/* A drop-down of the practice networks, by their titles in the window's languages; it
 * follows what is saved and deleted.
 * Signal "chosen" (): the user has chosen. */
G_DECLARE_FINAL_TYPE (LoreNetworkChooser, lore_network_chooser, LORE, NETWORK_CHOOSER,
                      AdwBin)

/* @none: what stands first, for no network ("" by name); NULL for no such choice. */
void lore_network_chooser_set_networks (LoreNetworkChooser *chooser,
                                        LoreNetworks *networks, const char *none);

/* A name of @networks, or ""; borrowed. */
const char *lore_network_chooser_get_chosen (LoreNetworkChooser *chooser);
void lore_network_chooser_set_chosen (LoreNetworkChooser *chooser, const char *name);

/* English and Chinese as the window has them, a line each or with @separator between; the
 * caller's, NULL where there is no English. */
char *lore_network_words_dup (char *const words[2], const char *separator);

G_END_DECLS
