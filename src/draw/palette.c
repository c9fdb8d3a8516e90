/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/palette.h"

#include <math.h>

static const LorePalette light_palette = { {
#define LORE_COLOUR(NAME, nick, light, dark) [LORE_COLOUR_##NAME] = light,
#include "draw/palette.def"
#undef LORE_COLOUR
} };

static const LorePalette dark_palette = { {
#define LORE_COLOUR(NAME, nick, light, dark) [LORE_COLOUR_##NAME] = dark,
#include "draw/palette.def"
#undef LORE_COLOUR
} };

static const char *const nicks[] = {
#define LORE_COLOUR(NAME, nick, light, dark) [LORE_COLOUR_##NAME] = nick,
#include "draw/palette.def"
#undef LORE_COLOUR
};

const LorePalette *
lore_palette_get (gboolean dark)
{
  return dark ? &dark_palette : &light_palette;
}

const char *
lore_colour_get_nick (LoreColour colour)
{
  g_return_val_if_fail (colour < LORE_N_COLOURS, NULL);
  return nicks[colour];
}

LoreColour
lore_palette_category (SipCategory category)
{
  static const LoreColour colours[] = {
    [SIP_CATEGORY_NONE] = LORE_COLOUR_TEXT,
    [SIP_CATEGORY_START_LINE] = LORE_COLOUR_START_LINE,
    [SIP_CATEGORY_GENERAL] = LORE_COLOUR_GENERAL,
    [SIP_CATEGORY_REQUEST] = LORE_COLOUR_REQUEST,
    [SIP_CATEGORY_RESPONSE] = LORE_COLOUR_RESPONSE,
    [SIP_CATEGORY_ENTITY] = LORE_COLOUR_ENTITY,
    [SIP_CATEGORY_BODY] = LORE_COLOUR_BODY,
    [SIP_CATEGORY_UNKNOWN] = LORE_COLOUR_UNKNOWN,
  };

  g_return_val_if_fail (category < SIP_N_CATEGORIES, LORE_COLOUR_TEXT);
  return colours[category];
}

static double
get_channel (guint32 rgb, guint shift)
{
  return ((rgb >> shift) & 0xff) / 255.0;
}

void
lore_palette_set_source (cairo_t *cr, const LorePalette *palette, LoreColour colour)
{
  guint32 rgb = palette->rgb[colour];

  cairo_set_source_rgb (cr, get_channel (rgb, 16), get_channel (rgb, 8),
                        get_channel (rgb, 0));
}

static double
get_linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
get_luminance (guint32 rgb)
{
  return 0.2126 * get_linear (get_channel (rgb, 16))
         + 0.7152 * get_linear (get_channel (rgb, 8))
         + 0.0722 * get_linear (get_channel (rgb, 0));
}

double
lore_palette_contrast (guint32 a, guint32 b)
{
  double light = MAX (get_luminance (a), get_luminance (b));
  double dark = MIN (get_luminance (a), get_luminance (b));

  return (light + 0.05) / (dark + 0.05);
}
