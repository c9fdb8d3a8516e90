/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/call-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "view/call-words.h"
#include "view/text-column.h"

#define REFRESH_MS 250

struct _LoreCallTable
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkColumnView *view;

  /* Owned */
  LoreScene *scene;
  GtkSingleSelection *rows;
  LoreCall *seen; /* the call whose facts were asked for last: a row has many cells */

  guint n_seen;     /* messages there were then */
  guint refresh_id; /* facts have changed: cells are asked for anew in a moment */
  gboolean syncing;
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreCallTable, lore_call_table, ADW_TYPE_BIN)

/* --- cells ----------------------------------------------------------------------- */

static LoreCallList *
get_list (LoreCallTable *self)
{
  return lore_scene_get_calls (self->scene);
}

/* The first call of a row; NULL for the row of all calls. */
static const LoreCall *
get_call (LoreCallTable *self, GtkListItem *item)
{
  LoreTrace *trace = lore_scene_get_trace (self->scene);
  guint32 id =
      lore_call_list_get_call (get_list (self), gtk_list_item_get_position (item));
  guint n = lore_trace_get_n_messages (trace);

  if (id == LORE_ID_NONE)
    return NULL;
  if (self->seen == NULL || self->seen->id != id || self->n_seen != n)
    {
      g_clear_pointer (&self->seen, lore_call_free);
      self->seen = lore_trace_dup_call (trace, id);
      self->n_seen = n;
    }
  return self->seen;
}

static char *
dup_number (gpointer self, GtkListItem *item, const char *id)
{
  const LoreCall *call = get_call (self, item);
  g_autoptr (GString) numbers = g_string_new (NULL);
  const guint32 *calls;
  guint n;

  if (call == NULL)
    return NULL;
  calls = lore_call_list_get_calls (get_list (self), call->id, &n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (numbers, "%s%u", i > 0 ? ", " : "", calls[i] + 1);
  return g_string_free (g_steal_pointer (&numbers), FALSE);
}

static char *
dup_kind (gpointer data, GtkListItem *item, const char *id)
{
  LoreCallTable *self = data;
  const LoreCall *call = get_call (self, item);

  return g_strdup (
      call != NULL ? lore_call_words_get_kind (lore_scene_get_trace (self->scene), call)
                   : _ ("All calls"));
}

/* An address without what all of them begin with. */
static char *
dup_address (const char *uri)
{
  if (uri != NULL && g_str_has_prefix (uri, "sip:"))
    uri += strlen ("sip:");
  return g_strdup (uri);
}

static char *
dup_from (gpointer self, GtkListItem *item, const char *id)
{
  const LoreCall *call = get_call (self, item);

  return call != NULL ? dup_address (call->from) : NULL;
}

static char *
dup_to (gpointer self, GtkListItem *item, const char *id)
{
  const LoreCall *call = get_call (self, item);

  return call != NULL ? dup_address (call->to) : NULL;
}

static char *
dup_start (gpointer data, GtkListItem *item, const char *id)
{
  LoreCallTable *self = data;
  const LoreCall *call = get_call (self, item);
  LoreMessage first;

  if (call == NULL || call->first_message == LORE_ID_NONE)
    return NULL;
  lore_trace_get_message (lore_scene_get_trace (self->scene), 0, &first);
  return g_strdup_printf ("%.3f",
                          (call->start_us - first.sent_us) / (double)G_USEC_PER_SEC);
}

static char *
dup_result (gpointer data, GtkListItem *item, const char *id)
{
  LoreCallTable *self = data;
  const LoreCall *call = get_call (self, item);

  return call != NULL
             ? lore_call_words_dup_result (lore_scene_get_trace (self->scene), call)
             : NULL;
}

static char *
dup_talk (gpointer self, GtkListItem *item, const char *id)
{
  const LoreCall *call = get_call (self, item);

  return call != NULL ? lore_call_words_dup_duration (call->talk_us) : NULL;
}

static char *
dup_messages (gpointer data, GtkListItem *item, const char *id)
{
  LoreCallTable *self = data;
  LoreTrace *trace = lore_scene_get_trace (self->scene);
  const LoreCall *call = get_call (self, item);
  const guint32 *calls;
  guint n_messages = 0;
  guint n;

  if (call == NULL)
    return g_strdup_printf ("%u", lore_trace_get_n_messages (trace));
  calls = lore_call_list_get_calls (get_list (self), call->id, &n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LoreCall) leg = lore_trace_dup_call (trace, calls[i]);

      n_messages += leg->n_messages;
    }
  return g_strdup_printf ("%u", n_messages);
}

static void
add_columns (LoreCallTable *self)
{
  static const struct
  {
    const char *title;
    int chars;
    LoreCellFunc func;
  } columns[] = {
    { N_ ("No."), 5, dup_number },  { N_ ("Kind"), 12, dup_kind },
    { N_ ("From"), 20, dup_from },  { N_ ("To"), 20, dup_to },
    { N_ ("Start"), 7, dup_start }, { N_ ("Outcome"), 10, dup_result },
    { N_ ("Talk"), 7, dup_talk },   { N_ ("Messages"), 5, dup_messages },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = lore_text_column_new (
          _ (columns[i].title), NULL, columns[i].chars, columns[i].func, self);

      gtk_column_view_append_column (self->view, column);
    }
}

/* --- which call ------------------------------------------------------------------ */

static void
row_selected_cb (LoreCallTable *self)
{
  guint position = gtk_single_selection_get_selected (self->rows);

  if (!self->syncing && position != GTK_INVALID_LIST_POSITION
      && !lore_call_list_is_changing (get_list (self)))
    lore_scene_choose_call (self->scene,
                            lore_call_list_get_call (get_list (self), position));
}

static void
layout_changed_cb (LoreCallTable *self)
{
  guint32 call = lore_layout_get_call (lore_scene_get_layout (self->scene));

  self->syncing = TRUE;
  gtk_single_selection_set_selected (self->rows,
                                     lore_call_list_get_position (get_list (self), call));
  self->syncing = FALSE;
}

/* Cells do not follow what happens to their call: all in view are made again, but not for
 * every message of a burst. */
static gboolean
refresh_cb (gpointer data)
{
  LoreCallTable *self = data;

  self->refresh_id = 0;
  gtk_column_view_set_model (self->view, NULL);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->rows));
  return G_SOURCE_REMOVE;
}

static void
schedule_refresh (LoreCallTable *self)
{
  if (self->scene != NULL && self->refresh_id == 0
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->refresh_id = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

/* Rows that nobody sees are not made; those that were made before are old. */
static void
mapped_cb (LoreCallTable *self)
{
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->scene != NULL)
    refresh_cb (self);
}

static void
activate_cb (LoreCallTable *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

/* --- the widget ------------------------------------------------------------------ */

static void
forget_scene (LoreCallTable *self)
{
  if (self->scene == NULL)
    return;
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (lore_scene_get_trace (self->scene), self);
  g_signal_handlers_disconnect_by_data (lore_scene_get_layout (self->scene), self);
  g_signal_handlers_disconnect_by_data (get_list (self), self);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  g_clear_pointer (&self->seen, lore_call_free);
  g_clear_object (&self->rows);
  g_clear_object (&self->scene);
}

static void
lore_call_table_dispose (GObject *object)
{
  forget_scene (LORE_CALL_TABLE (object));
  G_OBJECT_CLASS (lore_call_table_parent_class)->dispose (object);
}

static void
lore_call_table_class_init (LoreCallTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_call_table_dispose;
  signals[ACTIVATED] = g_signal_new ("activated", LORE_TYPE_CALL_TABLE, G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/call-table.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreCallTable, view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
lore_call_table_init (LoreCallTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_columns (self);
  g_signal_connect (self, "map", G_CALLBACK (mapped_cb), NULL);
}

void
lore_call_table_set_scene (LoreCallTable *self, LoreScene *scene)
{
  forget_scene (self);
  self->scene = g_object_ref (scene);
  self->syncing = TRUE;
  self->rows = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (get_list (self))));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->rows));
  self->syncing = FALSE;
  layout_changed_cb (self);
  g_signal_connect_object (self->rows, "notify::selected", G_CALLBACK (row_selected_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lore_scene_get_layout (scene), "items-changed",
                           G_CALLBACK (layout_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_list (self), "items-changed",
                           G_CALLBACK (layout_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (lore_scene_get_trace (scene), "message-added",
                           G_CALLBACK (schedule_refresh), self, G_CONNECT_SWAPPED);
}
