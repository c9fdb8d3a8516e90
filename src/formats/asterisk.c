/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Asterisk's old driver prints ("sip set debug on"):
 *
 *   <--- SIP read from UDP:192.0.2.1:5060 --->     …  <------------->
 *   <--- Reliably Transmitting (NAT) to 192.0.2.1:5060 --->  …  <------------>
 *   Retransmitting #1 (NAT) to 192.0.2.1:5060:     …  ---
 */
#include "formats/dialect.h"

/* "UDP:192.0.2.1:5060" */
static gboolean
take_transport (LoreScan *scan, LoreLogFacts *facts)
{
  LoreScan s = *scan;

  if (lore_scan_transport (&s, &facts->transport) && lore_scan_literal (&s, ":"))
    *scan = s;
  return TRUE;
}

static gboolean
take_read (LoreScan scan, LoreLogFacts *facts)
{
  facts->direction = LORE_LOG_RECEIVED;
  return lore_scan_literal (&scan, "<--- SIP read from ") && take_transport (&scan, facts)
         && lore_scan_address (&scan, facts->peer) && lore_scan_literal (&scan, " --->");
}

static gboolean
take_transmitting (LoreScan scan, LoreLogFacts *facts)
{
  gint64 attempt;

  facts->direction = LORE_LOG_SENT;
  lore_scan_literal (&scan, "<--- ");
  lore_scan_literal (&scan, "Reliably ");
  if (lore_scan_literal (&scan, "Retransmitting #"))
    {
      if (!lore_scan_number (&scan, 1, 3, &attempt))
        return FALSE;
    }
  else if (!lore_scan_literal (&scan, "Transmitting"))
    return FALSE;
  return lore_scan_literal (&scan, " (") && lore_scan_past (&scan, ") to ")
         && take_transport (&scan, facts) && lore_scan_address (&scan, facts->peer)
         && (lore_scan_literal (&scan, " --->") || lore_scan_literal (&scan, ":"));
}

static gboolean
is_end (LoreScan scan)
{
  LoreScan headers = scan;

  if (lore_scan_literal (&scan, "<") && lore_scan_run (&scan, '-', 8)
      && lore_scan_literal (&scan, ">"))
    return TRUE;
  return lore_scan_literal (&headers, "---")
         && (lore_scan_at_end (&headers)
             || (lore_scan_literal (&headers, " (")
                 && lore_scan_past (&headers, " headers ")));
}

static LoreLogKind
classify (const LoreLine *line, LoreLogFacts *facts)
{
  LoreScan scan = { line->text, line->text + line->len };
  LoreLogFacts read = { 0 };
  LoreLogFacts *into = facts != NULL ? facts : &read;

  if (line->len < 3)
    return LORE_LOG_OTHER;
  if (take_read (scan, into) || take_transmitting (scan, into))
    return LORE_LOG_HEAD;
  return is_end (scan) ? LORE_LOG_END : LORE_LOG_OTHER;
}

const LoreDialect lore_dialect_asterisk = {
  .id = "asterisk",
  .writer = "Asterisk",
  .classify = classify,
};
