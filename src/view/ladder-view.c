/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/ladder-view.h"

#include <math.h>

#include "view/arrow-menu.h"
#include "view/bar-list.h"
#include "view/bar-row.h"
#include "view/ladder-header.h"
#include "view/ladder-row.h"
#include "view/rename-dialog.h"
#include "view/theme.h"

struct _LoreLadderView
{
  AdwBin parent_instance;

  /* Template widgets */
  LoreLadderHeader *header;
  GtkListView *list;
  GtkWidget *media; /* seen while there is any */
  GtkListView *bars;

  GtkWidget *menu; /* of an arrow; a child of the header */

  /* Owned */
  LoreScene *scene;
  GtkSingleSelection *rows;

  guint tick_id;
  gint64 tick_us;   /* frame time of the last tick, 0 before the first */
  double waited;    /* rows' worth of time since the last whole row, without motion */
  guint shown_row;  /* brought into view last */
  guint32 picked;   /* the arrow the pointer chose in the row about to be selected */
  gboolean syncing; /* the selection moves the list, not the user */
};

G_DEFINE_FINAL_TYPE (LoreLadderView, lore_ladder_view, ADW_TYPE_BIN)

static LorePlayback *
get_playback (LoreLadderView *self)
{
  return lore_scene_get_playback (self->scene);
}

static LoreSelection *
get_selection (LoreLadderView *self)
{
  return lore_scene_get_selection (self->scene);
}

/* --- rows ------------------------------------------------------------------------ */

static void
row_picked_cb (LoreLadderView *self, guint message)
{
  self->picked = message;
  lore_scene_set_selection_follows (self->scene, FALSE);
  lore_selection_set_message (get_selection (self), message);
}

static void
row_asked_cb (LoreLadderView *self, guint message, double x, double y, GtkWidget *row)
{
  row_picked_cb (self, message);
  lore_arrow_menu_ask (self->menu, self->scene, message, row, x, y);
}

/* The other button's menu by key: for the message of the row that has the focus. */
static gboolean
menu_key_cb (GtkWidget *list, GVariant *args, gpointer data)
{
  LoreLadderView *self = data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (list));
  GtkWidget *row = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  if (!LORE_IS_LADDER_ROW (row)
      || lore_ladder_row_get_message (LORE_LADDER_ROW (row)) == LORE_ID_NONE)
    return FALSE;
  row_asked_cb (self, lore_ladder_row_get_message (LORE_LADDER_ROW (row)),
                gtk_widget_get_width (row) / 2, gtk_widget_get_height (row) / 2, row);
  return TRUE;
}

static void
add_menu_keys (LoreLadderView *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                        gtk_callback_action_new (menu_key_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

static void
row_selected_cb (GtkListItem *list_item)
{
  lore_ladder_row_set_selected (LORE_LADDER_ROW (gtk_list_item_get_child (list_item)),
                                gtk_list_item_get_selected (list_item));
}

static void
setup_cb (LoreLadderView *self, GtkListItem *list_item)
{
  LoreLadderRow *row = lore_ladder_row_new ();

  g_signal_connect_object (row, "picked", G_CALLBACK (row_picked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "asked", G_CALLBACK (row_asked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, GTK_WIDGET (row));
  g_signal_connect (list_item, "notify::selected", G_CALLBACK (row_selected_cb), NULL);
}

/* A list item of GTK 4.8 has no label of its own: its row's widget gets @words, which it
 * takes. */
static void
label_parent (GtkWidget *row, char *words)
{
  GtkWidget *parent = gtk_widget_get_parent (row);

  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_free (words);
}

static void
bind_cb (LoreLadderView *self, GtkListItem *list_item)
{
  LoreLadderRow *row = LORE_LADDER_ROW (gtk_list_item_get_child (list_item));

  lore_ladder_row_show (row, self->scene, gtk_list_item_get_item (list_item));
  lore_ladder_row_set_selected (row, gtk_list_item_get_selected (list_item));
  label_parent (GTK_WIDGET (row), lore_ladder_row_dup_words (row));
}

static void
unbind_cb (LoreLadderView *self, GtkListItem *list_item)
{
  lore_ladder_row_show (LORE_LADDER_ROW (gtk_list_item_get_child (list_item)), NULL,
                        NULL);
}

/* --- media ----------------------------------------------------------------------- */

static void
bar_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, GTK_WIDGET (lore_bar_row_new ()));
  gtk_list_item_set_activatable (list_item, FALSE);
}

static void
bar_bind_cb (LoreLadderView *self, GtkListItem *list_item)
{
  LoreBarRow *row = LORE_BAR_ROW (gtk_list_item_get_child (list_item));

  lore_bar_row_show (row, lore_scene_get_layout (self->scene),
                     lore_bar_get_stream (gtk_list_item_get_item (list_item)));
  label_parent (GTK_WIDGET (row), lore_bar_row_dup_words (row));
}

static void
bar_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  lore_bar_row_show (LORE_BAR_ROW (gtk_list_item_get_child (list_item)), NULL, 0);
}

static void
media_changed_cb (LoreLadderView *self)
{
  GtkSelectionModel *bars = gtk_list_view_get_model (self->bars);

  gtk_widget_set_visible (
      self->media, bars != NULL && g_list_model_get_n_items (G_LIST_MODEL (bars)) > 0);
}

static void
show_media (LoreLadderView *self)
{
  LoreBarList *bars = lore_bar_list_new (lore_scene_get_layout (self->scene));
  g_autoptr (GtkNoSelection) model = gtk_no_selection_new (G_LIST_MODEL (bars));

  g_signal_connect_object (bars, "items-changed", G_CALLBACK (media_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_list_view_set_model (self->bars, GTK_SELECTION_MODEL (model));
  media_changed_cb (self);
}

/* --- columns --------------------------------------------------------------------- */

static void
rename_cb (LoreLadderView *self, guint participant)
{
  lore_rename_dialog_show (GTK_WIDGET (self), lore_scene_get_trace (self->scene),
                           participant);
}

/* --- selection: list and scene say the same -------------------------------------- */

static void
list_selected_cb (LoreLadderView *self)
{
  LoreRow *row = gtk_single_selection_get_selected_item (self->rows);
  guint32 message = self->picked;

  self->picked = LORE_ID_NONE;
  if (self->syncing || row == NULL)
    return;
  if (message == LORE_ID_NONE)
    message = lore_row_get_message (row);
  lore_scene_set_selection_follows (self->scene, FALSE);
  if (message != LORE_ID_NONE)
    lore_selection_set_message (get_selection (self), message);
}

static void
bring_into_view (LoreLadderView *self, guint row)
{
  if (row < g_list_model_get_n_items (G_LIST_MODEL (self->rows)))
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", row);
}

static void
message_selected_cb (LoreLadderView *self)
{
  guint32 message = lore_selection_get_message (get_selection (self));
  guint row = GTK_INVALID_LIST_POSITION;

  if (message != LORE_ID_NONE)
    row = lore_layout_get_first_row (lore_scene_get_layout (self->scene), message);
  self->syncing = TRUE;
  gtk_single_selection_set_selected (
      self->rows, row != LORE_ID_NONE ? row : GTK_INVALID_LIST_POSITION);
  self->syncing = FALSE;
  if (row != LORE_ID_NONE && row != GTK_INVALID_LIST_POSITION)
    bring_into_view (self, row);
}

/* --- the clock of the playhead --------------------------------------------------- */

/* Without motion what comes is there at once, and what is played goes by whole rows. */
static gboolean
advance_in_steps (LoreLadderView *self, double seconds)
{
  LorePlayback *playback = get_playback (self);
  double end = lore_playback_get_end (playback);

  if (lore_playback_get_following (playback))
    lore_playback_set_position (playback, end);
  self->waited += seconds * lore_playback_get_speed (playback);
  if (self->waited >= 1)
    {
      self->waited = 0;
      lore_playback_set_position (playback,
                                  floor (lore_playback_get_position (playback)) + 1);
    }
  if (lore_playback_get_position (playback) < end)
    return TRUE;
  lore_playback_set_playing (playback, FALSE);
  return FALSE;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  LoreLadderView *self = LORE_LADDER_VIEW (widget);
  LorePlayback *playback = get_playback (self);
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  /* After a pause (a hidden window) the capsule goes on where it was. */
  double seconds =
      self->tick_us > 0 ? MIN ((now - self->tick_us) / (double)G_USEC_PER_SEC, 0.1) : 0;
  gboolean moves;

  self->tick_us = now;
  if (!lore_playback_get_playing (playback))
    moves = FALSE;
  else if (lore_theme_may_move (widget))
    moves = lore_playback_advance (playback, seconds);
  else
    moves = advance_in_steps (self, seconds);
  if (moves)
    return G_SOURCE_CONTINUE;

  self->tick_id = 0;
  if (lore_playback_get_position (playback) >= lore_playback_get_end (playback))
    lore_playback_set_following (playback, TRUE);
  return G_SOURCE_REMOVE;
}

static void
wake (LoreLadderView *self)
{
  if (self->tick_id != 0 || !lore_playback_get_playing (get_playback (self)))
    return;
  self->tick_us = 0;
  self->waited = 0;
  self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
position_changed_cb (LoreLadderView *self)
{
  double position = lore_playback_get_position (get_playback (self));
  guint row = position > 0 ? (guint)ceil (position) - 1 : 0;

  if (row == self->shown_row)
    return;
  self->shown_row = row;
  bring_into_view (self, row);
}

static void
rows_changed_cb (LoreLadderView *self)
{
  message_selected_cb (self);
  wake (self);
}

/* --- the widget ------------------------------------------------------------------ */

static void
forget_scene (LoreLadderView *self)
{
  if (self->scene == NULL)
    return;
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  g_signal_handlers_disconnect_by_data (get_playback (self), self);
  g_signal_handlers_disconnect_by_data (get_selection (self), self);
  g_signal_handlers_disconnect_by_data (lore_scene_get_layout (self->scene), self);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  if (self->bars != NULL)
    gtk_list_view_set_model (self->bars, NULL);
  g_clear_object (&self->rows);
  g_clear_object (&self->scene);
}

static void
lore_ladder_view_dispose (GObject *object)
{
  forget_scene (LORE_LADDER_VIEW (object));
  g_clear_pointer (&LORE_LADDER_VIEW (object)->menu, gtk_widget_unparent);
  G_OBJECT_CLASS (lore_ladder_view_parent_class)->dispose (object);
}

static void
lore_ladder_view_class_init (LoreLadderViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_ladder_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/ladder-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreLadderView, header);
  gtk_widget_class_bind_template_child (widget_class, LoreLadderView, list);
  gtk_widget_class_bind_template_child (widget_class, LoreLadderView, media);
  gtk_widget_class_bind_template_child (widget_class, LoreLadderView, bars);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, bar_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bar_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, bar_unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, rename_cb);
}

static void
lore_ladder_view_init (LoreLadderView *self)
{
  self->picked = LORE_ID_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->menu = lore_arrow_menu_new (GTK_WIDGET (self->header));
  add_menu_keys (self);
}

static void
watch_scene (LoreLadderView *self)
{
  LoreLayout *layout = lore_scene_get_layout (self->scene);

  g_signal_connect_object (self->rows, "notify::selected", G_CALLBACK (list_selected_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_selection (self), "message-changed",
                           G_CALLBACK (message_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_playback (self), "notify::playing", G_CALLBACK (wake),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_playback (self), "notify::position",
                           G_CALLBACK (position_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (layout, "items-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

void
lore_ladder_view_refresh (LoreLadderView *self)
{
  self->syncing = TRUE;
  gtk_list_view_set_model (self->list, NULL);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->rows));
  self->syncing = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self->header));
  show_media (self);
}

void
lore_ladder_view_set_scene (LoreLadderView *self, LoreScene *scene)
{
  LoreLayout *layout = lore_scene_get_layout (scene);

  forget_scene (self);
  self->scene = g_object_ref (scene);
  self->shown_row = G_MAXUINT;

  self->syncing = TRUE;
  self->rows = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->rows, FALSE);
  gtk_single_selection_set_can_unselect (self->rows, TRUE);
  gtk_single_selection_set_model (self->rows, G_LIST_MODEL (layout));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->rows));
  lore_ladder_header_set_layout (self->header, layout);
  self->syncing = FALSE;
  show_media (self);

  watch_scene (self);
  rows_changed_cb (self);
}
