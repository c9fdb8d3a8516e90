/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several messages in one file: one after the other, or with a line before each that
 * gives a time ("# t=0.123") or is of the kind
 *
 *   =============== (91)
 *   2026-07-02 20:27:49.124  -- OnMessage() [tid:5016]
 *   --------------- (81)
 */
#include "formats/dialect.h"

#define EQUALS 91
#define DASHES 81

static LoreLogKind
classify_comment (LoreScan scan, LoreLogFacts *facts)
{
  gint64 us;

  if (!lore_scan_literal (&scan, "#") || !lore_scan_blank (&scan)
      || !lore_scan_literal (&scan, "t=") || !lore_scan_seconds (&scan, &us))
    return LORE_LOG_OTHER;
  if (facts != NULL)
    {
      LoreScan peers = scan;
      char source[LORE_ADDRESS_MAX], destination[LORE_ADDRESS_MAX];

      facts->since_us = us;
      /* What our own writer adds. */
      if (lore_scan_blank (&peers) && lore_scan_transport (&peers, &facts->transport))
        scan = peers;
      if (lore_scan_blank (&scan) && lore_scan_address (&scan, source)
          && lore_scan_blank (&scan) && lore_scan_literal (&scan, "->")
          && lore_scan_blank (&scan) && lore_scan_address (&scan, destination))
        {
          g_strlcpy (facts->source, source, LORE_ADDRESS_MAX);
          g_strlcpy (facts->destination, destination, LORE_ADDRESS_MAX);
        }
    }
  return LORE_LOG_HEAD;
}

static LoreLogKind
classify (const LoreLine *line, LoreLogFacts *facts)
{
  LoreScan scan = { line->text, line->text + line->len };
  LoreScan date = scan;
  gint64 day, clock;

  if (line->len == 0)
    return LORE_LOG_OTHER;
  if (*line->text == '#')
    return classify_comment (scan, facts);
  if (lore_scan_run (&scan, '=', EQUALS) && lore_scan_at_end (&scan))
    return LORE_LOG_HEAD;
  if (lore_scan_run (&scan, '-', DASHES) && lore_scan_at_end (&scan))
    return LORE_LOG_MORE;
  if (lore_scan_date (&date, '-', &day) && lore_scan_literal (&date, " ")
      && lore_scan_clock (&date, &clock) && lore_scan_blank (&date)
      && lore_scan_literal (&date, "-- "))
    {
      if (facts != NULL)
        facts->local_us = day + clock;
      return LORE_LOG_MORE;
    }
  return LORE_LOG_OTHER;
}

const LoreDialect lore_dialect_messages = {
  .id = "messages",
  .flags = LORE_DIALECT_KEEPS_CR,
  .classify = classify,
};
