/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "view/message-list.h"
#include "view/scene.h"

G_BEGIN_DECLS

#define LORE_TYPE_MESSAGE_TABLE (lore_message_table_get_type ())
/* The messages of a scene as a table: call, time, from, to, what, and a column for each
 * header field asked for. Property: "headers" (string: their names, separated by spaces
 * or commas). */
G_DECLARE_FINAL_TYPE (LoreMessageTable, lore_message_table, LORE, MESSAGE_TABLE, AdwBin)

void lore_message_table_set_scene (LoreMessageTable *table, LoreScene *scene,
                                   LoreMessageList *messages);

/* Cells say something else than before. */
void lore_message_table_refresh (LoreMessageTable *table);

G_END_DECLS
