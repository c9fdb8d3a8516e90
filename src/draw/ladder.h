/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ladder on a cairo_t: the one drawing that screen, SVG, PNG and PDF share. A frame
 * is a function of the layout and the playhead; drawing changes nothing.
 */
#pragma once

#include <pango/pangocairo.h>

#include "draw/palette.h"
#include "draw/stamp.h"
#include "trace/headway.h"
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
  gboolean wraps; /* words too long for a line go on in another; else they are cut */
} LoreLadderStyle;

/* The style of an export: room for @n_columns at @scale. */
void lore_ladder_style_init (LoreLadderStyle *style, guint n_columns, double scale,
                             gboolean dark, const char *language);

/* Makes it as wide as the words of @layout need, within reason, or as @width when that is
 * not 0; where that is not enough, words wrap: a picture has no tooltip that could say
 * the rest of what is cut. */
void lore_ladder_style_fit (LoreLadderStyle *style, LoreLayout *layout, double width);

/* px from the top of a row to its arrow: the label stands above it, the note below. */
double lore_ladder_get_line (const LoreLadderStyle *style);

/* px from the top of the ladder to each of its rows and bars, header_height for the
 * first, and last of all to the end: one more than there are (of double, transfer full).
 * Where words wrap, row i is as high as they ask for: draw it with a style whose
 * row_height is the distance. NULL when cancelled. */
GArray *lore_ladder_measure_rows (PangoContext *pango, LoreLayout *layout,
                                  const LoreLadderStyle *style, LoreHeadway *headway);

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
 * @headway may be NULL; it may run in a thread if @layout is a copy that stands still.
 * Errors: G_IO_ERROR_CANCELLED, LORE_PROBLEM "export-format" {file} {formats},
 * "export-too-long" {rows} {most}, "export-failed" {file} {reason}. */
gboolean
lore_ladder_export (LoreLayout *layout, GFile *file, const LoreLadderStyle *style,
                    LoreHeadway *headway, GError **error);

/* As text of @columns character cells a line (a Han character fills two), for the
 * terminal: at least what the participants need; the caller's. */
char *lore_ladder_dup_text (LoreLayout *layout, guint columns, const char *language,
                            LoreHeadway *headway);

G_END_DECLS
