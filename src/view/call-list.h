/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

#define LORE_TYPE_CALL_LIST (lore_call_list_get_type ())
/* The calls of a trace as rows of a chooser (GtkStringObject), "all" first. The legs of
 * one call (trace/legs.h) have a row each, or one together. Words are made when they are
 * looked at: a capture may hold a hundred thousand. */
G_DECLARE_FINAL_TYPE (LoreCallList, lore_call_list, LORE, CALL_LIST, GObject)

LoreCallList *lore_call_list_new (LoreTrace *trace);

gboolean lore_call_list_get_merged (LoreCallList *list);
/* Finding the legs takes a look at the first INVITE of every call. */
void lore_call_list_set_merged (LoreCallList *list, gboolean merged);

/* Rows are being replaced: what is selected now was not chosen by anybody. */
gboolean lore_call_list_is_changing (LoreCallList *list);

/* The first call of a row, and the row that has a call; LORE_ID_NONE is row 0. */
guint32 lore_call_list_get_call (LoreCallList *list, guint position);
guint lore_call_list_get_position (LoreCallList *list, guint32 call);
/* All calls of the row that has @call, the earliest first; borrowed, until the list
 * changes. */
const guint32 *lore_call_list_get_calls (LoreCallList *list, guint32 call, guint *ret_n);

G_END_DECLS
