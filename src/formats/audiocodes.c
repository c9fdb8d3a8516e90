/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The syslog of AudioCodes gateways; line ends inside a message come as "#012":
 *
 *   ---- Incoming SIP Message from 192.0.2.1:5060 to SIPInterface #2 (x) UDP … ----
 *   ---- Outgoing SIP Message to 192.0.2.1:5060 from SIPInterface #2 (x) UDP … ----
 */
#include "formats/dialect.h"

static gboolean
take_head (LoreScan scan, LoreLogFacts *facts)
{
  gboolean sent;

  if (!lore_scan_past (&scan, "---- "))
    return FALSE;
  sent = lore_scan_literal (&scan, "Outgoing SIP Message to ");
  if ((!sent && !lore_scan_literal (&scan, "Incoming SIP Message from "))
      || !lore_scan_address (&scan, facts->peer)
      || !lore_scan_past (&scan, " SIPInterface #"))
    return FALSE;
  facts->direction = sent ? LORE_LOG_SENT : LORE_LOG_RECEIVED;
  if (lore_scan_past (&scan, ") "))
    lore_scan_transport (&scan, &facts->transport);
  return TRUE;
}

static LoreLogKind
classify (const LoreLine *line, LoreLogFacts *facts)
{
  LoreScan scan = { line->text, line->text + line->len };
  LoreLogFacts read = { 0 };

  return line->len > 40 && take_head (scan, facts != NULL ? facts : &read)
             ? LORE_LOG_HEAD
             : LORE_LOG_OTHER;
}

const LoreDialect lore_dialect_audiocodes = {
  .id = "audiocodes",
  .writer = "AudioCodes",
  .flags = LORE_DIALECT_HASH_012,
  .classify = classify,
};
