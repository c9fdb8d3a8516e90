/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/event-pane.h"

#include "catalogue/catalogue.h"
#include "view/event-list.h"
#include "view/event-row.h"

struct _LoreEventPane
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkToggleButton *about;
  GtkListView *list;

  /* Owned */
  LoreScene *scene;
  LoreEventList *events;
  GtkSingleSelection *rows;

  gboolean syncing;   /* the list is filled, nobody selects */
  gboolean selecting; /* a message is selected from here */
};

G_DEFINE_FINAL_TYPE (LoreEventPane, lore_event_pane, ADW_TYPE_BIN)

/* --- rows ------------------------------------------------------------------------ */

static void
setup_cb (LoreEventPane *self, GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, GTK_WIDGET (lore_event_row_new ()));
}

/* A list item of GTK 4.8 has no label of its own: its row's widget gets the words. */
static void
bind_cb (LoreEventPane *self, GtkListItem *list_item)
{
  LoreEventRow *row = LORE_EVENT_ROW (gtk_list_item_get_child (list_item));
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (row));
  g_autofree char *words = NULL;

  lore_event_row_show (row, self->scene,
                       lore_id_item_get_id (gtk_list_item_get_item (list_item)));
  words = lore_event_row_dup_words (row);
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
unbind_cb (LoreEventPane *self, GtkListItem *list_item)
{
  lore_event_row_show (LORE_EVENT_ROW (gtk_list_item_get_child (list_item)), NULL,
                       LORE_ID_NONE);
}

/* --- selecting ------------------------------------------------------------------- */

/* A change of state is explained by where it leads, all else by what it is called. */
static void
explain (LoreEventPane *self, guint32 event)
{
  LoreSelection *selection = lore_scene_get_selection (self->scene);
  LoreEvent facts;
  const char *topic;

  lore_trace_get_event (lore_scene_get_trace (self->scene), event, &facts);
  topic = facts.type == LORE_EVENT_STATE ? facts.to_state : facts.name;
  if (topic != NULL
      && lore_catalogue_lookup (lore_catalogue_get_default (), topic) != NULL)
    lore_selection_explain (selection, topic, NULL);
}

static void
selected_cb (LoreEventPane *self)
{
  LoreIdItem *item = gtk_single_selection_get_selected_item (self->rows);
  guint32 event, message;

  if (self->syncing || item == NULL)
    return;
  event = lore_id_item_get_id (item);
  message = lore_trace_get_event_message (lore_scene_get_trace (self->scene), event);
  if (message != LORE_ID_NONE)
    {
      self->selecting = TRUE;
      lore_scene_set_selection_follows (self->scene, FALSE);
      lore_selection_set_message (lore_scene_get_selection (self->scene), message);
      self->selecting = FALSE;
    }
  explain (self, event);
}

/* --- which ----------------------------------------------------------------------- */

static void
show_choice (LoreEventPane *self)
{
  guint32 message = LORE_ID_NONE;

  if (self->events == NULL)
    return;
  if (gtk_toggle_button_get_active (self->about))
    message = lore_selection_get_message (lore_scene_get_selection (self->scene));
  self->syncing = TRUE;
  lore_event_list_set_about (self->events, message);
  self->syncing = FALSE;
}

/* Whoever goes through the list finds it as it was. */
static void
message_selected_cb (LoreEventPane *self)
{
  if (!self->selecting && gtk_toggle_button_get_active (self->about))
    show_choice (self);
}

static void
about_toggled_cb (LoreEventPane *self)
{
  show_choice (self);
}

/* --- the widget ------------------------------------------------------------------ */

static void
forget_list (LoreEventPane *self)
{
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->rows);
  g_clear_object (&self->events);
}

static void
fill (LoreEventPane *self)
{
  self->events = lore_event_list_new (lore_scene_get_trace (self->scene));
  show_choice (self);
  self->rows = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->rows, FALSE);
  gtk_single_selection_set_can_unselect (self->rows, TRUE);
  gtk_single_selection_set_model (self->rows, G_LIST_MODEL (self->events));
  g_signal_connect_object (self->rows, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->rows));
}

/* Nobody pays for the list who does not look at it. */
static void
lore_event_pane_map (GtkWidget *widget)
{
  LoreEventPane *self = LORE_EVENT_PANE (widget);

  if (self->events == NULL && self->scene != NULL)
    fill (self);
  GTK_WIDGET_CLASS (lore_event_pane_parent_class)->map (widget);
}

static void
forget_scene (LoreEventPane *self)
{
  forget_list (self);
  if (self->scene != NULL)
    g_signal_handlers_disconnect_by_data (lore_scene_get_selection (self->scene), self);
  g_clear_object (&self->scene);
}

static void
lore_event_pane_dispose (GObject *object)
{
  forget_scene (LORE_EVENT_PANE (object));
  G_OBJECT_CLASS (lore_event_pane_parent_class)->dispose (object);
}

static void
lore_event_pane_class_init (LoreEventPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_event_pane_dispose;
  widget_class->map = lore_event_pane_map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/event-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreEventPane, about);
  gtk_widget_class_bind_template_child (widget_class, LoreEventPane, list);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, about_toggled_cb);
}

static void
lore_event_pane_init (LoreEventPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lore_event_pane_set_scene (LoreEventPane *self, LoreScene *scene)
{
  forget_scene (self);
  self->scene = g_object_ref (scene);
  g_signal_connect_object (lore_scene_get_selection (scene), "message-changed",
                           G_CALLBACK (message_selected_cb), self, G_CONNECT_SWAPPED);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    fill (self);
}

void
lore_event_pane_refresh (LoreEventPane *self)
{
  if (self->rows == NULL)
    return;
  gtk_list_view_set_model (self->list, NULL);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->rows));
}
