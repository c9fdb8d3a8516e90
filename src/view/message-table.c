/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/message-table.h"

#include <glib/gi18n-lib.h>

#include "draw/describe.h"
#include "sip/edit.h"
#include "trace/notes.h"
#include "view/ladder-look.h"
#include "view/text-column.h"

struct _LoreMessageTable
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkColumnView *view;
  GtkEditable *entry;

  /* Owned */
  LoreScene *scene;
  LoreMessageList *messages;
  GtkSingleSelection *rows;
  GPtrArray *extra; /* of GtkColumnViewColumn: the header fields' */
  char *headers;

  guint n_participants; /* when they were last looked at */
  gboolean syncing;     /* the selection moves the table, not the user */
};

enum
{
  PROP_HEADERS = 1,
};

G_DEFINE_FINAL_TYPE (LoreMessageTable, lore_message_table, ADW_TYPE_BIN)

/* --- cells ----------------------------------------------------------------------- */

static guint32
get_message (LoreMessageTable *self, GtkListItem *item, LoreMessage *ret_message)
{
  guint32 id = lore_id_item_get_id (LORE_ID_ITEM (gtk_list_item_get_item (item)));

  lore_trace_get_message (lore_scene_get_trace (self->scene), id, ret_message);
  return id;
}

static char *
dup_number (gpointer self, GtkListItem *item, const char *id)
{
  LoreMessage message;

  return g_strdup_printf ("%u", get_message (self, item, &message) + 1);
}

static char *
dup_call (gpointer self, GtkListItem *item, const char *id)
{
  LoreMessage message;

  get_message (self, item, &message);
  return message.call != LORE_ID_NONE ? g_strdup_printf ("%u", message.call + 1) : NULL;
}

static char *
dup_time (gpointer data, GtkListItem *item, const char *id)
{
  LoreMessageTable *self = data;
  guint position = gtk_list_item_get_position (item);
  LoreMessage message, previous;
  guint32 number = get_message (self, item, &message);

  previous = message;
  if (position > 0)
    lore_trace_get_message (lore_scene_get_trace (self->scene),
                            lore_message_list_get_message (self->messages, position - 1),
                            &previous);
  return lore_stamp_dup (lore_scene_get_layout (self->scene),
                         lore_ladder_look_get_stamp (), message.sent_us, previous.sent_us,
                         number);
}

static char *
dup_participant (LoreMessageTable *self, guint32 id)
{
  LoreParticipant participant;

  if (id == LORE_ID_NONE)
    return NULL;
  lore_trace_get_participant (lore_scene_get_trace (self->scene), id, &participant);
  return g_strdup (participant.name);
}

static char *
dup_source (gpointer self, GtkListItem *item, const char *id)
{
  LoreMessage message;

  get_message (self, item, &message);
  return dup_participant (self, message.source);
}

static char *
dup_destination (gpointer self, GtkListItem *item, const char *id)
{
  LoreMessage message;

  get_message (self, item, &message);
  return dup_participant (self, message.destination);
}

static char *
dup_what (gpointer self, GtkListItem *item, const char *id)
{
  LoreMessage message;
  guint32 number = get_message (self, item, &message);

  LoreTrace *trace = lore_scene_get_trace (LORE_MESSAGE_TABLE (self)->scene);
  g_autofree char *words = lore_describe_arrow (trace, number);

  if (lore_notes_get_note (lore_trace_get_notes (trace), number) == NULL)
    return g_steal_pointer (&words);
  return g_strconcat (words, " ✎", NULL);
}

/* All values of the field @id: there may be several Via. */
static char *
dup_header (gpointer self, GtkListItem *item, const char *id)
{
  LoreMessage message;
  guint32 number = get_message (self, item, &message);
  g_autoptr (GBytes) bytes = lore_trace_dup_bytes (
      lore_scene_get_trace (LORE_MESSAGE_TABLE (self)->scene), number);
  g_auto (GStrv) values = sip_edit_dup_values (bytes, id);
  g_autofree char *text = values != NULL ? g_strjoinv (", ", values) : NULL;

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

/* --- columns --------------------------------------------------------------------- */

static void
add_columns (LoreMessageTable *self)
{
  static const struct
  {
    const char *title;
    int chars;
    LoreCellFunc func;
  } columns[] = {
    { N_ ("No."), 3, dup_number },      { N_ ("Time"), 7, dup_time },
    { N_ ("Message"), 14, dup_what },   { N_ ("From"), 10, dup_source },
    { N_ ("To"), 10, dup_destination }, { N_ ("Call"), 3, dup_call },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = lore_text_column_new (
          _ (columns[i].title), NULL, columns[i].chars, columns[i].func, self);

      gtk_column_view_append_column (self->view, column);
    }
}

static void
set_headers (LoreMessageTable *self, const char *headers)
{
  g_auto (GStrv) names = NULL;

  if (g_strcmp0 (headers, self->headers) == 0)
    return;
  g_free (self->headers);
  self->headers = g_strdup (headers != NULL ? headers : "");
  for (guint i = 0; i < self->extra->len; i++)
    gtk_column_view_remove_column (self->view, g_ptr_array_index (self->extra, i));
  g_ptr_array_set_size (self->extra, 0);
  names = g_strsplit_set (self->headers, " ,:;\t", -1);
  for (gsize i = 0; names[i] != NULL; i++)
    if (*names[i] != '\0')
      {
        GtkColumnViewColumn *column =
            lore_text_column_new (names[i], names[i], 14, dup_header, self);

        g_ptr_array_add (self->extra, column);
        gtk_column_view_append_column (self->view, column);
      }
  if (!g_str_equal (gtk_editable_get_text (self->entry), self->headers))
    gtk_editable_set_text (self->entry, self->headers);
  g_object_notify (G_OBJECT (self), "headers");
}

/* A name half typed is no column yet: they come when the typing is done. */
static void
entry_activated_cb (LoreMessageTable *self)
{
  set_headers (self, gtk_editable_get_text (self->entry));
}

/* --- selection: table and scene say the same ------------------------------------- */

static void
row_selected_cb (LoreMessageTable *self)
{
  guint32 message = lore_message_list_get_message (
      self->messages, gtk_single_selection_get_selected (self->rows));

  if (self->syncing || message == LORE_ID_NONE)
    return;
  lore_scene_set_selection_follows (self->scene, FALSE);
  lore_selection_set_message (lore_scene_get_selection (self->scene), message);
}

static void
message_selected_cb (LoreMessageTable *self)
{
  guint32 message = lore_selection_get_message (lore_scene_get_selection (self->scene));
  guint row = lore_message_list_get_position (self->messages, message);

  self->syncing = TRUE;
  gtk_single_selection_set_selected (self->rows, row);
  self->syncing = FALSE;
  if (row != GTK_INVALID_LIST_POSITION && gtk_widget_get_mapped (GTK_WIDGET (self)))
    lore_text_column_scroll_to (self->view, row);
}

/* Rows that nobody sees are not made, nor for each message that is played elsewhere. */
static void
mapped_cb (LoreMessageTable *self)
{
  if (self->scene == NULL)
    return;
  if (gtk_column_view_get_model (self->view) == NULL)
    lore_message_table_refresh (self);
  message_selected_cb (self);
}

/* Somebody is called otherwise, unless it is somebody new. */
static void
participants_changed_cb (LoreMessageTable *self)
{
  guint n = lore_trace_get_n_participants (lore_scene_get_trace (self->scene));

  if (n == self->n_participants)
    lore_message_table_refresh (self);
  self->n_participants = n;
}

/* --- the widget ------------------------------------------------------------------ */

static void
forget_scene (LoreMessageTable *self)
{
  if (self->scene == NULL)
    return;
  g_signal_handlers_disconnect_by_data (lore_scene_get_selection (self->scene), self);
  g_signal_handlers_disconnect_by_data (lore_scene_get_trace (self->scene), self);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  g_clear_object (&self->rows);
  g_clear_object (&self->messages);
  g_clear_object (&self->scene);
}

static void
lore_message_table_get_property (GObject *object, guint id, GValue *value,
                                 GParamSpec *pspec)
{
  if (id == PROP_HEADERS)
    g_value_set_string (value, LORE_MESSAGE_TABLE (object)->headers);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lore_message_table_set_property (GObject *object, guint id, const GValue *value,
                                 GParamSpec *pspec)
{
  if (id == PROP_HEADERS)
    set_headers (LORE_MESSAGE_TABLE (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lore_message_table_dispose (GObject *object)
{
  forget_scene (LORE_MESSAGE_TABLE (object));
  G_OBJECT_CLASS (lore_message_table_parent_class)->dispose (object);
}

static void
lore_message_table_finalize (GObject *object)
{
  LoreMessageTable *self = LORE_MESSAGE_TABLE (object);

  g_ptr_array_unref (self->extra);
  g_free (self->headers);
  G_OBJECT_CLASS (lore_message_table_parent_class)->finalize (object);
}

static void
lore_message_table_class_init (LoreMessageTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lore_message_table_get_property;
  object_class->set_property = lore_message_table_set_property;
  object_class->dispose = lore_message_table_dispose;
  object_class->finalize = lore_message_table_finalize;
  g_object_class_install_property (object_class, PROP_HEADERS,
                                   g_param_spec_string ("headers", NULL, NULL, "",
                                                        G_PARAM_READWRITE
                                                            | G_PARAM_EXPLICIT_NOTIFY
                                                            | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/message-table.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreMessageTable, view);
  gtk_widget_class_bind_template_child (widget_class, LoreMessageTable, entry);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
}

static void
lore_message_table_init (LoreMessageTable *self)
{
  self->extra = g_ptr_array_new_with_free_func (g_object_unref);
  self->headers = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (mapped_cb), NULL);
  add_columns (self);
}

void
lore_message_table_set_scene (LoreMessageTable *self, LoreScene *scene,
                              LoreMessageList *messages)
{
  forget_scene (self);
  self->scene = g_object_ref (scene);
  self->messages = g_object_ref (messages);
  self->syncing = TRUE;
  self->rows = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->rows, FALSE);
  gtk_single_selection_set_can_unselect (self->rows, TRUE);
  gtk_single_selection_set_model (self->rows, G_LIST_MODEL (messages));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->rows));
  self->syncing = FALSE;
  g_signal_connect_object (self->rows, "notify::selected", G_CALLBACK (row_selected_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lore_scene_get_selection (scene), "message-changed",
                           G_CALLBACK (message_selected_cb), self, G_CONNECT_SWAPPED);
  self->n_participants = lore_trace_get_n_participants (lore_scene_get_trace (scene));
  g_signal_connect_object (lore_scene_get_trace (scene), "participants-changed",
                           G_CALLBACK (participants_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (messages, "items-changed", G_CALLBACK (message_selected_cb),
                           self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  message_selected_cb (self);
}

void
lore_message_table_refresh (LoreMessageTable *self)
{
  self->syncing = TRUE;
  gtk_column_view_set_model (self->view, NULL);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->rows));
  self->syncing = FALSE;
}
