/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The log of pjsua and what is built on PJSIP:
 *
 *   15:58:39.516   pjsua_core.c  .TX 668 bytes Request msg REGISTER/cseq=61127 (tdta0x1)
 * to TLS 192.0.2.1:5061:          (one line) REGISTER …
 *   --end msg--
 */
#include "formats/dialect.h"

static gboolean
take_head (LoreScan scan, LoreLogFacts *facts)
{
  gint64 day = LORE_TIME_UNKNOWN, clock, octets;
  LoreScan received;
  gboolean sent;

  if (lore_scan_date (&scan, '-', &day))
    lore_scan_blank (&scan);
  if (!lore_scan_clock (&scan, &clock))
    return FALSE;
  received = scan;
  sent = lore_scan_past (&scan, "TX ") && lore_scan_number (&scan, 1, 9, &octets)
         && lore_scan_literal (&scan, " bytes ");
  if (!sent)
    {
      scan = received;
      if (!lore_scan_past (&scan, "RX ") || !lore_scan_number (&scan, 1, 9, &octets)
          || !lore_scan_literal (&scan, " bytes "))
        return FALSE;
    }
  if (!lore_scan_past (&scan, sent ? ") to " : ") from ")
      || !lore_scan_transport (&scan, &facts->transport)
      || !lore_scan_literal (&scan, " ") || !lore_scan_address (&scan, facts->peer))
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

  if (line->len > 30 && take_head (scan, facts != NULL ? facts : &read))
    return LORE_LOG_HEAD;
  return lore_scan_literal (&scan, "--end msg--") ? LORE_LOG_END : LORE_LOG_OTHER;
}

const LoreDialect lore_dialect_pjsua = {
  .id = "pjsua",
  .writer = "pjsua",
  .classify = classify,
};
