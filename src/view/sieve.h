/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A filter that goes through a long trace in a thread and is set in its ladder when it is
 * through: the window does not wait for it. A short trace is through at once.
 */
#pragma once

#include "trace/layout.h"

G_BEGIN_DECLS

#define LORE_TYPE_SIEVE (lore_sieve_get_type ())
/* Signal "done" (): nothing runs any more. */
G_DECLARE_FINAL_TYPE (LoreSieve, lore_sieve, LORE, SIEVE, GObject)

LoreSieve *lore_sieve_new (void);

/* Sets @filter, or NULL, in @layout, now or soon, instead of any that is still running.
 */
void lore_sieve_apply (LoreSieve *sieve, LoreLayout *layout, LoreFilter *filter);
/* The ladder stays as it is. */
void lore_sieve_cancel (LoreSieve *sieve);

gboolean lore_sieve_is_running (LoreSieve *sieve);
double lore_sieve_get_fraction (LoreSieve *sieve); /* 0 … 1 */

G_END_DECLS
