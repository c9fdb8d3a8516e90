/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/palette.h"

#include <glib.h>

static void
test_contrast (void)
{
  g_assert_cmpfloat_with_epsilon (lore_palette_contrast (0x000000, 0xffffff), 21, 1e-6);
  g_assert_cmpfloat_with_epsilon (lore_palette_contrast (0xffffff, 0x000000), 21, 1e-6);
  g_assert_cmpfloat_with_epsilon (lore_palette_contrast (0x123456, 0x123456), 1, 1e-6);
  /* The grey that WCAG's authors give as just enough on white. */
  g_assert_cmpfloat_with_epsilon (lore_palette_contrast (0x767676, 0xffffff), 4.54, 0.01);
}

/* Every colour that writes can be read on every colour that lies below it (WCAG 2 AA). */
static void
test_readable (void)
{
  static const LoreColour grounds[] = { LORE_COLOUR_BACKGROUND, LORE_COLOUR_PANE,
                                        LORE_COLOUR_SELECTION };

  for (guint dark = 0; dark < 2; dark++)
    for (guint colour = 0; colour < LORE_N_COLOURS; colour++)
      for (gsize i = 0; i < G_N_ELEMENTS (grounds); i++)
        {
          const LorePalette *palette = lore_palette_get (dark);
          double contrast =
              lore_palette_contrast (palette->rgb[colour], palette->rgb[grounds[i]]);

          if (colour <= LORE_COLOUR_PANE || colour == LORE_COLOUR_LINE
              || colour == LORE_COLOUR_SELECTION)
            continue;
          g_test_message ("%s %s on %s: %.2f", dark ? "dark" : "light",
                          lore_colour_get_nick (colour),
                          lore_colour_get_nick (grounds[i]), contrast);
          g_assert_cmpfloat (contrast, >=, 4.5);
        }
}

static void
test_categories (void)
{
  for (guint category = 0; category < SIP_N_CATEGORIES; category++)
    {
      LoreColour colour = lore_palette_category (category);

      if (category != SIP_CATEGORY_NONE)
        g_assert_cmpstr (lore_colour_get_nick (colour), ==,
                         sip_category_get_nick (category));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/palette/contrast", test_contrast);
  g_test_add_func ("/palette/readable", test_readable);
  g_test_add_func ("/palette/categories", test_categories);
  return g_test_run ();
}
