/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/bar-row.h"

#include "base/language.h"
#include "draw/bar.h"
#include "draw/describe.h"
#include "view/ladder-look.h"
#include "view/theme.h"

struct _LoreBarRow
{
  GtkWidget parent_instance;

  LoreLayout *layout; /* owned; NULL while nothing is shown */
  guint stream;
};

G_DEFINE_FINAL_TYPE (LoreBarRow, lore_bar_row, GTK_TYPE_WIDGET)

static void
lore_bar_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LoreBarRow *self = LORE_BAR_ROW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  LoreLadderStyle style;
  cairo_t *cr;

  if (self->layout == NULL)
    return;
  lore_ladder_look_get (widget, width, &style);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  lore_ladder_draw_bar (cr, gtk_widget_get_pango_context (widget), self->layout,
                        self->stream, &style);
  cairo_destroy (cr);
}

static void
lore_bar_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                      int *minimum, int *natural, int *minimum_baseline,
                      int *natural_baseline)
{
  LoreBarRow *self = LORE_BAR_ROW (widget);
  guint n = self->layout != NULL ? lore_layout_get_n_columns (self->layout) : 0;
  LoreLadderStyle style;

  lore_ladder_look_get (widget, 0, &style);
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL
                            ? style.row_height
                            : lore_ladder_look_get_minimum (widget, n);
}

static gboolean
lore_bar_row_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard,
                            GtkTooltip *tooltip)
{
  g_autofree char *words = lore_bar_row_dup_words (LORE_BAR_ROW (widget));

  gtk_tooltip_set_text (tooltip, words);
  return *words != '\0';
}

static void
forget (LoreBarRow *self)
{
  if (self->layout != NULL)
    g_signal_handlers_disconnect_by_data (self->layout, self);
  g_clear_object (&self->layout);
}

static void
lore_bar_row_dispose (GObject *object)
{
  forget (LORE_BAR_ROW (object));
  G_OBJECT_CLASS (lore_bar_row_parent_class)->dispose (object);
}

static void
lore_bar_row_class_init (LoreBarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_bar_row_dispose;
  widget_class->snapshot = lore_bar_row_snapshot;
  widget_class->measure = lore_bar_row_measure;
  widget_class->query_tooltip = lore_bar_row_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "ladderrow");
}

static void
lore_bar_row_init (LoreBarRow *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  lore_theme_use_chinese_forms (GTK_WIDGET (self));
  lore_theme_watch (G_OBJECT (self), (LoreThemeFunc)gtk_widget_queue_draw);
}

LoreBarRow *
lore_bar_row_new (void)
{
  return g_object_new (LORE_TYPE_BAR_ROW, NULL);
}

void
lore_bar_row_show (LoreBarRow *self, LoreLayout *layout, guint stream)
{
  forget (self);
  if (layout == NULL)
    return;
  self->layout = g_object_ref (layout);
  self->stream = stream;
  /* Columns that move take its ends along. */
  g_signal_connect_object (layout, "columns-changed",
                           G_CALLBACK (gtk_widget_queue_resize), self, G_CONNECT_SWAPPED);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

char *
lore_bar_row_dup_words (LoreBarRow *self)
{
  return self->layout != NULL ? lore_describe_stream_aloud (
             lore_layout_get_trace (self->layout), self->stream, lore_language_get ())
                              : g_strdup ("");
}
