/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/state-line.h"

#include "base/language.h"
#include "catalogue/catalogue.h"
#include "draw/describe.h"

struct _LoreStateLine
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkLabel *words;

  /* Owned */
  LoreScene *scene;
};

G_DEFINE_FINAL_TYPE (LoreStateLine, lore_state_line, ADW_TYPE_BIN)

/* The last change of a state that follows @event before the next message does. */
static guint32
find_change_after (LoreTrace *trace, guint32 event)
{
  guint n = lore_trace_get_n_events (trace);
  guint32 change = LORE_ID_NONE;
  LoreEvent facts;

  if (event == LORE_ID_NONE)
    return LORE_ID_NONE;
  for (event++; event < n; event++)
    {
      lore_trace_get_event (trace, event, &facts);
      if (facts.message != NULL)
        break;
      if (facts.type == LORE_EVENT_STATE)
        change = event;
    }
  return change;
}

/* What came of it where it arrived; else what sending it began. */
static guint32
find_change (LoreTrace *trace, guint32 message)
{
  guint32 departure, arrival, change;

  lore_trace_get_message_events (trace, message, &departure, &arrival);
  change = find_change_after (trace, arrival);
  return change != LORE_ID_NONE ? change : find_change_after (trace, departure);
}

static void
show_change (LoreStateLine *self)
{
  guint32 message = lore_selection_get_message (lore_scene_get_selection (self->scene));
  LoreTrace *trace = lore_scene_get_trace (self->scene);
  guint32 change = message != LORE_ID_NONE ? find_change (trace, message) : LORE_ID_NONE;

  gtk_widget_set_visible (GTK_WIDGET (self), change != LORE_ID_NONE);
  if (change != LORE_ID_NONE)
    {
      g_autofree char *sentence =
          lore_describe_event (trace, change, lore_language_get ());
      g_autofree char *markup = lore_catalogue_dup_markup (sentence);

      gtk_label_set_markup (self->words, markup);
    }
}

/* Only what comes behind the selected message, and before another, is about it. */
static void
event_added_cb (LoreStateLine *self)
{
  guint32 message = lore_selection_get_message (lore_scene_get_selection (self->scene));

  if (message + 1 == lore_trace_get_n_messages (lore_scene_get_trace (self->scene)))
    show_change (self);
}

static void
forget_scene (LoreStateLine *self)
{
  if (self->scene == NULL)
    return;
  g_signal_handlers_disconnect_by_data (lore_scene_get_selection (self->scene), self);
  g_signal_handlers_disconnect_by_data (lore_scene_get_trace (self->scene), self);
  g_clear_object (&self->scene);
}

static void
lore_state_line_dispose (GObject *object)
{
  forget_scene (LORE_STATE_LINE (object));
  G_OBJECT_CLASS (lore_state_line_parent_class)->dispose (object);
}

static void
lore_state_line_class_init (LoreStateLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_state_line_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/state-line.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreStateLine, words);
}

static void
lore_state_line_init (LoreStateLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lore_state_line_set_scene (LoreStateLine *self, LoreScene *scene)
{
  forget_scene (self);
  self->scene = g_object_ref (scene);
  g_signal_connect_object (lore_scene_get_selection (scene), "message-changed",
                           G_CALLBACK (show_change), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lore_scene_get_trace (scene), "event-added",
                           G_CALLBACK (event_added_cb), self, G_CONNECT_SWAPPED);
  show_change (self);
}
