/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of a ladder, which layout-rows.c fills and layout.c reads.
 */
#pragma once

#include "trace/columns.h"
#include "trace/layout.h"

G_BEGIN_DECLS

/* A bit of a row's entry: the message only arrives here. */
#define LORE_ROW_ARRIVAL (1u << 31)

/* Rows a block of the table of slanting arrows. */
#define LORE_ROW_BLOCK 32u

typedef struct
{
  guint32 message;
  guint32 first_row;
  guint32 last_row;
} LoreShown;

struct _LoreLayout
{
  GObject parent_instance;

  /* Owned */
  LoreTrace *trace;
  LoreColumns columns;
  GArray *rows;       /* guint32: a message, perhaps with LORE_ROW_ARRIVAL */
  GArray *shown;      /* LoreShown, in the order of their ids */
  GPtrArray *blocks;  /* of GArray of guint32, indices of @shown; or NULL */
  GArray *calls;      /* guint32: those chosen; empty: all */
  LoreFilter *filter; /* or NULL: all */

  const GArray *found; /* borrowed while rows are made of it, else NULL */
};

/* The entry of @i among those shown; the index of @message, LORE_ID_NONE when it is not.
 */
LoreShown *lore_layout_get_shown (LoreLayout *layout, guint i);
guint32 lore_layout_find_shown (LoreLayout *layout, guint32 message);

/* The event that made the row. */
guint32 lore_layout_get_row_event (LoreLayout *layout, guint row);

/* Whether the call is shown; whether the filter lets the message pass. */
gboolean lore_layout_is_chosen (LoreLayout *layout, guint32 call);
gboolean lore_layout_passes (LoreLayout *layout, guint32 message);

/* A message has left: a row more. */
void lore_layout_depart (LoreLayout *layout, guint32 message);

/* The flight of a message shown is over. TRUE when it slants from now on, and has got the
 * last row. */
gboolean lore_layout_land (LoreLayout *layout, guint32 index);

/* All rows anew, from the trace. Tells nobody. */
void lore_layout_rebuild (LoreLayout *layout);

/* Frees one of @blocks, which may be NULL. */
void lore_layout_free_block (gpointer block);

G_END_DECLS
