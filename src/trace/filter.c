/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/filter.h"

#include "trace/filter-field.h"
#include "trace/filter-node.h"

/* Cancelling is noticed each so many messages. */
#define CHECK_EVERY 256

LoreFilter *
lore_filter_new (const char *expression, GError **error)
{
  g_autoptr (LoreFilter) filter = g_new0 (LoreFilter, 1);

  g_atomic_ref_count_init (&filter->refs);
  filter->expression = g_strdup (expression);
  filter->nodes = g_array_new (FALSE, FALSE, sizeof (LoreFilterNode));
  filter->conditions = g_array_new (FALSE, FALSE, sizeof (LoreCondition));
  g_array_set_clear_func (filter->conditions, (GDestroyNotify)lore_condition_clear);
  filter->root = LORE_NODE_NONE;
  return lore_filter_parse (filter, error) ? g_steal_pointer (&filter) : NULL;
}

LoreFilter *
lore_filter_ref (LoreFilter *filter)
{
  g_atomic_ref_count_inc (&filter->refs);
  return filter;
}

void
lore_filter_unref (LoreFilter *filter)
{
  if (filter == NULL || !g_atomic_ref_count_dec (&filter->refs))
    return;
  g_free (filter->expression);
  g_array_unref (filter->nodes);
  g_array_unref (filter->conditions);
  g_free (filter);
}

const char *
lore_filter_get_expression (LoreFilter *filter)
{
  return filter->expression;
}

/* --- asking ------------------------------------------------------------------ */

static gboolean
node_holds (const LoreFilter *filter, guint32 id, const LoreCandidate *candidate)
{
  const LoreFilterNode *node = &g_array_index (filter->nodes, LoreFilterNode, id);
  gboolean any = node->type == LORE_NODE_OR;
  gboolean holds = !any;

  if (node->type == LORE_NODE_CONDITION)
    holds = lore_condition_holds (
        &g_array_index (filter->conditions, LoreCondition, node->first), candidate);
  else
    for (guint32 child = node->first; child != LORE_NODE_NONE && holds != any;
         child = g_array_index (filter->nodes, LoreFilterNode, child).next)
      holds = node_holds (filter, child, candidate);
  return holds != node->negated;
}

static gboolean
passes (const LoreFilter *filter, LoreCandidate *candidate, guint32 message)
{
  if (filter->root == LORE_NODE_NONE)
    return TRUE;
  lore_trace_get_message (candidate->trace, message, &candidate->facts);
  candidate->data = lore_trace_get_data (candidate->trace, message, &candidate->len);
  return node_holds (filter, filter->root, candidate);
}

static gint64
get_start (LoreTrace *trace)
{
  LoreMessage first;

  if (lore_trace_get_n_messages (trace) == 0)
    return LORE_TIME_UNKNOWN;
  lore_trace_get_message (trace, 0, &first);
  return first.sent_us;
}

gboolean
lore_filter_matches (LoreFilter *filter, LoreTrace *trace, guint32 message)
{
  LoreCandidate candidate = { .trace = trace, .start_us = get_start (trace) };

  return passes (filter, &candidate, message);
}

GArray *
lore_filter_run (LoreFilter *filter, LoreTrace *trace, LoreHeadway *headway)
{
  LoreCandidate candidate = { .trace = trace, .start_us = get_start (trace) };
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n = lore_trace_get_n_messages (trace);

  lore_headway_expect (headway, (n + CHECK_EVERY - 1) / CHECK_EVERY);
  for (guint32 message = 0; message < n; message++)
    {
      if (message % CHECK_EVERY == 0 && !lore_headway_step (headway))
        break;
      if (passes (filter, &candidate, message))
        g_array_append_val (found, message);
    }
  return found;
}
