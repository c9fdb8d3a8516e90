/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Asterisk's newer driver prints ("pjsip set logger on", "pjsip show history"):
 *
 *   <--- Received SIP request (541 bytes) from UDP:192.0.2.1:5060 --->
 *   <--- Transmitting SIP response (543 bytes) to UDP:192.0.2.1:5060 --->
 *   <--- History Entry 3 Sent to 192.0.2.1:5060 at 1700000000 --->
 */
#include "formats/dialect.h"

static gboolean
take_logged (LoreScan scan, LoreLogFacts *facts)
{
  gint64 octets;
  gboolean sent = lore_scan_literal (&scan, "<--- Transmitting SIP ");

  if (!sent && !lore_scan_literal (&scan, "<--- Received SIP "))
    return FALSE;
  if (!lore_scan_past (&scan, " (") || !lore_scan_number (&scan, 1, 9, &octets)
      || !lore_scan_literal (&scan, sent ? " bytes) to " : " bytes) from ")
      || !lore_scan_transport (&scan, &facts->transport)
      || !lore_scan_literal (&scan, ":") || !lore_scan_address (&scan, facts->peer))
    return FALSE;
  facts->direction = sent ? LORE_LOG_SENT : LORE_LOG_RECEIVED;
  facts->octets = octets;
  return TRUE;
}

static gboolean
take_history (LoreScan scan, LoreLogFacts *facts)
{
  gint64 entry;
  gboolean sent;

  if (!lore_scan_literal (&scan, "<--- History Entry ")
      || !lore_scan_number (&scan, 1, 9, &entry))
    return FALSE;
  sent = lore_scan_literal (&scan, " Sent to ");
  if ((!sent && !lore_scan_literal (&scan, " Received from "))
      || !lore_scan_address (&scan, facts->peer) || !lore_scan_literal (&scan, " at ")
      || !lore_scan_seconds (&scan, &facts->unix_us))
    return FALSE;
  facts->direction = sent ? LORE_LOG_SENT : LORE_LOG_RECEIVED;
  return TRUE;
}

static LoreLogKind
classify (const LoreLine *line, LoreLogFacts *facts)
{
  LoreScan scan = { line->text, line->text + line->len };
  LoreLogFacts read = { 0 };
  LoreLogFacts *into = facts != NULL ? facts : &read;

  return line->len > 10 && *line->text == '<'
                 && (take_logged (scan, into) || take_history (scan, into))
             ? LORE_LOG_HEAD
             : LORE_LOG_OTHER;
}

const LoreDialect lore_dialect_asterisk_pjsip = {
  .id = "asterisk-pjsip",
  .writer = "Asterisk",
  .classify = classify,
};
