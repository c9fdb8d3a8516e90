/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message that was sent, as SIPp is to send it again: what belongs to that one call
 * (addresses, tags, branch, Call-ID, media ports) becomes a keyword, the rest stays.
 */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

typedef struct
{
  const char *local;   /* "192.0.2.1:5060" of the caller, NULL when it is not known; */
  const char *remote;  /* of whom it calls; both borrowed */
  gboolean challenged; /* a 401 or 407 came before: credentials can be computed */
  guint branch_back;   /* so many steps ago the branch was new; 0: here */
} LoreScenarioPlace;

/* Adds the message's lines, without CDATA's brackets around them. */
void lore_scenario_put_message (GString *out, LoreTrace *trace, guint32 message,
                                const LoreScenarioPlace *place);

G_END_DECLS
