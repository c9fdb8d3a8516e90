/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/bars.h"

#include <string.h>

guint
lore_layout_find_bars (LoreLayout *layout, guint *ret_n)
{
  LoreTrace *trace = lore_layout_get_trace (layout);
  guint32 call = lore_layout_get_call (layout);

  if (call != LORE_ID_NONE)
    return lore_trace_find_streams (trace, call, ret_n);
  *ret_n = lore_layout_get_filter (layout) == NULL ? lore_trace_get_n_streams (trace) : 0;
  return 0;
}

static gboolean
is_same_host (const char *left, const char *right)
{
  const char *left_end = strrchr (left, ':');
  const char *right_end = strrchr (right, ':');
  gsize left_len = left_end != NULL ? (gsize)(left_end - left) : strlen (left);
  gsize right_len = right_end != NULL ? (gsize)(right_end - right) : strlen (right);

  return left_len == right_len && memcmp (left, right, left_len) == 0;
}

/* Media have ports of their own: without a word in SDP the host says whose they are. */
static guint32
find_column (LoreLayout *layout, guint32 participant, const char *address)
{
  guint32 column = lore_layout_find_column (layout, participant);

  for (guint i = 0; column == LORE_ID_NONE && i < lore_layout_get_n_columns (layout); i++)
    {
      LoreParticipant facts;

      lore_trace_get_participant (lore_layout_get_trace (layout),
                                  lore_layout_get_column (layout, i), &facts);
      if (is_same_host (facts.address, address))
        column = i;
    }
  return column;
}

void
lore_layout_get_bar_ends (LoreLayout *layout, guint stream, float *ret_from,
                          float *ret_to)
{
  const LoreRtpStream *facts =
      lore_trace_get_stream (lore_layout_get_trace (layout), stream);
  guint32 from = find_column (layout, facts->sender, facts->source);
  guint32 to = find_column (layout, facts->receiver, facts->destination);
  float right = MAX (lore_layout_get_n_columns (layout), 1) - 0.5f;
  gboolean leftwards = to == 0;

  *ret_from = from != LORE_ID_NONE ? (float)from : leftwards ? right : -0.5f;
  *ret_to = to != LORE_ID_NONE ? (float)to : from == 0 ? right : -0.5f;
  if (from == LORE_ID_NONE && to == LORE_ID_NONE)
    *ret_to = right;
}
