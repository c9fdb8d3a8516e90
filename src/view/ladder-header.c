/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/ladder-header.h"

#include "view/ladder-look.h"
#include "view/theme.h"

struct _LoreLadderHeader
{
  GtkWidget parent_instance;

  LoreLayout *layout; /* owned */
};

G_DEFINE_FINAL_TYPE (LoreLadderHeader, lore_ladder_header, GTK_TYPE_WIDGET)

static void
lore_ladder_header_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LoreLadderHeader *self = LORE_LADDER_HEADER (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  LoreLadderStyle style;
  cairo_t *cr;

  if (self->layout == NULL)
    return;
  lore_ladder_look_get (widget, width, &style);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  lore_ladder_draw_header (cr, gtk_widget_get_pango_context (widget), self->layout,
                           &style);
  cairo_destroy (cr);
}

static void
lore_ladder_header_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                            int *minimum, int *natural, int *minimum_baseline,
                            int *natural_baseline)
{
  LoreLadderHeader *self = LORE_LADDER_HEADER (widget);
  guint n = self->layout != NULL ? lore_layout_get_n_columns (self->layout) : 0;
  LoreLadderStyle style;

  lore_ladder_look_get (widget, 0, &style);
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL
                            ? style.header_height
                            : lore_ladder_look_get_minimum (widget, n);
}

/* One tooltip a participant: its name and address in full. */
static gboolean
lore_ladder_header_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard,
                                  GtkTooltip *tooltip)
{
  LoreLadderHeader *self = LORE_LADDER_HEADER (widget);
  guint n = self->layout != NULL ? lore_layout_get_n_columns (self->layout) : 0;
  g_autofree char *text = NULL;
  LoreParticipant participant;
  LoreLadderStyle style;
  guint nearest = 0;

  if (n == 0)
    return FALSE;
  lore_ladder_look_get (widget, gtk_widget_get_width (widget), &style);
  for (guint i = 1; i < n; i++)
    if (ABS (lore_ladder_column_x (&style, n, i) - x)
        < ABS (lore_ladder_column_x (&style, n, nearest) - x))
      nearest = i;
  lore_trace_get_participant (lore_layout_get_trace (self->layout),
                              lore_layout_get_column (self->layout, nearest),
                              &participant);
  text = g_str_equal (participant.name, participant.address)
             ? g_strdup (participant.address)
             : g_strdup_printf ("%s\n%s", participant.name, participant.address);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
lore_ladder_header_dispose (GObject *object)
{
  g_clear_object (&LORE_LADDER_HEADER (object)->layout);
  G_OBJECT_CLASS (lore_ladder_header_parent_class)->dispose (object);
}

static void
lore_ladder_header_class_init (LoreLadderHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_ladder_header_dispose;
  widget_class->snapshot = lore_ladder_header_snapshot;
  widget_class->measure = lore_ladder_header_measure;
  widget_class->query_tooltip = lore_ladder_header_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "ladderheader");
}

static void
lore_ladder_header_init (LoreLadderHeader *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  lore_theme_use_chinese_forms (GTK_WIDGET (self));
  lore_theme_watch (G_OBJECT (self), (LoreThemeFunc)gtk_widget_queue_draw);
}

void
lore_ladder_header_set_layout (LoreLadderHeader *self, LoreLayout *layout)
{
  if (self->layout != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->layout, self);
      g_signal_handlers_disconnect_by_data (lore_layout_get_trace (self->layout), self);
    }
  g_set_object (&self->layout, layout);
  g_signal_connect_object (layout, "columns-changed",
                           G_CALLBACK (gtk_widget_queue_resize), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lore_layout_get_trace (layout), "participants-changed",
                           G_CALLBACK (gtk_widget_queue_resize), self, G_CONNECT_SWAPPED);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
