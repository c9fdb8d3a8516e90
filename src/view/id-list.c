/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/id-list.h"

struct _LoreIdItem
{
  GObject parent_instance;

  guint32 id;
};

G_DEFINE_FINAL_TYPE (LoreIdItem, lore_id_item, G_TYPE_OBJECT)

static void
lore_id_item_class_init (LoreIdItemClass *klass)
{
}

static void
lore_id_item_init (LoreIdItem *self)
{
}

guint32
lore_id_item_get_id (LoreIdItem *self)
{
  return self->id;
}

/* --- the list -------------------------------------------------------------------- */

typedef struct
{
  GArray *ids; /* owned, of guint32, rising */
} LoreIdListPrivate;

static void list_model_init (GListModelInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (LoreIdList, lore_id_list, G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (LoreIdList)
                                      G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                             list_model_init))

GArray *
lore_id_list_get_ids (LoreIdList *self)
{
  return ((LoreIdListPrivate *)lore_id_list_get_instance_private (self))->ids;
}

static GType
get_item_type (GListModel *model)
{
  return LORE_TYPE_ID_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return lore_id_list_get_ids (LORE_ID_LIST (model))->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GArray *ids = lore_id_list_get_ids (LORE_ID_LIST (model));
  LoreIdItem *item;

  if (position >= ids->len)
    return NULL;
  item = g_object_new (LORE_TYPE_ID_ITEM, NULL);
  item->id = g_array_index (ids, guint32, position);
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
lore_id_list_finalize (GObject *object)
{
  g_array_unref (lore_id_list_get_ids (LORE_ID_LIST (object)));
  G_OBJECT_CLASS (lore_id_list_parent_class)->finalize (object);
}

static void
lore_id_list_class_init (LoreIdListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lore_id_list_finalize;
}

static void
lore_id_list_init (LoreIdList *self)
{
  LoreIdListPrivate *private = lore_id_list_get_instance_private (self);

  private->ids = g_array_new (FALSE, FALSE, sizeof (guint32));
}

void
lore_id_list_grown (LoreIdList *self, guint before)
{
  guint now = lore_id_list_get_ids (self)->len;

  if (now > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, now - before);
}
