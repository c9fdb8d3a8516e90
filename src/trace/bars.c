/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/bars.h"

#include <string.h>

guint
lore_layout_get_n_bars (LoreLayout *layout)
{
  LoreTrace *trace = lore_layout_get_trace (layout);
  guint n_calls, n_streams;
  const guint32 *calls = lore_layout_get_calls (layout, &n_calls);
  guint n = 0;

  if (n_calls == 0 && lore_layout_get_filter (layout) == NULL)
    return lore_trace_get_n_streams (trace);
  for (guint i = 0; i < n_calls; i++)
    {
      lore_trace_find_streams (trace, calls[i], &n_streams);
      n += n_streams;
    }
  return n;
}

guint
lore_layout_get_bar (LoreLayout *layout, guint i)
{
  guint n_calls;
  const guint32 *calls = lore_layout_get_calls (layout, &n_calls);

  for (guint call = 0; call < n_calls; call++)
    {
      guint n;
      guint first =
          lore_trace_find_streams (lore_layout_get_trace (layout), calls[call], &n);

      if (i < n)
        return first + i;
      i -= n;
    }
  return i;
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
