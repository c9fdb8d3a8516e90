/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a list of a trace's messages and one of its events have in common: rising ids, an
 * object for each only while it is in view. What derives from it chooses the ids.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LORE_TYPE_ID_ITEM (lore_id_item_get_type ())
/* One id: whoever shows it asks the trace. */
G_DECLARE_FINAL_TYPE (LoreIdItem, lore_id_item, LORE, ID_ITEM, GObject)
guint32 lore_id_item_get_id (LoreIdItem *item);

#define LORE_TYPE_ID_LIST (lore_id_list_get_type ())
/* A GListModel of LoreIdItem. */
G_DECLARE_DERIVABLE_TYPE (LoreIdList, lore_id_list, LORE, ID_LIST, GObject)
struct _LoreIdListClass
{
  GObjectClass parent_class;
};

/* Of guint32, borrowed, for what derives from it: it appends, or empties it and fills it
 * anew, and says so by lore_id_list_grown() or g_list_model_items_changed(). */
GArray *lore_id_list_get_ids (LoreIdList *list);

/* Tells of the ids that were appended since there were @before. */
void lore_id_list_grown (LoreIdList *list, guint before);

G_END_DECLS
