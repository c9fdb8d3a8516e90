/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/columns.h"

/* Marks a participant that is to be shown, until its column is known. */
#define UNSETTLED (LORE_ID_NONE - 1)

#define AT(array, i) g_array_index ((array), guint32, (i))

void
lore_columns_init (LoreColumns *columns, LoreNotes *notes)
{
  columns->notes = notes;
  columns->order = g_array_new (FALSE, FALSE, sizeof (guint32));
  columns->shown = g_array_new (FALSE, FALSE, sizeof (guint32));
  columns->column_of = g_array_new (FALSE, FALSE, sizeof (guint32));
}

void
lore_columns_init_copy (LoreColumns *columns, const LoreColumns *from)
{
  columns->notes = from->notes;
  columns->order = g_array_copy (from->order);
  columns->shown = g_array_copy (from->shown);
  columns->column_of = g_array_copy (from->column_of);
}

void
lore_columns_clear (LoreColumns *columns)
{
  g_clear_pointer (&columns->order, g_array_unref);
  g_clear_pointer (&columns->shown, g_array_unref);
  g_clear_pointer (&columns->column_of, g_array_unref);
}

void
lore_columns_grow (LoreColumns *columns, guint n)
{
  const guint32 none = LORE_ID_NONE;

  for (guint32 id = columns->order->len; id < n; id++)
    {
      g_array_append_val (columns->order, id);
      g_array_append_val (columns->column_of, none);
    }
}

void
lore_columns_hide_all (LoreColumns *columns)
{
  for (guint i = 0; i < columns->column_of->len; i++)
    AT (columns->column_of, i) = LORE_ID_NONE;
  g_array_set_size (columns->shown, 0);
}

gboolean
lore_columns_show (LoreColumns *columns, guint32 participant)
{
  participant = lore_notes_get_owner (columns->notes, participant);
  if (participant == LORE_ID_NONE || AT (columns->column_of, participant) != LORE_ID_NONE)
    return FALSE;
  AT (columns->column_of, participant) = UNSETTLED;
  return TRUE;
}

void
lore_columns_settle (LoreColumns *columns)
{
  g_array_set_size (columns->shown, 0);
  for (guint i = 0; i < columns->order->len; i++)
    {
      guint32 participant = AT (columns->order, i);

      if (AT (columns->column_of, participant) == LORE_ID_NONE)
        continue;
      AT (columns->column_of, participant) = columns->shown->len;
      g_array_append_val (columns->shown, participant);
    }
}

void
lore_columns_show_all (LoreColumns *columns)
{
  for (guint32 i = 0; i < columns->order->len; i++)
    lore_columns_show (columns, i);
  lore_columns_settle (columns);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const guint32 *left = a;
  const guint32 *right = b;

  return (*left > *right) - (*left < *right);
}

void
lore_columns_take_order (LoreColumns *columns)
{
  guint n_all = columns->order->len;
  g_autofree gboolean *placed = g_new0 (gboolean, n_all + 1);
  g_autoptr (GArray) rest = g_array_copy (columns->order);
  guint n;
  const guint32 *order = lore_notes_get_order (columns->notes, &n);

  g_array_set_size (columns->order, 0);
  for (guint i = 0; i < n; i++)
    if (order[i] < n_all && !placed[order[i]])
      {
        placed[order[i]] = TRUE;
        g_array_append_val (columns->order, order[i]);
      }
  g_array_sort (rest, compare_ids);
  for (guint i = 0; i < n_all; i++)
    if (!placed[AT (rest, i)])
      g_array_append_val (columns->order, AT (rest, i));
}

guint32
lore_columns_find (const LoreColumns *columns, guint32 participant)
{
  participant = lore_notes_get_owner (columns->notes, participant);
  if (participant >= columns->column_of->len)
    return LORE_ID_NONE;
  return AT (columns->column_of, participant);
}

static guint
find_in_order (const LoreColumns *columns, guint32 participant)
{
  guint i = 0;

  while (AT (columns->order, i) != participant)
    i++;
  return i;
}

void
lore_columns_move (LoreColumns *columns, guint from, guint to)
{
  guint32 moved = AT (columns->shown, from);
  guint32 neighbour = AT (columns->shown, to);
  guint at;

  if (from == to)
    return;
  /* Those that are not shown keep their places too: only the moved one changes sides of
   * the one whose place it takes. */
  g_array_remove_index (columns->order, find_in_order (columns, moved));
  at = find_in_order (columns, neighbour) + (to > from ? 1 : 0);
  g_array_insert_val (columns->order, at, moved);
  lore_columns_settle (columns);
}
