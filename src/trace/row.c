/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/row.h"

struct _LoreRow
{
  GObject parent_instance;

  LoreSlice *slices; /* owned */
  guint n_slices;
  LoreRowFacts facts;
};

G_DEFINE_TYPE (LoreRow, lore_row, G_TYPE_OBJECT)

static void
lore_row_finalize (GObject *object)
{
  g_free (LORE_ROW (object)->slices);
  G_OBJECT_CLASS (lore_row_parent_class)->finalize (object);
}

static void
lore_row_class_init (LoreRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lore_row_finalize;
}

static void
lore_row_init (LoreRow *row)
{
}

LoreRow *
lore_row_new (const LoreRowFacts *facts, const LoreSlice *slices, guint n)
{
  LoreRow *row = g_object_new (LORE_TYPE_ROW, NULL);

  row->facts = *facts;
  row->slices = g_memdup2 (slices, n * sizeof *slices);
  row->n_slices = n;
  return row;
}

guint
lore_row_get_position (LoreRow *row)
{
  return row->facts.position;
}

guint32
lore_row_get_message (LoreRow *row)
{
  return row->facts.message;
}

gboolean
lore_row_get_is_arrival (LoreRow *row)
{
  return row->facts.is_arrival;
}

const LoreSlice *
lore_row_get_slices (LoreRow *row, guint *ret_n)
{
  *ret_n = row->n_slices;
  return row->slices;
}

guint
lore_row_get_n_columns (LoreRow *row)
{
  return row->facts.n_columns;
}

gint64
lore_row_get_time_us (LoreRow *row)
{
  return row->facts.time_us;
}
