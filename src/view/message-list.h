/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trace/layout.h"
#include "view/id-list.h"

G_BEGIN_DECLS

#define LORE_TYPE_MESSAGE_LIST (lore_message_list_get_type ())
/* The messages that a layout shows, one an item (LoreIdItem), in order: a list where
 * the layout has a row for a departure and another for an arrival. Follows the layout. */
G_DECLARE_FINAL_TYPE (LoreMessageList, lore_message_list, LORE, MESSAGE_LIST, LoreIdList)

LoreMessageList *lore_message_list_new (LoreLayout *layout);

/* LORE_ID_NONE beyond the end. */
guint32 lore_message_list_get_message (LoreMessageList *list, guint position);
/* GTK's "no position" (G_MAXUINT) when the layout does not show it. */
guint lore_message_list_get_position (LoreMessageList *list, guint32 message);

G_END_DECLS
