/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sip/tree.h"

G_BEGIN_DECLS

#define LORE_TYPE_MESSAGE_VIEW (lore_message_view_get_type ())
/* A message byte for byte, in colour, not to be edited. Signals: "picked" (guint at): the
 * user put the cursor on the byte @at. */
G_DECLARE_FINAL_TYPE (LoreMessageView, lore_message_view, LORE, MESSAGE_VIEW, AdwBin)

/* NULL shows nothing. */
void lore_message_view_set_tree (LoreMessageView *view, SipTree *tree);

/* Marks these bytes and brings them into view; an empty span marks none. */
void lore_message_view_show_span (LoreMessageView *view, SipSpan span);

/* The text on show, as the editor would write it; the caller's. */
char *lore_message_view_dup_text (LoreMessageView *view);

G_END_DECLS
