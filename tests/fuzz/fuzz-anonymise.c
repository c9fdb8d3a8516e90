/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message without its names: nothing breaks, and what is met twice is replaced alike.
 */
#include "fuzz.h"

#include "formats/anonymise.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreTrace) masked = NULL;
  g_autoptr (GBytes) message = g_bytes_new (data, size);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  LoreEvent event = { .type = LORE_EVENT_CAPTURED,
                      .unix_us = LORE_TIME_UNKNOWN,
                      .source = "192.0.2.1:5060",
                      .message = message };

  lore_trace_append (trace, &event);
  lore_trace_append (trace, &event);
  masked = lore_anonymise (trace, 1, NULL);
  g_assert_true (lore_trace_get_n_messages (masked) == lore_trace_get_n_messages (trace));
  first = lore_trace_dup_bytes (masked, 0);
  second = lore_trace_dup_bytes (masked, lore_trace_get_n_messages (masked) - 1);
  g_assert_true (g_bytes_equal (first, second));
  return 0;
}
