/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/ladder-row.h"

#include "base/language.h"
#include "draw/describe.h"
#include "view/ladder-look.h"
#include "view/theme.h"
#include "view/words.h"

struct _LoreLadderRow
{
  GtkWidget parent_instance;

  /* Owned; NULL while nothing is shown */
  LoreScene *scene;
  LoreRow *row;

  double progress; /* drawn last: of the playhead in this row's arrows */
  gboolean selected;
};

enum
{
  PICKED,
  ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreLadderRow, lore_ladder_row, GTK_TYPE_WIDGET)

/* --- drawing --------------------------------------------------------------------- */

static void
lore_ladder_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LoreLadderRow *self = LORE_LADDER_ROW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  LoreLadderStyle style;
  cairo_t *cr;

  if (self->row == NULL)
    return;
  lore_ladder_look_get (widget, width, &style);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  lore_ladder_draw_row (
      cr, gtk_widget_get_pango_context (widget), lore_scene_get_layout (self->scene),
      self->row, lore_playback_get_position (lore_scene_get_playback (self->scene)),
      self->selected, &style);
  cairo_destroy (cr);
}

static void
lore_ladder_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                         int *minimum, int *natural, int *minimum_baseline,
                         int *natural_baseline)
{
  LoreLadderRow *self = LORE_LADDER_ROW (widget);
  LoreLadderStyle style;

  lore_ladder_look_get (widget, 0, &style);
  *minimum = *natural =
      orientation == GTK_ORIENTATION_VERTICAL
          ? style.row_height
          : lore_ladder_look_get_minimum (
              widget, self->row != NULL ? lore_row_get_n_columns (self->row) : 0);
}

/* --- what moves it --------------------------------------------------------------- */

/* How far this row's arrows have flown, all together: a frame is a function of it. */
static double
get_progress (LoreLadderRow *self)
{
  LorePlayback *playback = lore_scene_get_playback (self->scene);
  guint n;
  const LoreSlice *slices = lore_row_get_slices (self->row, &n);
  double progress = 0;

  for (guint i = 0; i < n; i++)
    progress += lore_playback_get_progress (playback, slices[i].message);
  return progress;
}

static void
position_changed_cb (LoreLadderRow *self)
{
  double progress = get_progress (self);

  if (progress == self->progress)
    return;
  self->progress = progress;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* A message of this row arrived or was lost. */
static void
message_changed_cb (LoreLadderRow *self, guint message)
{
  guint n;
  const LoreSlice *slices = lore_row_get_slices (self->row, &n);

  for (guint i = 0; i < n; i++)
    if (slices[i].message == message)
      gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- pointer --------------------------------------------------------------------- */

static guint32
pick (LoreLadderRow *self, double x, double y)
{
  LoreLadderStyle style;

  lore_ladder_look_get (GTK_WIDGET (self), gtk_widget_get_width (GTK_WIDGET (self)),
                        &style);
  return lore_ladder_pick (lore_scene_get_layout (self->scene), self->row, x, y, &style);
}

static void
pressed_cb (LoreLadderRow *self, int n_press, double x, double y)
{
  guint32 message = self->row != NULL ? pick (self, x, y) : LORE_ID_NONE;

  if (message != LORE_ID_NONE)
    g_signal_emit (self, signals[PICKED], 0, message);
}

static void
asked_cb (LoreLadderRow *self, int n_press, double x, double y)
{
  guint32 message = self->row != NULL ? pick (self, x, y) : LORE_ID_NONE;

  if (message != LORE_ID_NONE)
    g_signal_emit (self, signals[ASKED], 0, message, x, y);
}

static char *
dup_words_of (LoreLadderRow *self, guint32 message)
{
  return lore_describe_message (lore_scene_get_trace (self->scene), message,
                                lore_language_get ());
}

static gboolean
lore_ladder_row_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard,
                               GtkTooltip *tooltip)
{
  LoreLadderRow *self = LORE_LADDER_ROW (widget);
  guint32 message = LORE_ID_NONE;
  g_autofree char *words = NULL;

  if (self->row != NULL)
    message = keyboard ? lore_row_get_message (self->row) : pick (self, x, y);
  if (message == LORE_ID_NONE)
    return FALSE;
  words = dup_words_of (self, message);
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

/* --- the widget ------------------------------------------------------------------ */

static void
forget (LoreLadderRow *self)
{
  if (self->scene != NULL)
    {
      g_signal_handlers_disconnect_by_data (lore_scene_get_playback (self->scene), self);
      g_signal_handlers_disconnect_by_data (lore_scene_get_trace (self->scene), self);
    }
  g_clear_object (&self->row);
  g_clear_object (&self->scene);
}

static void
lore_ladder_row_dispose (GObject *object)
{
  forget (LORE_LADDER_ROW (object));
  G_OBJECT_CLASS (lore_ladder_row_parent_class)->dispose (object);
}

static void
lore_ladder_row_class_init (LoreLadderRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_ladder_row_dispose;
  widget_class->snapshot = lore_ladder_row_snapshot;
  widget_class->measure = lore_ladder_row_measure;
  widget_class->query_tooltip = lore_ladder_row_query_tooltip;
  signals[PICKED] = g_signal_new ("picked", LORE_TYPE_LADDER_ROW, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[ASKED] =
      g_signal_new ("asked", LORE_TYPE_LADDER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "ladderrow");
}

static void
lore_ladder_row_init (LoreLadderRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  lore_theme_use_chinese_forms (GTK_WIDGET (self));
  lore_theme_watch (G_OBJECT (self), (LoreThemeFunc)gtk_widget_queue_draw);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  click = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (asked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

LoreLadderRow *
lore_ladder_row_new (void)
{
  return g_object_new (LORE_TYPE_LADDER_ROW, NULL);
}

void
lore_ladder_row_show (LoreLadderRow *self, LoreScene *scene, LoreRow *row)
{
  forget (self);
  if (row == NULL)
    return;
  self->scene = g_object_ref (scene);
  self->row = g_object_ref (row);
  self->progress = get_progress (self);
  g_signal_connect_object (lore_scene_get_playback (scene), "notify::position",
                           G_CALLBACK (position_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lore_scene_get_trace (scene), "message-changed",
                           G_CALLBACK (message_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
lore_ladder_row_set_selected (LoreLadderRow *self, gboolean selected)
{
  if (self->selected == selected)
    return;
  self->selected = selected;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint32
lore_ladder_row_get_message (LoreLadderRow *self)
{
  return self->row != NULL ? lore_row_get_message (self->row) : LORE_ID_NONE;
}

char *
lore_ladder_row_dup_words (LoreLadderRow *self)
{
  guint32 message = lore_ladder_row_get_message (self);

  return message != LORE_ID_NONE ? dup_words_of (self, message) : g_strdup ("");
}
