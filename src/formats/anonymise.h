/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A trace to show to others: addresses, host names, users, numbers, display names,
 * Call-IDs and device ids have pseudonyms, the same everywhere; of tags, branches and
 * nonces only what names a host. Lengths and syntax stay where they can. All other bytes
 * are as they were: the product names of User-Agent, the words of a body that occur in no
 * name, and what only a machine reads (a digest response, an ISUP body).
 */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

/* A new trace, the caller's, with the same events. The same @seed gives the same names: a
 * random one each time, but for tests. NULL when cancelled. */
LoreTrace *lore_anonymise (LoreTrace *trace, guint32 seed, GCancellable *cancellable);

G_END_DECLS
