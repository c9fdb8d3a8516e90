/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The option --network, of every command that sets a practice network up.
 */
#pragma once

#include "session/lab.h"

#include <glib/gi18n-lib.h>

G_BEGIN_DECLS

/* A row of a command's options; @name is a char *. */
#define LORE_NETWORK_OPTION_ENTRY(name)                                                  \
  {                                                                                      \
    "network", 'n', 0, G_OPTION_ARG_STRING, &(name),                                     \
        N_ ("Set a practice network up: one that comes with the program (proxy, "        \
            "trapezoid, forking, …) or a file"),                                         \
        N_ ("NAME|FILE")                                                                 \
  }

/* The plan of that name or in that file. LORE_PROBLEM "network-not-found",
 * "file-unreadable" and those of lore_network_plan_parse(). */
LoreNetworkPlan *lore_network_option_load (const char *name, GError **error);

G_END_DECLS
