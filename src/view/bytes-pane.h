/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sip/tree.h"

G_BEGIN_DECLS

#define LORE_TYPE_BYTES_PANE (lore_bytes_pane_get_type ())
/* A message in hexadecimal, coloured like its text. Signals: "picked" (guint at). */
G_DECLARE_FINAL_TYPE (LoreBytesPane, lore_bytes_pane, LORE, BYTES_PANE, AdwBin)

void lore_bytes_pane_set_tree (LoreBytesPane *pane, SipTree *tree);
void lore_bytes_pane_show_span (LoreBytesPane *pane, SipSpan span);

G_END_DECLS
