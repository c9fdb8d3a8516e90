/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Cisco gateways print ("debug ccsip messages"):
 *
 *   *Mar  1 00:11:29.123: //-1/xxxxxxxxxxxx/SIP/Msg/ccsipDisplayMsg:
 *   Sent:
 *   INVITE …
 *
 * The time may be an uptime ("00:11:29:"); addresses are not said, and the empty line in
 * front of the SDP is often lost.
 */
#include "formats/dialect.h"

/* "*Mar  1 00:11:29.123 UTC: ", "00:11:29: "; with a sequence number in front or not. */
static gboolean
take_stamp (LoreScan *scan, LoreLogFacts *facts)
{
  LoreScan s = *scan;
  gint64 number, day = LORE_TIME_UNKNOWN, clock;
  LoreScan after;

  if (lore_scan_number (&s, 6, 9, &number) && !lore_scan_literal (&s, ": "))
    return FALSE;
  if (!lore_scan_literal (&s, "*"))
    lore_scan_literal (&s, ".");
  if (lore_scan_month_day (&s, &day))
    lore_scan_blank (&s);
  if (!lore_scan_clock (&s, &clock))
    return FALSE;
  after = s;
  if (!lore_scan_past (&after, ": ") || after.at - s.at > 8)
    return FALSE;
  lore_log_facts_set_time (facts, day, clock);
  *scan = after;
  return TRUE;
}

static gboolean
take_direction (LoreScan *scan, LoreLogFacts *facts)
{
  gboolean sent = lore_scan_literal (scan, "Sent:");

  if (!sent && !lore_scan_literal (scan, "Received:"))
    return FALSE;
  facts->direction = sent ? LORE_LOG_SENT : LORE_LOG_RECEIVED;
  return lore_scan_at_end (scan);
}

static LoreLogKind
classify (const LoreLine *line, LoreLogFacts *facts)
{
  LoreScan scan = { line->text, line->text + line->len };
  LoreLogFacts read = { 0 };
  LoreLogFacts *into = facts != NULL ? facts : &read;

  if (line->len < 5)
    return LORE_LOG_OTHER;
  if (take_direction (&scan, into))
    return LORE_LOG_MORE;
  if (!take_stamp (&scan, into))
    return LORE_LOG_OTHER;
  /* Any other line with a time ends a message too. */
  return lore_scan_past (&scan, "/ccsipDisplayMsg:") || take_direction (&scan, into)
             ? LORE_LOG_HEAD
             : LORE_LOG_END;
}

const LoreDialect lore_dialect_cisco = {
  .id = "cisco",
  .writer = "Cisco",
  .classify = classify,
};
