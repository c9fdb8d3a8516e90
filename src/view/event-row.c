/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/event-row.h"

#include "base/language.h"
#include "catalogue/catalogue.h"
#include "draw/describe.h"
#include "view/ladder-look.h"

struct _LoreEventRow
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkLabel *time;
  GtkImage *kind;
  GtkLabel *words;
  GtkLabel *source;

  LoreScene *scene; /* owned; NULL while nothing is shown */
  guint32 event;
};

G_DEFINE_FINAL_TYPE (LoreEventRow, lore_event_row, ADW_TYPE_BIN)

static const char *const icons[] = {
  [LORE_EVENT_SENT] = "network-transmit-symbolic",
  [LORE_EVENT_RECEIVED] = "network-receive-symbolic",
  [LORE_EVENT_CAPTURED] = "network-transmit-receive-symbolic",
  [LORE_EVENT_DROPPED] = "network-error-symbolic",
  [LORE_EVENT_TIMER_SET] = "alarm-symbolic",
  [LORE_EVENT_TIMER_FIRED] = "alarm-symbolic",
  [LORE_EVENT_TIMER_CANCELLED] = "alarm-symbolic",
  [LORE_EVENT_STATE] = "emblem-synchronizing-symbolic",
  [LORE_EVENT_PROBLEM] = "dialog-warning-symbolic",
  [LORE_EVENT_NOTE] = "dialog-information-symbolic",
};

static char *
dup_time (LoreEventRow *self, const LoreEvent *facts)
{
  LoreTrace *trace = lore_scene_get_trace (self->scene);
  LoreLayout *layout = lore_scene_get_layout (self->scene);
  /* A transaction begins just before its first message, from which time counts. */
  gint64 us = MAX (facts->lab_us, lore_layout_get_start_us (layout));
  gint64 previous = us;

  if (self->event > 0)
    previous = lore_trace_get_event_time (trace, self->event - 1);
  return lore_stamp_dup (layout, lore_ladder_look_get_stamp (), us, MIN (us, previous),
                         lore_trace_get_event_message (trace, self->event));
}

/* "RFC 3261 §17.1.1.2 · z9hG4bK…" */
static char *
dup_source (const LoreEvent *facts)
{
  const char *subject = facts->subject != NULL ? facts->subject : "";

  if (facts->rfc == NULL)
    return g_strdup (subject);
  return g_strdup_printf ("RFC %s%s%s", facts->rfc, *subject != '\0' ? " · " : "",
                          subject);
}

static void
show_words (LoreEventRow *self, const LoreEvent *facts)
{
  g_autofree char *sentence = lore_describe_event (lore_scene_get_trace (self->scene),
                                                   self->event, lore_language_get ());
  g_autofree char *markup = lore_catalogue_dup_markup (sentence);
  g_autofree char *source = dup_source (facts);
  g_autofree char *time = dup_time (self, facts);

  gtk_label_set_text (self->time, time);
  gtk_label_set_markup (self->words, markup);
  gtk_label_set_text (self->source, source);
  gtk_widget_set_visible (GTK_WIDGET (self->source), *source != '\0');
  gtk_image_set_from_icon_name (self->kind, icons[facts->type]);
}

/* The last row played says how late it is; at the end everything has happened. */
static void
position_changed_cb (LoreEventRow *self)
{
  LorePlayback *playback = lore_scene_get_playback (self->scene);
  double position = lore_playback_get_position (playback);
  gint64 now_us = G_MAXINT64;
  g_autoptr (LoreRow) row = NULL;

  if (position < lore_playback_get_end (playback))
    row = g_list_model_get_item (G_LIST_MODEL (lore_scene_get_layout (self->scene)),
                                 position);
  if (row != NULL)
    now_us = lore_row_get_time_us (row);
  if (lore_trace_get_event_time (lore_scene_get_trace (self->scene), self->event)
      > now_us)
    gtk_widget_add_css_class (GTK_WIDGET (self), "later");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "later");
}

static void
forget (LoreEventRow *self)
{
  if (self->scene != NULL)
    g_signal_handlers_disconnect_by_data (lore_scene_get_playback (self->scene), self);
  g_clear_object (&self->scene);
}

static void
lore_event_row_dispose (GObject *object)
{
  forget (LORE_EVENT_ROW (object));
  G_OBJECT_CLASS (lore_event_row_parent_class)->dispose (object);
}

static void
lore_event_row_class_init (LoreEventRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_event_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/event-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreEventRow, time);
  gtk_widget_class_bind_template_child (widget_class, LoreEventRow, kind);
  gtk_widget_class_bind_template_child (widget_class, LoreEventRow, words);
  gtk_widget_class_bind_template_child (widget_class, LoreEventRow, source);
}

static void
lore_event_row_init (LoreEventRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

LoreEventRow *
lore_event_row_new (void)
{
  return g_object_new (LORE_TYPE_EVENT_ROW, NULL);
}

void
lore_event_row_show (LoreEventRow *self, LoreScene *scene, guint32 event)
{
  LoreEvent facts;

  forget (self);
  if (event == LORE_ID_NONE)
    return;
  self->scene = g_object_ref (scene);
  self->event = event;
  lore_trace_get_event (lore_scene_get_trace (scene), event, &facts);
  show_words (self, &facts);
  g_signal_connect_object (lore_scene_get_playback (scene), "notify::position",
                           G_CALLBACK (position_changed_cb), self, G_CONNECT_SWAPPED);
  position_changed_cb (self);
}

char *
lore_event_row_dup_words (LoreEventRow *self)
{
  return g_strdup_printf ("%s %s", gtk_label_get_text (self->time),
                          gtk_label_get_text (self->words));
}
