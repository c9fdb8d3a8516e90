/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/lettering.h"

/* Room around a text that has a ground of its own, px. */
#define AROUND 2.0

/* Into so many lines as it takes, about as long as one another: no last word alone. */
static void
balance (PangoLayout *layout)
{
  int n_lines = pango_layout_get_line_count (layout);
  int high = pango_layout_get_width (layout);
  int low = high / 2;

  while (n_lines > 1 && high - low > PANGO_SCALE)
    {
      int middle = low + (high - low) / 2;

      pango_layout_set_width (layout, middle);
      if (pango_layout_get_line_count (layout) > n_lines)
        low = middle;
      else
        high = middle;
    }
  pango_layout_set_width (layout, high);
}

static void
wrap (PangoLayout *layout, double align)
{
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, align == 0   ? PANGO_ALIGN_LEFT
                                      : align == 1 ? PANGO_ALIGN_RIGHT
                                                   : PANGO_ALIGN_CENTER);
  balance (layout);
}

PangoLayout *
lore_lettering_new (PangoContext *pango, const LoreLettering *lettering,
                    const LoreLadderStyle *style)
{
  PangoLayout *layout = pango_layout_new (pango);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family_static (font, lettering->mono ? LORE_LETTERING_MONO
                                                                  : LORE_LETTERING_SANS);
  pango_font_description_set_absolute_size (font,
                                            lettering->size * style->scale * PANGO_SCALE);
  if (lettering->bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  /* Without it Han characters come out in Japanese forms; Latin ones do not care. */
  pango_attr_list_insert (attributes,
                          pango_attr_language_new (pango_language_from_string ("zh-cn")));
  /* An address that goes on in another line has no hyphen where it breaks. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, lettering->text, -1);
  if (lettering->most > 0)
    {
      pango_layout_set_width (layout, lettering->most * PANGO_SCALE);
      if (style->wraps)
        wrap (layout, lettering->align);
      else
        pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  return layout;
}

double
lore_lettering_get_width (PangoContext *pango, const LoreLettering *lettering,
                          const LoreLadderStyle *style)
{
  g_autoptr (PangoLayout) layout = lore_lettering_new (pango, lettering, style);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

char *
lore_lettering_dup_cut (PangoContext *pango, const LoreLettering *lettering,
                        const LoreLadderStyle *style)
{
  g_autofree char *valid = g_utf8_make_valid (lettering->text, -1);
  LoreLettering whole = *lettering;
  g_autoptr (GString) text = g_string_new (valid);
  gsize len = text->len;

  whole.most = 0;
  whole.text = text->str;
  while (len > 0 && lore_lettering_get_width (pango, &whole, style) > lettering->most)
    {
      len = g_utf8_find_prev_char (text->str, text->str + len) - text->str;
      g_string_truncate (text, len);
      g_string_append (text, "…");
      whole.text = text->str;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

PangoRectangle
lore_lettering_place (PangoLayout *layout, const LoreLettering *lettering, double x,
                      double y, const LoreLadderStyle *style)
{
  PangoRectangle place, first;
  double left, top;

  pango_layout_get_pixel_extents (layout, NULL, &place);
  pango_layout_line_get_pixel_extents (pango_layout_get_line_readonly (layout, 0), NULL,
                                       &first);
  left = CLAMP (x - place.width * lettering->align, AROUND,
                MAX (style->width - place.width - AROUND, AROUND));
  top = y - first.height / 2.0 - (place.height - first.height) * lettering->rise;
  /* Whole pixels keep letters sharp. */
  place.x = (int)(left + 0.5);
  place.y = (int)(top + 0.5);
  return place;
}

double
lore_lettering_draw (cairo_t *cr, PangoContext *pango, const LoreLettering *lettering,
                     double x, double y, LoreColour ground, const LoreLadderStyle *style)
{
  g_autoptr (PangoLayout) layout = lore_lettering_new (pango, lettering, style);
  PangoRectangle place = lore_lettering_place (layout, lettering, x, y, style);
  PangoRectangle extents;

  if (ground < LORE_N_COLOURS)
    {
      lore_palette_set_source (cr, style->palette, ground);
      cairo_rectangle (cr, place.x - AROUND, place.y, place.width + 2 * AROUND,
                       place.height);
      cairo_fill (cr);
    }
  lore_palette_set_source (cr, style->palette, lettering->colour);
  pango_layout_get_pixel_extents (layout, NULL, &extents);
  cairo_move_to (cr, place.x - extents.x, place.y);
  pango_cairo_show_layout (cr, layout);
  return place.width;
}
