/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/machine-view.h"

#include <math.h>

#include "draw/machine-figure.h"
#include "view/ladder-look.h"
#include "view/theme.h"

#define WIDTH 272 /* px at scale 1 in which arrows have room */

struct _LoreMachineView
{
  GtkWidget parent_instance;

  LoreMachineRun run;
  gboolean running; /* there is something to draw */
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreMachineView, lore_machine_view, GTK_TYPE_WIDGET)

static void
lore_machine_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LoreMachineView *self = LORE_MACHINE_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  LoreLadderStyle style;
  cairo_t *cr;

  if (!self->running)
    return;
  lore_ladder_look_get (widget, width, &style);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  lore_machine_figure_draw (cr, gtk_widget_get_pango_context (widget), &self->run,
                            &style);
  cairo_destroy (cr);
}

static void
lore_machine_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                           int *minimum, int *natural, int *minimum_baseline,
                           int *natural_baseline)
{
  LoreMachineView *self = LORE_MACHINE_VIEW (widget);
  LoreLadderStyle style;

  lore_ladder_look_get (widget, 0, &style);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = WIDTH * style.scale;
  else
    *minimum = *natural =
        self->running
            ? (int)ceil (lore_machine_figure_get_height (self->run.machine, &style))
            : 0;
}

static LoreState
pick (LoreMachineView *self, double x, double y)
{
  LoreLadderStyle style;

  if (!self->running)
    return LORE_STATE_NONE;
  lore_ladder_look_get (GTK_WIDGET (self), gtk_widget_get_width (GTK_WIDGET (self)),
                        &style);
  return lore_machine_figure_pick (self->run.machine, x, y, &style);
}

static void
released_cb (LoreMachineView *self, int n_press, double x, double y)
{
  LoreState state = pick (self, x, y);

  if (state != LORE_STATE_NONE)
    g_signal_emit (self, signals[PICKED], 0, lore_state_get_topic (state));
}

static void
lore_machine_view_class_init (LoreMachineViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = lore_machine_view_snapshot;
  widget_class->measure = lore_machine_view_measure;
  signals[PICKED] = g_signal_new ("picked", LORE_TYPE_MACHINE_VIEW, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_css_name (widget_class, "machine");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lore_machine_view_init (LoreMachineView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  lore_theme_use_chinese_forms (GTK_WIDGET (self));
  lore_theme_watch (G_OBJECT (self), (LoreThemeFunc)gtk_widget_queue_draw);
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

void
lore_machine_view_set_run (LoreMachineView *self, const LoreMachineRun *run)
{
  self->running = run != NULL;
  if (run != NULL)
    self->run = *run;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
