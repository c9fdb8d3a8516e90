/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several addresses, one element: it connects from one port and listens on another.
 */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

/* For each participant the one that its messages say it is: itself, or another of the
 * same host. The caller's. */
guint32 *lore_same_element_find (LoreTrace *trace);

G_END_DECLS
