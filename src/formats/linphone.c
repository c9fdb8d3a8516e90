/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The log of Linphone and its stack belle-sip:
 *
 *   2026-11-22 20:25:48:491 [/belle-sip] MESSAGE channel [0x1]: received [722] new bytes
 *   from [UDP://192.0.2.1:5060]:            (one line)
 *   … channel [0x1]: message sent to [UDP://192.0.2.1:5060], size: [553] bytes
 *
 * Some builds write "belle-sip-message-" where others have the date.
 */
#include "formats/dialect.h"

static gboolean
take_stamp (LoreScan *scan, LoreLogFacts *facts)
{
  gint64 day, clock;

  if (lore_scan_literal (scan, "belle-sip-"))
    return TRUE;
  if (!lore_scan_date (scan, '-', &day) || !lore_scan_blank (scan)
      || !lore_scan_clock (scan, &clock))
    return FALSE;
  facts->local_us = day + clock;
  return TRUE;
}

static gboolean
take_peer (LoreScan *scan, LoreLogFacts *facts)
{
  return lore_scan_transport (scan, &facts->transport) && lore_scan_literal (scan, "://")
         && lore_scan_address (scan, facts->peer);
}

static gboolean
take_received (LoreScan scan, LoreLogFacts *facts)
{
  gint64 octets;

  if (!lore_scan_past (&scan, "received [") || !lore_scan_number (&scan, 1, 9, &octets)
      || !lore_scan_literal (&scan, "] new bytes from [") || !take_peer (&scan, facts))
    return FALSE;
  facts->direction = LORE_LOG_RECEIVED;
  facts->octets = octets;
  return TRUE;
}

static gboolean
take_sent (LoreScan scan, LoreLogFacts *facts)
{
  gint64 octets;

  if (!lore_scan_past (&scan, "message sent to [") || !take_peer (&scan, facts))
    return FALSE;
  facts->direction = LORE_LOG_SENT;
  if (lore_scan_past (&scan, "size: [") && lore_scan_number (&scan, 1, 9, &octets))
    facts->octets = octets;
  return TRUE;
}

static LoreLogKind
classify (const LoreLine *line, LoreLogFacts *facts)
{
  LoreScan scan = { line->text, line->text + line->len };
  LoreLogFacts read = { 0 };
  LoreLogFacts *into = facts != NULL ? facts : &read;

  if (line->len < 12 || !take_stamp (&scan, into))
    return LORE_LOG_OTHER;
  return take_received (scan, into) || take_sent (scan, into) ? LORE_LOG_HEAD
                                                              : LORE_LOG_END;
}

const LoreDialect lore_dialect_linphone = {
  .id = "linphone",
  .writer = "Linphone",
  .classify = classify,
};
