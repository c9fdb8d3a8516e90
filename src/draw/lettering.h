/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Short texts on a cairo_t, set the same on screen and in every export: by size in px,
 * with Han characters in their Chinese forms.
 */
#pragma once

#include "draw/ladder.h"

G_BEGIN_DECLS

/* The families that letters come from, first of all those of the test machines' Debian.
 */
#define LORE_LETTERING_SANS "DejaVu Sans, Noto Sans CJK SC, sans-serif"
#define LORE_LETTERING_MONO "DejaVu Sans Mono, Noto Sans Mono CJK SC, monospace"

/* px at scale 1: what an arrow says, and what stands below it. */
#define LORE_LABEL_SIZE 12.5
#define LORE_NOTE_SIZE 10.5

typedef struct
{
  const char *text;
  double size; /* px at scale 1 */
  gboolean bold;
  gboolean mono;
  LoreColour colour;
  double most;  /* px; longer text ends in …, or wraps; 0 = as long as it is */
  double align; /* which part of the text stands at x: 0 left … 1 right edge */
  double
      rise; /* which part of the lines after the first stands above y: 0 none … 1 all */
} LoreLettering;

PangoLayout *lore_lettering_new (PangoContext *pango, const LoreLettering *lettering,
                                 const LoreLadderStyle *style); /* transfer full */

double lore_lettering_get_width (PangoContext *pango, const LoreLettering *lettering,
                                 const LoreLadderStyle *style); /* px */
/* As much of the text as fits, for what cannot be cut where it is drawn; the caller's. */
char *lore_lettering_dup_cut (PangoContext *pango, const LoreLettering *lettering,
                              const LoreLadderStyle *style);

/* Where a text is that stands at @x, the middle of its line at height @y, in whole pixels
 * and never over the left or right edge of the row. */
PangoRectangle lore_lettering_place (PangoLayout *layout, const LoreLettering *lettering,
                                     double x, double y, const LoreLadderStyle *style);

/* Draws the text there. @ground is painted below it unless it is LORE_N_COLOURS. Returns
 * its width. */
double
lore_lettering_draw (cairo_t *cr, PangoContext *pango, const LoreLettering *lettering,
                     double x, double y, LoreColour ground, const LoreLadderStyle *style);

G_END_DECLS
