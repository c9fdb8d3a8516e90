/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What FreeSWITCH prints ("sofia global siptrace on"), and drachtio, whose lines have a
 * date in front and no rules:
 *
 *   send 414 bytes to udp/[192.0.2.1]:5064 at 17:28:37.346923:
 *   ------------------------------------------------------------------------
 *   SIP/2.0 200 OK
 */
#include "formats/dialect.h"

#define DASHES 72

static gboolean
take_head (LoreScan scan, LoreLogFacts *facts)
{
  gint64 day = LORE_TIME_UNKNOWN, clock, octets;
  gboolean sent;

  if (lore_scan_date (&scan, '-', &day))
    {
      if (!lore_scan_blank (&scan) || !lore_scan_clock (&scan, &clock))
        return FALSE;
      lore_scan_blank (&scan);
    }
  sent = lore_scan_literal (&scan, "send ");
  if ((!sent && !lore_scan_literal (&scan, "recv "))
      || !lore_scan_number (&scan, 1, 9, &octets)
      || !lore_scan_literal (&scan, sent ? " bytes to " : " bytes from ")
      || !lore_scan_transport (&scan, &facts->transport)
      || !lore_scan_literal (&scan, "/") || !lore_scan_address (&scan, facts->peer)
      || !lore_scan_literal (&scan, " at ") || !lore_scan_clock (&scan, &clock))
    return FALSE;
  facts->direction = sent ? LORE_LOG_SENT : LORE_LOG_RECEIVED;
  facts->octets = octets;
  lore_log_facts_set_time (facts, day, clock);
  return TRUE;
}

static LoreLogKind
classify (const LoreLine *line, LoreLogFacts *facts)
{
  LoreScan scan = { line->text, line->text + line->len };
  LoreLogFacts read = { 0 };

  if (line->len < DASHES / 2)
    return LORE_LOG_OTHER;
  lore_scan_blank (&scan);
  if (take_head (scan, facts != NULL ? facts : &read))
    return LORE_LOG_HEAD;
  return lore_scan_run (&scan, '-', DASHES) && lore_scan_at_end (&scan) ? LORE_LOG_MORE
                                                                        : LORE_LOG_OTHER;
}

const LoreDialect lore_dialect_sofia = {
  .id = "sofia",
  .writer = "FreeSWITCH",
  .classify = classify,
};
