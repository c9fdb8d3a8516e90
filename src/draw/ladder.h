/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ladder on a cairo_t: the one drawing that screen, SVG, PNG and PDF share. A frame
 * is a function of the layout and the playhead; drawing changes nothing.
 */
#pragma once

#include <pango/pangocairo.h>

#include "draw/palette.h"
#include "draw/stamp.h"
#include "trace/playback.h"

G_BEGIN_DECLS

/* All lengths are px as they are drawn; @scale is that of letters and lines. */
typedef struct
{
  double width;      /* of the whole row */
  double row_height; /* 46 × scale */
  double time_width; /* of the time column at the left */
  double header_height;
  double scale; /* 1; larger in Present mode */
  const LorePalette *palette;
  const char *language; /* "en", "zh_CN" or "both": for the small words */
  LoreStamp stamp;      /* what the time column says */
} LoreLadderStyle;

/* The style of an export: room for @n_columns at @scale. */
void lore_ladder_style_init (LoreLadderStyle *style, guint n_columns, double scale,
                             gboolean dark, const char *language);

/* Makes it as wide as the words of @layout need, so that a picture of it has no text that
 * is cut; very long ones are, still. */
void lore_ladder_style_fit (LoreLadderStyle *style, LoreLayout *layout);

/* Where in a row its middle is drawn, of its height: labels stand above it. */
#define LORE_LADDER_LINE_AT 0.58

/* Requests in the start line's colour, 1xx and 2xx in the responses'; a redirection or a
 * challenge is a warning, any other failure an error. */
LoreColour lore_ladder_get_colour (const LoreMessage *message);

/* px of lifeline @column in a ladder of @n_columns. */
double lore_ladder_column_x (const LoreLadderStyle *style, guint n_columns, guint column);

/* Draws the participants' boxes; fills (0, 0) to (width, header_height). */
void lore_ladder_draw_header (cairo_t *cr, PangoContext *pango, LoreLayout *layout,
                              const LoreLadderStyle *style);

/* The width of those boxes, and what a column has to have for their words to be whole. */
double lore_ladder_get_box_width (PangoContext *pango, LoreLayout *layout,
                                  const LoreLadderStyle *style);
double lore_ladder_measure_boxes (PangoContext *pango, LoreLayout *layout,
                                  const LoreLadderStyle *style);

/* Draws row @row at the origin: time, its slice of the lifelines and arrows, and the
 * capsule of the arrow in the air. @position is the playhead; a row it has not reached
 * has lifelines only. The ground is the caller's to paint, in LORE_COLOUR_BACKGROUND. */
void
lore_ladder_draw_row (cairo_t *cr, PangoContext *pango, LoreLayout *layout, LoreRow *row,
                      double position, gboolean selected, const LoreLadderStyle *style);

/* The message whose slice is nearest to (x, y) in the row, LORE_ID_NONE when none is. The
 * time column is the row's own message. */
guint32 lore_ladder_pick (LoreLayout *layout, LoreRow *row, double x, double y,
                          const LoreLadderStyle *style);

/* The whole ladder, all of it played, into a file by its ending: .svg .png .pdf .txt
 * .html .mmd; the file is replaced atomically. @style NULL: light, in English, at
 * scale 1. An image is as high as it has to be; a PDF has pages, each with the header.
 * Errors: LORE_PROBLEM "export-format" {file} {formats}, "export-too-long" {rows} {most},
 * "export-failed" {file} {reason}. */
gboolean lore_ladder_export (LoreLayout *layout, GFile *file,
                             const LoreLadderStyle *style, GError **error);

/* As text of @columns character cells a line (a Han character fills two), for the
 * terminal: at least what the participants need; the caller's. */
char *lore_ladder_dup_text (LoreLayout *layout, guint columns, const char *language);

G_END_DECLS
