/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

#define LORE_TYPE_CALL_LIST (lore_call_list_get_type ())
/* The calls of a trace as rows of a chooser (GtkStringObject), "all" first. Rows are made
 * when they are looked at: a capture may hold a hundred thousand. */
G_DECLARE_FINAL_TYPE (LoreCallList, lore_call_list, LORE, CALL_LIST, GObject)

LoreCallList *lore_call_list_new (LoreTrace *trace);

/* The call of a row and the row of a call; LORE_ID_NONE is row 0. */
guint32 lore_call_list_get_call (LoreCallList *list, guint position);
guint lore_call_list_get_position (LoreCallList *list, guint32 call);

G_END_DECLS
