/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The monitor of Avaya IP Office; the message stands behind twenty blanks:
 *
 *   3309492437mS SIP Rx: TCP 192.0.2.1:5060 -> 192.0.2.2:5060
 *                       INVITE …
 */
#include "formats/dialect.h"

static gboolean
take_head (LoreScan scan, LoreLogFacts *facts)
{
  gint64 ms;

  if (!lore_scan_number (&scan, 1, 12, &ms) || !lore_scan_literal (&scan, "mS SIP "))
    return FALSE;
  if (!lore_scan_literal (&scan, "Rx: ") && !lore_scan_literal (&scan, "Tx: "))
    return FALSE;
  facts->since_us = ms * 1000;
  return lore_scan_transport (&scan, &facts->transport) && lore_scan_literal (&scan, " ")
         && lore_scan_address (&scan, facts->source) && lore_scan_literal (&scan, " -> ")
         && lore_scan_address (&scan, facts->destination);
}

static LoreLogKind
classify (const LoreLine *line, LoreLogFacts *facts)
{
  LoreScan scan = { line->text, line->text + line->len };
  LoreLogFacts read = { 0 };
  gint64 ms;

  if (line->len < 6 || !g_ascii_isdigit (*line->text))
    return LORE_LOG_OTHER;
  if (take_head (scan, facts != NULL ? facts : &read))
    return LORE_LOG_HEAD;
  /* Every other line of the monitor ends a message. */
  return lore_scan_number (&scan, 1, 12, &ms) && lore_scan_literal (&scan, "mS ")
             ? LORE_LOG_END
             : LORE_LOG_OTHER;
}

const LoreDialect lore_dialect_avaya = {
  .id = "avaya",
  .classify = classify,
};
