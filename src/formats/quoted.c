/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages as people pass them on: indented as in an RFC or a listing, or quoted with
 * "> " as in a mail. What all lines share is taken off (clean.h); between the messages
 * may stand anything.
 */
#include "formats/dialect.h"

static LoreLogKind
classify (const LoreLine *line, LoreLogFacts *facts)
{
  return LORE_LOG_OTHER;
}

const LoreDialect lore_dialect_quoted = {
  .id = "quoted",
  .flags = LORE_DIALECT_QUOTED,
  .classify = classify,
};
