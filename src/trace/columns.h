/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which participant stands where. One order of all participants, which moving changes,
 * and the part of it that is shown.
 */
#pragma once

#include "trace/notes.h"

G_BEGIN_DECLS

typedef struct
{
  LoreNotes *notes;  /* borrowed */
  GArray *order;     /* owned: every participant known, guint32 */
  GArray *shown;     /* owned: those with a column, in order, guint32 */
  GArray *column_of; /* owned: participant → column or LORE_ID_NONE, guint32 */
} LoreColumns;

void lore_columns_init (LoreColumns *columns, LoreNotes *notes);
void lore_columns_init_copy (LoreColumns *columns, const LoreColumns *from);
void lore_columns_clear (LoreColumns *columns);

/* Participants 0 … n - 1 exist; new ones stand last and are not shown yet. */
void lore_columns_grow (LoreColumns *columns, guint n);
void lore_columns_hide_all (LoreColumns *columns);
void lore_columns_show_all (LoreColumns *columns);
/* FALSE when it was shown already, or is LORE_ID_NONE. Call _settle() after the last. */
gboolean lore_columns_show (LoreColumns *columns, guint32 participant);
void lore_columns_settle (LoreColumns *columns);

/* Puts them as a person did (notes.h), the others behind as they came; while all are
 * hidden. */
void lore_columns_take_order (LoreColumns *columns);

/* Those that are one have one column. */
guint32 lore_columns_find (const LoreColumns *columns, guint32 participant);
/* The column @from comes to stand at @to; the others keep their order. */
void lore_columns_move (LoreColumns *columns, guint from, guint to);

G_END_DECLS
