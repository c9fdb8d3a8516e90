/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One arrow of a row in px: its line, head or cross, its words, and the capsule while it
 * is in the air.
 */
#pragma once

#include "draw/ladder.h"

G_BEGIN_DECLS

typedef struct
{
  const LoreSlice *slice; /* borrowed */
  LoreMessage facts;
  LoreColour colour;
  double progress; /* of the whole arrow */
  double x0, y0;   /* of the slice, moved to where it is drawn */
  double x1, y1;
  double from, to; /* lifelines of sender and receiver */
} LoreArrow;

typedef struct
{
  cairo_t *cr;                  /* borrowed */
  PangoContext *pango;          /* borrowed */
  LoreLayout *layout;           /* borrowed */
  const LoreLadderStyle *style; /* borrowed */
  LoreColour ground;            /* what words cover an arrow with */
} LorePen;

/* The lifelines of a row, and at the left the lab time @us: what stands behind a row that
 * is no message's. */
void lore_ladder_draw_ground (LorePen *pen, gint64 us);

/* px of a column that may be a fraction: beyond the outermost lifelines stand those whom
 * the file does not name. */
double lore_arrow_column_x (const LoreLadderStyle *style, guint n_columns, double column);

void lore_arrow_init (LoreArrow *arrow, LoreLayout *layout, const LoreSlice *slice,
                      double position, const LoreLadderStyle *style);

/* From one to itself, or between two that are shown as one. */
gboolean lore_arrow_is_loop (const LoreArrow *arrow);

/* px from where words beside it may begin: its tail, or the far side of its loop. */
double lore_arrow_get_tail (const LoreArrow *arrow, const LoreLadderStyle *style);

/* The line as far as it has flown, and what is at its end. */
void lore_arrow_draw (const LoreArrow *arrow, LorePen *pen);
/* Label and note of an arrow that has arrived; in the air the capsule has the label. */
void lore_arrow_draw_words (const LoreArrow *arrow, LorePen *pen);
void lore_arrow_draw_capsule (const LoreArrow *arrow, LorePen *pen);

/* px from (x, y) to the slice. */
double lore_arrow_get_distance (const LoreArrow *arrow, double x, double y);

G_END_DECLS
