/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sipmsg.log of Oracle (Acme Packet) border controllers, which knows no year:
 *
 *   Jul  4 11:29:22.360 On [257:888]10.77.68.92:5060 sent to 10.38.2.136:5060
 *   …
 *   ----------------------------------------  (40)
 */
#include "formats/dialect.h"

#define DASHES 40

static gboolean
take_head (LoreScan scan, LoreLogFacts *facts)
{
  gint64 day, clock;
  LoreScan slot;
  gboolean sent;
  char here[LORE_ADDRESS_MAX], there[LORE_ADDRESS_MAX];

  if (!lore_scan_month_day (&scan, &day) || !lore_scan_blank (&scan)
      || !lore_scan_clock (&scan, &clock) || !lore_scan_blank (&scan)
      || !lore_scan_literal (&scan, "On "))
    return FALSE;
  /* "[257:888]" is a slot, not an address. */
  slot = scan;
  if (lore_scan_literal (&slot, "[") && lore_scan_past (&slot, "]") && slot.at < slot.end
      && *slot.at != ':')
    scan = slot;
  if (!lore_scan_address (&scan, here))
    return FALSE;
  sent = lore_scan_literal (&scan, " sent to ");
  if ((!sent && !lore_scan_literal (&scan, " received from "))
      || !lore_scan_address (&scan, there))
    return FALSE;
  facts->local_us = day + clock;
  g_strlcpy (facts->source, sent ? here : there, LORE_ADDRESS_MAX);
  g_strlcpy (facts->destination, sent ? there : here, LORE_ADDRESS_MAX);
  return TRUE;
}

static LoreLogKind
classify (const LoreLine *line, LoreLogFacts *facts)
{
  LoreScan scan = { line->text, line->text + line->len };
  LoreLogFacts read = { 0 };

  if (line->len < 30)
    return LORE_LOG_OTHER;
  if (take_head (scan, facts != NULL ? facts : &read))
    return LORE_LOG_HEAD;
  return line->len == DASHES && lore_scan_run (&scan, '-', DASHES) ? LORE_LOG_END
                                                                   : LORE_LOG_OTHER;
}

const LoreDialect lore_dialect_oracle = {
  .id = "oracle",
  .classify = classify,
};
