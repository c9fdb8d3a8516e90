/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What sngrep saves as text:
 *
 *   2026/11/22 20:25:48.491776 192.0.2.1:5060 -> 192.0.2.2:5060
 *   INVITE sip:bob@biloxi.example SIP/2.0
 *   …
 *
 * and a variant with a zone, "… 20:25:48.491776 +0100 : 192.0.2.1:5060 -> …".
 */
#include "formats/dialect.h"

static gboolean
take_time (LoreScan *scan, LoreLogFacts *facts)
{
  gint64 day, clock, zone;

  if (!lore_scan_date (scan, '/', &day) || !lore_scan_blank (scan)
      || !lore_scan_clock (scan, &clock))
    return FALSE;
  facts->local_us = day + clock;
  lore_scan_blank (scan);
  if (lore_scan_zone (scan, &zone))
    facts->unix_us = facts->local_us - zone;
  lore_scan_blank (scan);
  lore_scan_literal (scan, ": ");
  return TRUE;
}

static LoreLogKind
classify (const LoreLine *line, LoreLogFacts *facts)
{
  LoreScan scan = { line->text, line->text + line->len };
  LoreLogFacts ours = { .unix_us = LORE_TIME_UNKNOWN, .octets = -1 };
  gboolean known;

  /* Our writer puts "?" where a trace does not know an address. */
  if (line->len < 30 || !g_ascii_isdigit (*line->text) || !take_time (&scan, &ours))
    return LORE_LOG_OTHER;
  known = lore_scan_blank (&scan) && lore_scan_address (&scan, ours.source);
  if (!known && !lore_scan_literal (&scan, "?"))
    return LORE_LOG_OTHER;
  if (!lore_scan_blank (&scan) || !lore_scan_literal (&scan, "->")
      || !lore_scan_blank (&scan))
    return LORE_LOG_OTHER;
  if (!lore_scan_address (&scan, ours.destination) && !lore_scan_literal (&scan, "?"))
    return LORE_LOG_OTHER;
  if (facts != NULL)
    {
      *facts = ours;
      facts->clock_us = facts->since_us = LORE_TIME_UNKNOWN;
    }
  return LORE_LOG_HEAD;
}

const LoreDialect lore_dialect_sngrep = {
  .id = "sngrep",
  .classify = classify,
};
