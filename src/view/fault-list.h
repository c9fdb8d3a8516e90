/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "view/setup.h"

G_BEGIN_DECLS

#define LORE_TYPE_FAULT_LIST (lore_fault_list_get_type ())
/* The rules that spoil the wire, each to be removed, those that the network brings along,
 * and a line in which one is added;
 * what is wrong with it is said in the window's languages. */
G_DECLARE_FINAL_TYPE (LoreFaultList, lore_fault_list, LORE, FAULT_LIST, AdwBin)

void lore_fault_list_set_setup (LoreFaultList *list, LoreSetup *setup);

/* As if it had been typed; FALSE when it cannot be read. */
gboolean lore_fault_list_add (LoreFaultList *list, const char *rule);

G_END_DECLS
