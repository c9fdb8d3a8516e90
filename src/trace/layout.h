/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ladder as arithmetic: participants are columns, what happens is rows, and whatever
 * crosses rows is cut into slices, one a row, so that each row of a list can be drawn
 * alone. Nothing here knows pixels: x counts columns (0 = the first lifeline), y is 0 at
 * the top of a row and 1 at its bottom.
 */
#pragma once

#include "trace/filter.h"
#include "trace/trace.h"

G_BEGIN_DECLS

#define LORE_TYPE_LAYOUT (lore_layout_get_type ())
/* Follows its trace while it grows. A GListModel of LoreRow. A row is something that
 * happened to a message shown: it left, or it arrived. A message that left and arrived
 * with nothing else shown in between is one row and a level arrow; any other slants from
 * the row in which it left to the row in which its flight ended. One whose arrival nobody
 * has reported lies level in its own row until somebody does.
 * Signal "columns-changed" (): the header is to be drawn anew. */
G_DECLARE_FINAL_TYPE (LoreLayout, lore_layout, LORE, LAYOUT, GObject)

typedef enum
{
  LORE_SLICE_STARTS = 1 << 0, /* the tail of the arrow is in this row */
  LORE_SLICE_ENDS = 1 << 1,   /* its head (or its cross, when lost) is in this row */
  LORE_SLICE_LABEL = 1 << 2,  /* this slice carries the label */
} LoreSliceFlags;

/* The part of one arrow that one row shows. Slices of one arrow join: where one ends the
 * next begins, to the bit. A sender or receiver that the file does not name stands beyond
 * the first or the last column (-0.5 or columns - 0.5), a request coming from the left
 * and a response from the right. A lost arrow ends short of its receiver. */
typedef struct
{
  guint32 message;
  LoreSliceFlags flags;
  float x0, y0; /* where it enters the row or starts */
  float x1, y1; /* where it leaves the row or ends */
  float p0, p1; /* progress of the arrow, 0 … 1, at these points */
} LoreSlice;

#define LORE_TYPE_ROW (lore_row_get_type ())
G_DECLARE_FINAL_TYPE (LoreRow, lore_row, LORE, ROW, GObject)

LoreLayout *lore_layout_new (LoreTrace *trace);
/* The ladder as it is now, whatever becomes of @layout: another thread may read it while
 * that one changes. */
LoreLayout *lore_layout_dup_still (LoreLayout *layout);
LoreTrace *lore_layout_get_trace (LoreLayout *layout);

/* Which participant stands in column @i, in order; moving keeps the others' order and is
 * a command (notes.h). All participants when no call is chosen, else those of its
 * messages. */
guint lore_layout_get_n_columns (LoreLayout *layout);
guint32 lore_layout_get_column (LoreLayout *layout, guint i);
/* The column of a participant, LORE_ID_NONE when it has none. */
guint32 lore_layout_find_column (LoreLayout *layout, guint32 participant);
void lore_layout_move_column (LoreLayout *layout, guint from, guint to);
/* While a column is dragged it is moved in this ladder only; then its place is kept, and
 * that is the one command. */
void lore_layout_slide_column (LoreLayout *layout, guint from, guint to);
void lore_layout_keep_order (LoreLayout *layout);

/* Only messages of this call; LORE_ID_NONE shows all. */
void lore_layout_set_call (LoreLayout *layout, guint32 call);
/* Only messages of these, merged: the legs of one call (legs.h). None of them shows all.
 */
void lore_layout_set_calls (LoreLayout *layout, const guint32 *calls, guint n);
/* The first of those chosen, LORE_ID_NONE when all are shown; and all that are chosen,
 * borrowed. */
guint32 lore_layout_get_call (LoreLayout *layout);
const guint32 *lore_layout_get_calls (LoreLayout *layout, guint *ret_n);

/* Of these only messages that pass; NULL shows all. */
void lore_layout_set_filter (LoreLayout *layout, LoreFilter *filter);
/* The same where lore_filter_run() has found already which pass; nothing has been added
 * to the trace since. */
void lore_layout_set_filter_found (LoreLayout *layout, LoreFilter *filter,
                                   const GArray *found);
LoreFilter *lore_layout_get_filter (LoreLayout *layout); /* borrowed */

/* The row in which a message starts or ends; LORE_ID_NONE when it is not shown. */
guint32 lore_layout_get_first_row (LoreLayout *layout, guint32 message);
guint32 lore_layout_get_last_row (LoreLayout *layout, guint32 message);

/* Lab time of the first row, from which a reader counts; 0 when there is none. */
gint64 lore_layout_get_start_us (LoreLayout *layout);

/* Where an arrow begins and ends, in columns. */
void lore_layout_get_ends (LoreLayout *layout, guint32 message, float *ret_from,
                           float *ret_to);

/* Rows are made when asked for and are cheap; they do not change: the layout replaces one
 * whose message turns out to slant or to be lost. */
guint lore_row_get_position (LoreRow *row);
guint32 lore_row_get_message (LoreRow *row);     /* the one that starts (or ends) here */
gboolean lore_row_get_is_arrival (LoreRow *row); /* it only ends here */
const LoreSlice *lore_row_get_slices (LoreRow *row, guint *ret_n);
guint lore_row_get_n_columns (LoreRow *row);
gint64 lore_row_get_time_us (LoreRow *row);

G_END_DECLS
