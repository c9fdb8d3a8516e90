/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every colour of Siplore, light and dark: a row a role. style.css's colours are made
 * from this table at build time and a test checks each pair's contrast (4.5:1).
 */
#pragma once

#include <cairo.h>

#include "sip/kind.h"

G_BEGIN_DECLS

typedef enum
{
#define LORE_COLOUR(NAME, nick, light, dark) LORE_COLOUR_##NAME,
#include "draw/palette.def"
#undef LORE_COLOUR
  LORE_N_COLOURS
} LoreColour;

typedef struct
{
  guint32 rgb[LORE_N_COLOURS]; /* 0xRRGGBB */
} LorePalette;

const LorePalette *lore_palette_get (gboolean dark);
const char *lore_colour_get_nick (LoreColour colour); /* "start-line": @lore_start_line */
LoreColour lore_palette_category (SipCategory category);
void lore_palette_set_source (cairo_t *cr, const LorePalette *palette, LoreColour colour);
double lore_palette_contrast (guint32 a, guint32 b); /* WCAG 2 ratio, 1 … 21 */

G_END_DECLS
