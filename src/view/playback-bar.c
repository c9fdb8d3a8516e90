/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/playback-bar.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _LorePlaybackBar
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkButton *play;
  GtkAdjustment *adjustment;
  GtkDropDown *speed;
  GtkLabel *time;

  /* Owned */
  LoreScene *scene;
  GSimpleActionGroup *actions;

  gboolean showing;
};

G_DEFINE_FINAL_TYPE (LorePlaybackBar, lore_playback_bar, ADW_TYPE_BIN)

static const double speeds[] = { 0.25, 0.5, 1, 2, 4 };

static LorePlayback *
get_playback (LorePlaybackBar *self)
{
  return lore_scene_get_playback (self->scene);
}

/* --- what the user asks for ------------------------------------------------------ */

/* Where the playhead was put by hand: at the end it follows what comes. */
static void
put (LorePlaybackBar *self, double position)
{
  LorePlayback *playback = get_playback (self);

  lore_scene_set_selection_follows (self->scene, TRUE);
  lore_playback_set_playing (playback, FALSE);
  lore_playback_set_position (playback, position);
  lore_playback_set_following (playback, position >= lore_playback_get_end (playback));
}

static void
first_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  put (self, 0);
}

static void
last_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  put (self, lore_playback_get_end (get_playback (self)));
}

static void
step (LorePlaybackBar *self, int rows)
{
  LorePlayback *playback = get_playback (self);

  lore_scene_set_selection_follows (self->scene, TRUE);
  lore_playback_step (playback, rows);
  lore_playback_set_following (playback, lore_playback_get_position (playback)
                                             >= lore_playback_get_end (playback));
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  step (self, -1);
}

static void
forward_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  step (self, 1);
}

/* What comes meanwhile waits behind what is being played. */
static void
play_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LorePlaybackBar *self = data;
  LorePlayback *playback = get_playback (self);

  lore_scene_set_selection_follows (self->scene, TRUE);
  lore_playback_set_following (playback, FALSE);
  lore_playback_set_playing (playback, !lore_playback_get_playing (playback));
}

/* Keys go by whole messages, the pointer anywhere. */
static gboolean
scrub_cb (LorePlaybackBar *self, GtkScrollType scroll, double value)
{
  put (self, scroll == GTK_SCROLL_JUMP ? value : round (value));
  return TRUE;
}

static void
speed_chosen_cb (LorePlaybackBar *self)
{
  guint selected = gtk_drop_down_get_selected (self->speed);

  if (!self->showing && self->scene != NULL && selected < G_N_ELEMENTS (speeds))
    lore_playback_set_speed (get_playback (self), speeds[selected]);
}

/* --- what is shown --------------------------------------------------------------- */

static void
show_time (LorePlaybackBar *self)
{
  GListModel *layout = G_LIST_MODEL (lore_scene_get_layout (self->scene));
  guint n = g_list_model_get_n_items (layout);
  double position = lore_playback_get_position (get_playback (self));
  guint row = position > 0 ? (guint)ceil (position) - 1 : 0;
  g_autoptr (LoreRow) item =
      n > 0 ? g_list_model_get_item (layout, MIN (row, n - 1)) : NULL;
  gint64 start = lore_layout_get_start_us (LORE_LAYOUT (layout));
  gint64 us = item != NULL ? lore_row_get_time_us (item) - start : 0;
  g_autofree char *text = g_strdup_printf ("%.3f s", us / (double)G_USEC_PER_SEC);

  gtk_label_set_text (self->time, text);
}

static void
update (LorePlaybackBar *self)
{
  LorePlayback *playback = get_playback (self);
  double end = lore_playback_get_end (playback);
  gboolean playing = lore_playback_get_playing (playback);
  guint nearest = 0;

  self->showing = TRUE;
  gtk_adjustment_configure (self->adjustment, lore_playback_get_position (playback), 0,
                            MAX (end, 1), 1, 1, 0);
  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    if (fabs (speeds[i] - lore_playback_get_speed (playback))
        < fabs (speeds[nearest] - lore_playback_get_speed (playback)))
      nearest = i;
  gtk_drop_down_set_selected (self->speed, nearest);
  gtk_button_set_icon_name (self->play, playing ? "media-playback-pause-symbolic"
                                                : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play),
                               playing ? _ ("Pause") : _ ("Play"));
  gtk_widget_set_sensitive (GTK_WIDGET (self), end > 0);
  show_time (self);
  self->showing = FALSE;
}

static void
forget_scene (LorePlaybackBar *self)
{
  if (self->scene == NULL)
    return;
  g_signal_handlers_disconnect_by_data (get_playback (self), self);
  g_signal_handlers_disconnect_by_data (lore_scene_get_layout (self->scene), self);
  g_clear_object (&self->scene);
}

static void
lore_playback_bar_dispose (GObject *object)
{
  LorePlaybackBar *self = LORE_PLAYBACK_BAR (object);

  forget_scene (self);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (lore_playback_bar_parent_class)->dispose (object);
}

static void
lore_playback_bar_class_init (LorePlaybackBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_playback_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/playback-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, LorePlaybackBar, play);
  gtk_widget_class_bind_template_child (widget_class, LorePlaybackBar, adjustment);
  gtk_widget_class_bind_template_child (widget_class, LorePlaybackBar, speed);
  gtk_widget_class_bind_template_child (widget_class, LorePlaybackBar, time);
  gtk_widget_class_bind_template_callback (widget_class, scrub_cb);
  gtk_widget_class_bind_template_callback (widget_class, speed_chosen_cb);
}

static void
lore_playback_bar_init (LorePlaybackBar *self)
{
  static const GActionEntry entries[] = {
    { .name = "first", .activate = first_cb },
    { .name = "back", .activate = back_cb },
    { .name = "play", .activate = play_cb },
    { .name = "forward", .activate = forward_cb },
    { .name = "last", .activate = last_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries,
                                   G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "playback",
                                  G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lore_playback_bar_set_scene (LorePlaybackBar *self, LoreScene *scene)
{
  forget_scene (self);
  self->scene = g_object_ref (scene);
  g_signal_connect_object (get_playback (self), "notify", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lore_scene_get_layout (scene), "items-changed",
                           G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update (self);
}

GActionGroup *
lore_playback_bar_get_actions (LorePlaybackBar *self)
{
  return G_ACTION_GROUP (self->actions);
}
