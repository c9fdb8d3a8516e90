/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text export of Homer:
 *
 *   proto:UDP 2026-11-22T20:25:48.491776Z  192.0.2.1:5060 ---> 192.0.2.2:5060
 *
 *   INVITE …
 */
#include "formats/dialect.h"

static gboolean
take_head (LoreScan scan, LoreLogFacts *facts)
{
  gint64 day, clock, zone;

  if (!lore_scan_literal (&scan, "proto:")
      || !lore_scan_transport (&scan, &facts->transport) || !lore_scan_blank (&scan))
    return FALSE;
  if (lore_scan_date (&scan, '-', &day))
    {
      if (!lore_scan_literal (&scan, "T"))
        lore_scan_blank (&scan);
      if (!lore_scan_clock (&scan, &clock))
        return FALSE;
      facts->local_us = day + clock;
      lore_scan_blank (&scan);
      if (lore_scan_zone (&scan, &zone))
        facts->unix_us = facts->local_us - zone;
    }
  else if (!lore_scan_past (&scan, "  ")) /* a date in words */
    return FALSE;
  return lore_scan_blank (&scan) && lore_scan_address (&scan, facts->source)
         && lore_scan_blank (&scan) && lore_scan_literal (&scan, "--->")
         && lore_scan_blank (&scan) && lore_scan_address (&scan, facts->destination);
}

static LoreLogKind
classify (const LoreLine *line, LoreLogFacts *facts)
{
  LoreScan scan = { line->text, line->text + line->len };
  LoreLogFacts read = { 0 };

  return line->len > 20 && *line->text == 'p'
                 && take_head (scan, facts != NULL ? facts : &read)
             ? LORE_LOG_HEAD
             : LORE_LOG_OTHER;
}

const LoreDialect lore_dialect_homer = {
  .id = "homer",
  .classify = classify,
};
