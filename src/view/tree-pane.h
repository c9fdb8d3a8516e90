/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sip/tree.h"

G_BEGIN_DECLS

#define LORE_TYPE_TREE_PANE (lore_tree_pane_get_type ())
/* A message as a tree that opens and closes. Signals: "picked" (guint node). */
G_DECLARE_FINAL_TYPE (LoreTreePane, lore_tree_pane, LORE, TREE_PANE, AdwBin)

void lore_tree_pane_set_tree (LoreTreePane *pane, SipTree *tree);

/* Opens the tree down to the node that has this span, and selects it. */
void lore_tree_pane_show_span (LoreTreePane *pane, SipSpan span);

G_END_DECLS
