/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/gutter.h"

#include "view/theme.h"

#define BOX_WIDTH 17
#define MARGIN 6

struct _LoreGutter
{
  GtkSourceGutterRenderer parent_instance;

  LorePaint *paint;                       /* borrowed */
  PangoLayout *letters[SIP_N_CATEGORIES]; /* owned, made when first drawn */
};

G_DEFINE_FINAL_TYPE (LoreGutter, lore_gutter, GTK_SOURCE_TYPE_GUTTER_RENDERER)

static void
forget_letters (LoreGutter *self)
{
  for (gsize i = 0; i < SIP_N_CATEGORIES; i++)
    g_clear_object (&self->letters[i]);
}

static PangoLayout *
get_letter (LoreGutter *self, SipCategory category)
{
  if (self->letters[category] == NULL)
    {
      const char text[] = { sip_category_get_letter (category), '\0' };
      PangoAttrList *attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      pango_attr_list_insert (attributes, pango_attr_scale_new (0.72));
      self->letters[category] = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
      pango_layout_set_attributes (self->letters[category], attributes);
      pango_attr_list_unref (attributes);
    }
  return self->letters[category];
}

/* A wrapped line has its letter beside its first row on the screen. */
static void
get_first_line (GtkSourceGutterRenderer *renderer, GtkSourceGutterLines *lines,
                guint line, int *ret_y, int *ret_height)
{
  GtkTextView *view = GTK_TEXT_VIEW (gtk_source_gutter_renderer_get_view (renderer));
  GdkRectangle place;
  GtkTextIter iter;
  int y, height;

  gtk_source_gutter_lines_get_line_yrange (
      lines, line, GTK_SOURCE_GUTTER_RENDERER_ALIGNMENT_MODE_CELL, &y, &height);
  gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (view), &iter, line);
  gtk_text_view_get_iter_location (view, &iter, &place);
  *ret_height = MIN (place.height, height);
  *ret_y = y + gtk_text_view_get_pixels_above_lines (view);
}

static void
lore_gutter_snapshot_line (GtkSourceGutterRenderer *renderer, GtkSnapshot *snapshot,
                           GtkSourceGutterLines *lines, guint line)
{
  LoreGutter *self = LORE_GUTTER (renderer);
  SipCategory category = lore_paint_get_line_category (self->paint, line);
  static const float widths[4] = { 1, 1, 1, 1 };
  GdkRGBA rgba;
  GskRoundedRect box;
  PangoLayout *letter;
  int y, height, letter_width, letter_height;
  double box_height;

  if (category == SIP_CATEGORY_NONE)
    return;
  get_first_line (renderer, lines, line, &y, &height);
  rgba = lore_theme_get_colour (lore_palette_category (category));
  letter = get_letter (self, category);
  pango_layout_get_pixel_size (letter, &letter_width, &letter_height);

  box_height = MIN (height - 2, letter_height + 2);
  gsk_rounded_rect_init_from_rect (
      &box,
      &GRAPHENE_RECT_INIT (MARGIN, y + (height - box_height) / 2, BOX_WIDTH, box_height),
      4);
  gtk_snapshot_append_border (snapshot, &box, widths,
                              (GdkRGBA[4]){ rgba, rgba, rgba, rgba });
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (MARGIN + (BOX_WIDTH - letter_width) / 2.0,
                                                y + (height - letter_height) / 2.0));
  gtk_snapshot_append_layout (snapshot, letter, &rgba);
  gtk_snapshot_restore (snapshot);
}

static void
lore_gutter_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                     int *minimum, int *natural, int *minimum_baseline,
                     int *natural_baseline)
{
  *minimum = *natural =
      orientation == GTK_ORIENTATION_HORIZONTAL ? BOX_WIDTH + 2 * MARGIN : 0;
  *minimum_baseline = *natural_baseline = -1;
}

static void
lore_gutter_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  forget_letters (LORE_GUTTER (widget));
  GTK_WIDGET_CLASS (lore_gutter_parent_class)->css_changed (widget, change);
}

static void
lore_gutter_dispose (GObject *object)
{
  forget_letters (LORE_GUTTER (object));
  G_OBJECT_CLASS (lore_gutter_parent_class)->dispose (object);
}

static void
lore_gutter_class_init (LoreGutterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_gutter_dispose;
  GTK_WIDGET_CLASS (klass)->measure = lore_gutter_measure;
  GTK_WIDGET_CLASS (klass)->css_changed = lore_gutter_css_changed;
  GTK_SOURCE_GUTTER_RENDERER_CLASS (klass)->snapshot_line = lore_gutter_snapshot_line;
}

static void
lore_gutter_init (LoreGutter *self)
{
  lore_theme_watch (G_OBJECT (self), (LoreThemeFunc)gtk_widget_queue_draw);
}

void
lore_gutter_install (GtkSourceView *view, LorePaint *paint)
{
  LoreGutter *self = g_object_new (LORE_TYPE_GUTTER, NULL);

  self->paint = paint;
  gtk_source_gutter_insert (gtk_source_view_get_gutter (view, GTK_TEXT_WINDOW_LEFT),
                            GTK_SOURCE_GUTTER_RENDERER (self), 0);
}
