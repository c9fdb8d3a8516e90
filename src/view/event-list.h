/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "trace/trace.h"
#include "view/id-list.h"

G_BEGIN_DECLS

#define LORE_TYPE_EVENT_LIST (lore_event_list_get_type ())
/* A GListModel of LoreIdItem: the log of a trace as it grows, or only what belongs to
 * one message. */
G_DECLARE_FINAL_TYPE (LoreEventList, lore_event_list, LORE, EVENT_LIST, LoreIdList)

LoreEventList *lore_event_list_new (LoreTrace *trace);

/* Only the messages of this one's transaction, and what happened inside under its branch
 * or its Call-ID; LORE_ID_NONE: everything, as at first. */
void lore_event_list_set_about (LoreEventList *list, guint32 message);

/* TRUE when something happened inside: a saved capture has messages alone. */
gboolean lore_event_list_has_inner (LoreTrace *trace);

G_END_DECLS
