/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/stamp.h"

static char *
dup_seconds (gint64 us, const char *sign)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (digits, sizeof digits, "%.3f", us / 1e6);
  return g_strconcat (us >= 0 ? sign : "", digits, NULL);
}

/* "14:03:05.123"; NULL when nobody knows. An arrival is as much later as its lab time. */
static char *
dup_time_of_day (LoreLayout *layout, gint64 us, guint32 id)
{
  g_autoptr (GDateTime) seconds = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *clock = NULL;
  LoreMessage message;
  gint64 unix_us;

  if (id == LORE_ID_NONE)
    return NULL;
  lore_trace_get_message (lore_layout_get_trace (layout), id, &message);
  if (message.unix_us == LORE_TIME_UNKNOWN || message.unix_us <= 0)
    return NULL;
  unix_us = message.unix_us + us - message.sent_us;
  local = g_date_time_new_from_unix_local (unix_us / G_USEC_PER_SEC);
  if (local == NULL)
    return NULL;
  clock = g_date_time_format (local, "%H:%M:%S");
  return g_strdup_printf ("%s.%03d", clock, (int)(unix_us % G_USEC_PER_SEC / 1000));
}

char *
lore_stamp_dup (LoreLayout *layout, LoreStamp stamp, gint64 us, gint64 previous_us,
                guint32 message)
{
  char *text = NULL;

  if (stamp == LORE_STAMP_SINCE_PREVIOUS)
    return dup_seconds (us - previous_us, "+");
  if (stamp == LORE_STAMP_ABSOLUTE)
    text = dup_time_of_day (layout, us, message);
  return text != NULL ? text : dup_seconds (us - lore_layout_get_start_us (layout), "");
}

char *
lore_stamp_dup_for_row (LoreLayout *layout, LoreStamp stamp, LoreRow *row)
{
  gint64 us = lore_row_get_time_us (row);
  gint64 previous_us = us;
  guint position = lore_row_get_position (row);

  if (stamp == LORE_STAMP_SINCE_PREVIOUS && position > 0)
    {
      g_autoptr (LoreRow) previous =
          g_list_model_get_item (G_LIST_MODEL (layout), position - 1);

      previous_us = lore_row_get_time_us (previous);
    }
  return lore_stamp_dup (layout, stamp, us, previous_us, lore_row_get_message (row));
}
