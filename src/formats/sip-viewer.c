/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What sip-viewer saves. Its date has day and month in an order that it does not say, so
 * only the time of day counts.
 *
 *   [05/01/2011 15:47:45.531] IN 192.0.2.1:5060 --> 192.0.2.2:5060
 *
 *   INVITE …
 *   -----------------------  (23)
 */
#include "formats/dialect.h"

#define DASHES 23

static gboolean
take_head (LoreScan scan, LoreLogFacts *facts)
{
  gint64 number;

  return lore_scan_literal (&scan, "[") && lore_scan_number (&scan, 1, 2, &number)
         && lore_scan_literal (&scan, "/") && lore_scan_number (&scan, 1, 2, &number)
         && lore_scan_literal (&scan, "/") && lore_scan_number (&scan, 4, 4, &number)
         && lore_scan_blank (&scan) && lore_scan_clock (&scan, &facts->clock_us)
         && lore_scan_literal (&scan, "] ")
         && (lore_scan_literal (&scan, "IN ") || lore_scan_literal (&scan, "OUT "))
         && lore_scan_address (&scan, facts->source) && lore_scan_literal (&scan, " --> ")
         && lore_scan_address (&scan, facts->destination);
}

static LoreLogKind
classify (const LoreLine *line, LoreLogFacts *facts)
{
  LoreScan scan = { line->text, line->text + line->len };
  LoreLogFacts read = { 0 };

  if (line->len < DASHES)
    return LORE_LOG_OTHER;
  if (take_head (scan, facts != NULL ? facts : &read))
    return LORE_LOG_HEAD;
  return line->len == DASHES && lore_scan_run (&scan, '-', DASHES) ? LORE_LOG_END
                                                                   : LORE_LOG_OTHER;
}

const LoreDialect lore_dialect_sip_viewer = {
  .id = "sip-viewer",
  .classify = classify,
};
