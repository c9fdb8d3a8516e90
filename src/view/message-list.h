/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trace/layout.h"

G_BEGIN_DECLS

#define LORE_TYPE_MESSAGE_LIST (lore_message_list_get_type ())
/* The messages that a layout shows, one an item (LoreMessageItem), in order: a list where
 * the layout has a row for a departure and another for an arrival. Follows the layout. */
G_DECLARE_FINAL_TYPE (LoreMessageList, lore_message_list, LORE, MESSAGE_LIST, GObject)

#define LORE_TYPE_MESSAGE_ITEM (lore_message_item_get_type ())
/* The id of one message: whoever shows it asks the trace. */
G_DECLARE_FINAL_TYPE (LoreMessageItem, lore_message_item, LORE, MESSAGE_ITEM, GObject)

LoreMessageList *lore_message_list_new (LoreLayout *layout);

/* LORE_ID_NONE beyond the end. */
guint32 lore_message_list_get_message (LoreMessageList *list, guint position);
/* GTK's "no position" (G_MAXUINT) when the layout does not show it. */
guint lore_message_list_get_position (LoreMessageList *list, guint32 message);

guint32 lore_message_item_get_message (LoreMessageItem *item);

G_END_DECLS
