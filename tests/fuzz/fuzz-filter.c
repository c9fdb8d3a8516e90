/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A filter, and behind its NUL a message that is asked with it. Whatever is refused says
 * where and what else; whatever is accepted says the same about the same message.
 */
#include "fuzz.h"

#include "base/args.h"
#include "base/problem.h"
#include "trace/filter.h"

#include <string.h>

static void
ask (LoreFilter *filter, const guint8 *data, gsize size)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GBytes) message = g_bytes_new (data, size);
  g_autoptr (GArray) found = NULL;
  LoreEvent event = { .type = LORE_EVENT_CAPTURED,
                      .transport = LORE_TRANSPORT_UDP,
                      .lab_us = 1500000,
                      .unix_us = LORE_TIME_UNKNOWN,
                      .source = "[2001:db8::1]:5060",
                      .destination = "bob",
                      .message = message };

  lore_trace_append (trace, &event);
  event.type = LORE_EVENT_SENT;
  event.source = NULL;
  lore_trace_append (trace, &event);
  found = lore_filter_run (filter, trace, NULL);
  for (guint32 i = 0, j = 0; i < lore_trace_get_n_messages (trace); i++)
    {
      gboolean is_found = j < found->len && g_array_index (found, guint32, j) == i;

      g_assert_true (lore_filter_matches (filter, trace, i) == is_found);
      j += is_found;
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *expression = g_strndup ((const char *)data, size);
  gsize len = strlen (expression);
  g_autoptr (LoreFilter) filter = lore_filter_new (expression, &error);

  if (filter == NULL)
    {
      g_assert_nonnull (lore_args_get (lore_problem_get_args (error), "position"));
      g_assert_nonnull (lore_args_get (lore_problem_get_args (error), "hint"));
      return 0;
    }
  if (len < size)
    ask (filter, data + len + 1, size - len - 1);
  else
    ask (filter, data, size);
  return 0;
}
