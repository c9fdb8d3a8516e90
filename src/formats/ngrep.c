/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ngrep -W byline, which prints each CR as a '.':
 *
 *   U 2026/11/22 20:25:48.491776 192.0.2.1:5060 -> 192.0.2.2:5060
 *   INVITE sip:bob@biloxi.example SIP/2.0.
 */
#include "formats/dialect.h"

static gboolean
take_head (LoreScan scan, LoreLogFacts *facts)
{
  gint64 day, clock;

  if (lore_scan_literal (&scan, "U "))
    facts->transport = LORE_TRANSPORT_UDP;
  else if (lore_scan_literal (&scan, "T "))
    facts->transport = LORE_TRANSPORT_TCP;
  else
    return FALSE;
  if (lore_scan_date (&scan, '/', &day))
    {
      if (!lore_scan_blank (&scan) || !lore_scan_clock (&scan, &clock))
        return FALSE;
      facts->local_us = day + clock;
      lore_scan_blank (&scan);
    }
  return lore_scan_address (&scan, facts->source) && lore_scan_literal (&scan, " -> ")
         && lore_scan_address (&scan, facts->destination);
}

static LoreLogKind
classify (const LoreLine *line, LoreLogFacts *facts)
{
  LoreScan scan = { line->text, line->text + line->len };
  LoreLogFacts read = { 0 };

  if (line->len == 0)
    return LORE_LOG_OTHER;
  if (take_head (scan, facts != NULL ? facts : &read))
    return LORE_LOG_HEAD;
  /* One '#' a packet that did not match. */
  return lore_scan_run (&scan, '#', 1) && lore_scan_at_end (&scan) ? LORE_LOG_END
                                                                   : LORE_LOG_OTHER;
}

const LoreDialect lore_dialect_ngrep = {
  .id = "ngrep",
  .flags = LORE_DIALECT_DOT_IS_CR,
  .classify = classify,
};
