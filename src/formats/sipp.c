/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The message log of SIPp (-trace_msg):
 *
 *   ----------------------------------------------- 2026-11-22 20:25:48.491776
 *   UDP message sent (509 bytes):
 *
 *   INVITE …
 *
 * Newer ones write "2026-11-22T20:25:48.491776+01" and "[509] bytes:"; also "Unexpected
 * UDP message received:". The log never says an address.
 */
#include "formats/dialect.h"

#define DASHES 47

static LoreLogKind
classify_rule (LoreScan scan, LoreLogFacts *facts)
{
  gint64 day, clock, zone;

  if (!lore_scan_run (&scan, '-', DASHES) || !lore_scan_blank (&scan)
      || !lore_scan_date (&scan, '-', &day))
    return LORE_LOG_OTHER;
  if (!lore_scan_literal (&scan, "T"))
    lore_scan_blank (&scan);
  if (!lore_scan_clock (&scan, &clock))
    return LORE_LOG_OTHER;
  if (facts != NULL)
    {
      facts->local_us = day + clock;
      if (lore_scan_zone (&scan, &zone))
        facts->unix_us = facts->local_us - zone;
    }
  return LORE_LOG_HEAD;
}

/* "(509 bytes):", "[309] bytes :" */
static gssize
take_octets (LoreScan scan)
{
  gint64 octets;

  if (!lore_scan_blank (&scan))
    return -1;
  if (!lore_scan_literal (&scan, "(") && !lore_scan_literal (&scan, "["))
    return -1;
  return lore_scan_number (&scan, 1, 9, &octets) ? octets : -1;
}

static LoreLogKind
classify (const LoreLine *line, LoreLogFacts *facts)
{
  LoreScan scan = { line->text, line->text + line->len };
  LoreTransport transport;
  gboolean sent;

  if (line->len == 0)
    return LORE_LOG_OTHER;
  if (*line->text == '-')
    return classify_rule (scan, facts);
  lore_scan_literal (&scan, "Unexpected ");
  if (!lore_scan_transport (&scan, &transport) || !lore_scan_literal (&scan, " "))
    return LORE_LOG_OTHER;
  lore_scan_literal (&scan, "control ");
  if (!lore_scan_literal (&scan, "message "))
    return LORE_LOG_OTHER;
  sent = lore_scan_literal (&scan, "sent");
  if (!sent && !lore_scan_literal (&scan, "received"))
    return LORE_LOG_OTHER;
  if (facts != NULL)
    {
      facts->direction = sent ? LORE_LOG_SENT : LORE_LOG_RECEIVED;
      facts->transport = transport;
      facts->octets = take_octets (scan);
    }
  return LORE_LOG_MORE;
}

const LoreDialect lore_dialect_sipp = {
  .id = "sipp",
  .writer = "SIPp",
  .classify = classify,
};
