/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/call-list.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>

#include "sip/facts.h"
#include "trace/call.h"

struct _LoreCallList
{
  GObject parent_instance;

  LoreTrace *trace; /* owned */
  guint n_calls;    /* as told to the list's users */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoreCallList, lore_call_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return GTK_TYPE_STRING_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return LORE_CALL_LIST (model)->n_calls + 1;
}

static const char *
get_method (LoreTrace *trace, const LoreCall *call)
{
  LoreMessage message;
  const SipMethod *method;

  if (call->first_message == LORE_ID_NONE)
    return "SIP";
  lore_trace_get_message (trace, call->first_message, &message);
  method = sip_method_get (message.method);
  return method != NULL ? method->name : "SIP";
}

static gpointer
get_item (GListModel *model, guint position)
{
  LoreCallList *self = LORE_CALL_LIST (model);
  g_autoptr (LoreCall) call = NULL;
  g_autofree char *words = NULL;

  if (position > self->n_calls)
    return NULL;
  if (position == 0)
    return gtk_string_object_new (_ ("All calls"));
  call = lore_trace_dup_call (self->trace, position - 1);
  words = g_strdup_printf ("%u · %s %s", position, get_method (self->trace, call),
                           call->to != NULL ? call->to : "");
  return gtk_string_object_new (words);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
message_added_cb (LoreCallList *self)
{
  guint n_calls = lore_trace_get_n_calls (self->trace);
  guint before = self->n_calls;

  if (n_calls == before)
    return;
  self->n_calls = n_calls;
  g_list_model_items_changed (G_LIST_MODEL (self), before + 1, 0, n_calls - before);
}

static void
lore_call_list_dispose (GObject *object)
{
  g_clear_object (&LORE_CALL_LIST (object)->trace);
  G_OBJECT_CLASS (lore_call_list_parent_class)->dispose (object);
}

static void
lore_call_list_class_init (LoreCallListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_call_list_dispose;
}

static void
lore_call_list_init (LoreCallList *self)
{
}

LoreCallList *
lore_call_list_new (LoreTrace *trace)
{
  LoreCallList *self = g_object_new (LORE_TYPE_CALL_LIST, NULL);

  self->trace = g_object_ref (trace);
  self->n_calls = lore_trace_get_n_calls (trace);
  g_signal_connect_object (trace, "message-added", G_CALLBACK (message_added_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

guint32
lore_call_list_get_call (LoreCallList *self, guint position)
{
  return position == 0 || position > self->n_calls ? LORE_ID_NONE : position - 1;
}

guint
lore_call_list_get_position (LoreCallList *self, guint32 call)
{
  return call == LORE_ID_NONE ? 0 : call + 1;
}
