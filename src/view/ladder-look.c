/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/ladder-look.h"

#include "base/language.h"
#include "view/theme.h"
#include "view/words.h"

#define USUAL_FONT 13.33 /* px of 10 pt at 96 dpi */
#define COLUMN 104

static double
get_scale (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double)PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) > 0
                ? pango_cairo_context_get_resolution (context) / 72
                : 96.0 / 72;
  return CLAMP (size / USUAL_FONT, 0.8, 4.0);
}

/* One for all windows, as the language is. */
static LoreStamp stamp_in_use = LORE_STAMP_SINCE_FIRST;

static double
get_time_width (void)
{
  return stamp_in_use == LORE_STAMP_ABSOLUTE ? 92 : 62;
}

void
lore_ladder_look_set_stamp (LoreStamp stamp)
{
  stamp_in_use = stamp;
}

LoreStamp
lore_ladder_look_get_stamp (void)
{
  return stamp_in_use;
}

void
lore_ladder_look_get (GtkWidget *widget, double width, LoreLadderStyle *ret_style)
{
  double scale = get_scale (widget);

  *ret_style = (LoreLadderStyle){
    .width = width,
    .row_height = 46 * scale,
    .time_width = get_time_width () * scale,
    .header_height = 58 * scale,
    .scale = scale,
    .palette = lore_theme_get_palette (),
    .language = lore_language_get (),
    .stamp = stamp_in_use,
  };
}

int
lore_ladder_look_get_minimum (GtkWidget *widget, guint n_columns)
{
  double scale = get_scale (widget);

  return (get_time_width () + COLUMN * MAX (n_columns, 2)) * scale;
}
