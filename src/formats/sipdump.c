/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The files of Kamailio's sipdump module: 20 '=', lines of "name: value", 20 '~', the
 * message, 20 '|'.
 */
#include "formats/dialect.h"

#define RULE 20

static void
take_port (LoreScan *scan, char address[LORE_ADDRESS_MAX])
{
  gint64 port;

  if (lore_scan_number (scan, 1, 5, &port))
    lore_address_add_port (address, port);
}

/* Only names that no SIP header field has: "date:" stands in both. */
static LoreLogKind
classify_field (LoreScan scan, LoreLogFacts *facts)
{
  LoreLogFacts read = { 0 };
  LoreLogFacts *into = facts != NULL ? facts : &read;

  if (lore_scan_literal (&scan, "tag: rcv"))
    into->direction = LORE_LOG_RECEIVED;
  else if (lore_scan_literal (&scan, "tag: snd"))
    into->direction = LORE_LOG_SENT;
  else if (lore_scan_literal (&scan, "time: "))
    lore_scan_seconds (&scan, &into->unix_us);
  else if (lore_scan_literal (&scan, "proto: "))
    lore_scan_transport (&scan, &into->transport);
  else if (lore_scan_literal (&scan, "srcip: "))
    lore_scan_address (&scan, into->source);
  else if (lore_scan_literal (&scan, "srcport: "))
    take_port (&scan, into->source);
  else if (lore_scan_literal (&scan, "dstip: "))
    lore_scan_address (&scan, into->destination);
  else if (lore_scan_literal (&scan, "dstport: "))
    take_port (&scan, into->destination);
  else
    return LORE_LOG_OTHER;
  return LORE_LOG_MORE;
}

static LoreLogKind
classify (const LoreLine *line, LoreLogFacts *facts)
{
  static const struct
  {
    char c;
    LoreLogKind kind;
  } rules[] = {
    { '=', LORE_LOG_HEAD },
    { '~', LORE_LOG_MORE },
    { '|', LORE_LOG_END },
  };
  LoreScan scan = { line->text, line->text + line->len };

  if (line->len < 8)
    return LORE_LOG_OTHER;
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (line->len == RULE && lore_scan_run (&scan, rules[i].c, RULE))
      return rules[i].kind;
  return classify_field (scan, facts);
}

const LoreDialect lore_dialect_sipdump = {
  .id = "sipdump",
  .classify = classify,
};
