/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan/networks.h"

G_BEGIN_DECLS

#define LORE_TYPE_SETUP (lore_setup_get_type ())
/* How the practice network is set up: what the user chooses, whoever carries it out.
 * Properties, all notified: "network" (string: a name of lore_networks_dup_names(), "" =
 * Bob and the registrar alone), "behaviour" (string: a name of plan/behaviour.h),
 * "answer-after" (double, s), "speed" (double, of the lab's clock), "paused" (boolean:
 * that clock stands), "rfc-2002" (boolean: the machines as printed in 2002), "user" and
 * "password" (strings: who Alice is when she is asked, "" = she does not answer),
 * "faults" (strv: rules of plan/fault.h), "network-faults" (strv: those that the network
 * in use brings along). */
G_DECLARE_FINAL_TYPE (LoreSetup, lore_setup, LORE, SETUP, GObject)

#define LORE_SETUP_SLOWEST 0.1
#define LORE_SETUP_FASTEST 64.0

LoreSetup *lore_setup_new (LoreNetworks *networks);

LoreNetworks *lore_setup_get_networks (LoreSetup *setup); /* borrowed */
/* Also when it has this name already: its text may be another now. */
void lore_setup_use_network (LoreSetup *setup, const char *name);

/* Borrowed. */
const char *lore_setup_get_network (LoreSetup *setup);
const char *lore_setup_get_behaviour (LoreSetup *setup);
double lore_setup_get_answer_after (LoreSetup *setup);
double lore_setup_get_speed (LoreSetup *setup);
gboolean lore_setup_get_paused (LoreSetup *setup);
gboolean lore_setup_get_rfc_2002 (LoreSetup *setup);
const char *lore_setup_get_user (LoreSetup *setup);
const char *lore_setup_get_password (LoreSetup *setup);
const char *const *lore_setup_get_faults (LoreSetup *setup);
const char *const *lore_setup_get_network_faults (LoreSetup *setup);

/* A rule more; FALSE with what lore_fault_parse() says when it cannot be read. */
gboolean lore_setup_add_fault (LoreSetup *setup, const char *rule, GError **error);
void lore_setup_remove_fault (LoreSetup *setup, guint i);

G_END_DECLS
