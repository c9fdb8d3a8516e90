/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The SIP trace of baresip (-s), between colours:
 *
 *   20:25:48.491#
 *   UDP 192.0.2.1:5060 -> 192.0.2.2:5060
 *   INVITE …
 */
#include "formats/dialect.h"

static LoreLogKind
classify (const LoreLine *line, LoreLogFacts *facts)
{
  LoreScan scan = { line->text, line->text + line->len };
  LoreLogFacts read = { 0 };
  LoreLogFacts *into = facts != NULL ? facts : &read;

  /* Version 1 leaves the time out. */
  if (line->len == 1 && *line->text == '#')
    return LORE_LOG_HEAD;
  if (line->len < 9)
    return LORE_LOG_OTHER;
  if (lore_scan_clock (&scan, &into->clock_us))
    return lore_scan_literal (&scan, "#") ? LORE_LOG_HEAD : LORE_LOG_OTHER;
  return lore_scan_transport (&scan, &into->transport) && lore_scan_literal (&scan, " ")
                 && lore_scan_address (&scan, into->source)
                 && lore_scan_literal (&scan, " -> ")
                 && lore_scan_address (&scan, into->destination)
             ? LORE_LOG_MORE
             : LORE_LOG_OTHER;
}

const LoreDialect lore_dialect_baresip = {
  .id = "baresip",
  .classify = classify,
};
