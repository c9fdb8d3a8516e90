/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/bar-list.h"

#include "trace/bars.h"

struct _LoreBar
{
  GObject parent_instance;

  guint stream;
};

G_DEFINE_FINAL_TYPE (LoreBar, lore_bar, G_TYPE_OBJECT)

static void
lore_bar_class_init (LoreBarClass *klass)
{
}

static void
lore_bar_init (LoreBar *self)
{
}

guint
lore_bar_get_stream (LoreBar *self)
{
  return self->stream;
}

/* --- the list -------------------------------------------------------------------- */

struct _LoreBarList
{
  GObject parent_instance;

  LoreLayout *layout; /* owned */
  guint n;            /* of the bars that were announced */
  guint first;        /* the stream of the first of them */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoreBarList, lore_bar_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return LORE_TYPE_BAR;
}

static guint
get_n_items (GListModel *model)
{
  return LORE_BAR_LIST (model)->n;
}

static gpointer
get_item (GListModel *model, guint position)
{
  LoreBarList *self = LORE_BAR_LIST (model);
  LoreBar *bar;

  if (position >= self->n)
    return NULL;
  bar = g_object_new (LORE_TYPE_BAR, NULL);
  bar->stream = lore_layout_get_bar (self->layout, position);
  return bar;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Another call's streams begin with another; live ones are only taken all at once. */
static void
layout_changed_cb (LoreBarList *self)
{
  guint before = self->n;
  guint n = lore_layout_get_n_bars (self->layout);
  guint first = n > 0 ? lore_layout_get_bar (self->layout, 0) : 0;

  if (n == before && first == self->first)
    return;
  self->n = n;
  self->first = first;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, n);
}

static void
lore_bar_list_dispose (GObject *object)
{
  g_clear_object (&LORE_BAR_LIST (object)->layout);
  LORE_BAR_LIST (object)->n = 0;
  G_OBJECT_CLASS (lore_bar_list_parent_class)->dispose (object);
}

static void
lore_bar_list_class_init (LoreBarListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_bar_list_dispose;
}

static void
lore_bar_list_init (LoreBarList *self)
{
}

LoreBarList *
lore_bar_list_new (LoreLayout *layout)
{
  LoreBarList *self = g_object_new (LORE_TYPE_BAR_LIST, NULL);

  self->layout = g_object_ref (layout);
  layout_changed_cb (self);
  g_signal_connect_object (layout, "items-changed", G_CALLBACK (layout_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lore_layout_get_trace (layout), "streams-changed",
                           G_CALLBACK (layout_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
