/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trace/layout.h"

G_BEGIN_DECLS

/* What a row is made of; the slices are copied. */
typedef struct
{
  guint position;
  guint32 message;
  gboolean is_arrival;
  guint n_columns;
  gint64 time_us;
} LoreRowFacts;

LoreRow *lore_row_new (const LoreRowFacts *facts, const LoreSlice *slices, guint n);

G_END_DECLS
