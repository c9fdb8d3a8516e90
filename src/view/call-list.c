/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/call-list.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>

#include "sip/facts.h"
#include "trace/call.h"
#include "trace/legs.h"

struct _LoreCallList
{
  GObject parent_instance;

  /* Owned */
  LoreTrace *trace;
  GArray *rows;   /* guint32: the first call of each row but the first, ascending */
  LoreLegs *legs; /* NULL when every call has a row of its own */

  guint n_calls; /* looked at */
  guint merge_id;
  gboolean changing;
  guint32 alone; /* the call of a row that has one */
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
  return LORE_CALL_LIST (model)->rows->len + 1;
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

/* Numbers are those of the calls, however many rows there are. */
static char *
dup_words (LoreCallList *self, guint32 id)
{
  g_autoptr (LoreCall) call = lore_trace_dup_call (self->trace, id);
  g_autofree char *words =
      g_strdup_printf ("%u · %s %s", id + 1, get_method (self->trace, call),
                       call->to != NULL ? call->to : "");
  g_autofree char *legs = NULL;
  guint n;

  lore_call_list_get_calls (self, id, &n);
  if (n == 1)
    return g_steal_pointer (&words);
  legs = g_strdup_printf (ngettext ("%u leg", "%u legs", n), n);
  return g_strconcat (words, " · ", legs, NULL);
}

static gpointer
get_item (GListModel *model, guint position)
{
  LoreCallList *self = LORE_CALL_LIST (model);
  g_autofree char *words = NULL;

  if (position > self->rows->len)
    return NULL;
  if (position == 0)
    return gtk_string_object_new (_ ("All calls"));
  words = dup_words (self, lore_call_list_get_call (self, position));
  return gtk_string_object_new (words);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* --- rows ------------------------------------------------------------------------- */

/* A call is a row, unless it is a leg of an earlier one. */
static void
append_rows (LoreCallList *self, guint32 from)
{
  self->n_calls = lore_trace_get_n_calls (self->trace);
  for (guint32 call = from; call < self->n_calls; call++)
    {
      guint n;

      if (lore_call_list_get_calls (self, call, &n)[0] == call)
        g_array_append_val (self->rows, call);
    }
}

/* Of which call a new one is a leg may change rows that were there before. */
static void
rebuild (LoreCallList *self, gboolean merged)
{
  guint before = self->rows->len;

  g_clear_pointer (&self->legs, lore_legs_free);
  if (merged)
    self->legs = lore_legs_new (self->trace, NULL);
  g_array_set_size (self->rows, 0);
  append_rows (self, 0);
  self->changing = TRUE;
  g_list_model_items_changed (G_LIST_MODEL (self), 1, before, self->rows->len);
  self->changing = FALSE;
}

static gboolean
merge_cb (gpointer data)
{
  LoreCallList *self = data;

  self->merge_id = 0;
  rebuild (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
message_added_cb (LoreCallList *self)
{
  guint before = self->n_calls;

  if (lore_trace_get_n_calls (self->trace) == before)
    return;
  if (self->legs == NULL)
    {
      append_rows (self, before);
      g_list_model_items_changed (G_LIST_MODEL (self), before + 1, 0,
                                  self->n_calls - before);
    }
  else if (self->merge_id == 0) /* all that come at once */
    self->merge_id = g_idle_add (merge_cb, self);
}

/* --- the object ------------------------------------------------------------------- */

static void
lore_call_list_dispose (GObject *object)
{
  LoreCallList *self = LORE_CALL_LIST (object);

  g_clear_handle_id (&self->merge_id, g_source_remove);
  g_clear_pointer (&self->legs, lore_legs_free);
  g_clear_object (&self->trace);
  G_OBJECT_CLASS (lore_call_list_parent_class)->dispose (object);
}

static void
lore_call_list_finalize (GObject *object)
{
  g_array_unref (LORE_CALL_LIST (object)->rows);
  G_OBJECT_CLASS (lore_call_list_parent_class)->finalize (object);
}

static void
lore_call_list_class_init (LoreCallListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_call_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = lore_call_list_finalize;
}

static void
lore_call_list_init (LoreCallList *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
}

LoreCallList *
lore_call_list_new (LoreTrace *trace)
{
  LoreCallList *self = g_object_new (LORE_TYPE_CALL_LIST, NULL);

  self->trace = g_object_ref (trace);
  append_rows (self, 0);
  g_signal_connect_object (trace, "message-added", G_CALLBACK (message_added_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

gboolean
lore_call_list_get_merged (LoreCallList *self)
{
  return self->legs != NULL;
}

void
lore_call_list_set_merged (LoreCallList *self, gboolean merged)
{
  if (merged == lore_call_list_get_merged (self))
    return;
  g_clear_handle_id (&self->merge_id, g_source_remove);
  rebuild (self, merged);
}

gboolean
lore_call_list_is_changing (LoreCallList *self)
{
  return self->changing;
}

guint32
lore_call_list_get_call (LoreCallList *self, guint position)
{
  return position == 0 || position > self->rows->len
             ? LORE_ID_NONE
             : g_array_index (self->rows, guint32, position - 1);
}

static int
compare_calls (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *)a, right = *(const guint32 *)b;

  return left < right ? -1 : left > right;
}

guint
lore_call_list_get_position (LoreCallList *self, guint32 call)
{
  guint n, row;

  if (call >= self->n_calls)
    return 0;
  return g_array_binary_search (self->rows, lore_call_list_get_calls (self, call, &n),
                                compare_calls, &row)
             ? row + 1
             : 0;
}

const guint32 *
lore_call_list_get_calls (LoreCallList *self, guint32 call, guint *ret_n)
{
  if (self->legs != NULL && call < self->n_calls)
    return lore_legs_get_calls (self->legs, call, ret_n);
  self->alone = call;
  *ret_n = 1;
  return &self->alone;
}
