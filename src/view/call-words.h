/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The facts of a call in the window's language. All strings are the caller's.
 */
#pragma once

#include "trace/call.h"

G_BEGIN_DECLS

/* "2.25 s", "3:20 min"; NULL for LORE_TIME_UNKNOWN. */
char *lore_call_words_dup_duration (gint64 us);

/* "Talking", "486 Busy Here"; NULL for what is no call. */
char *lore_call_words_dup_outcome (const LoreCall *call);

/* Who hung up, cancelled or refused: a name, or for an address without one which side it
 * was; NULL when nobody did. */
char *lore_call_words_dup_ended_by (LoreTrace *trace, const LoreCall *call);

/* "Call", "Registration", "Subscription" or "Other", by the method it began with. */
const char *lore_call_words_get_kind (LoreTrace *trace, const LoreCall *call);

/* The outcome, or what was finally answered to something else than a call. */
char *lore_call_words_dup_result (LoreTrace *trace, const LoreCall *call);

G_END_DECLS
