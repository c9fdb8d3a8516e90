/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an arrow or a bar says and where: its label above it and its note below, or both
 * beside it in one line. The same for what is drawn, measured and written.
 */
#pragma once

#include "draw/arrow.h"
#include "draw/lettering.h"

G_BEGIN_DECLS

typedef struct
{
  char *texts[2]; /* owned; borrowed by the two below */
  LoreLettering label;
  LoreLettering note;      /* without text when there is none */
  double label_x, label_y; /* px from the row's left edge, and below the arrow */
  double note_x, note_y;
} LoreWording;

/* Of an arrow in the row whose slice has the label. */
void lore_wording_init_for_arrow (LoreWording *wording, const LoreArrow *arrow,
                                  PangoContext *pango, LoreLayout *layout,
                                  const LoreLadderStyle *style);

/* Of the bar of stream @stream from @from to @to, px. */
void
lore_wording_init_for_bar (LoreWording *wording, guint stream, double from, double to,
                           LoreLayout *layout, const LoreLadderStyle *style);

void lore_wording_clear (LoreWording *wording);

void lore_wording_draw (const LoreWording *wording, LorePen *pen);

/* How high a row has to be to hold it, px. */
double lore_wording_get_height (const LoreWording *wording, PangoContext *pango,
                                const LoreLadderStyle *style);

G_END_DECLS
