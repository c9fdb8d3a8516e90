/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A network without a network: datagrams arrive after a latency that the clock counts, in
 * the order in which they were sent. What nobody listens to comes back as unreachable.
 */
#pragma once

#include "wire/clock.h"
#include "wire/wire.h"

G_BEGIN_DECLS

#define LORE_TYPE_MEMORY (lore_memory_get_type ())
G_DECLARE_FINAL_TYPE (LoreMemory, lore_memory, LORE, MEMORY, GObject)

LoreMemory *lore_memory_new (LoreClock *clock);

/* One way, 0 at first. */
void lore_memory_set_latency (LoreMemory *memory, gint64 us);
/* As over TCP: machines that ask are told that nothing gets lost. */
void lore_memory_set_reliable (LoreMemory *memory, gboolean reliable);
/* Makes @name resolve to @address (without port). */
void lore_memory_add_host (LoreMemory *memory, const char *name, const char *address);

/* Returns FALSE for a datagram that is to be lost. */
typedef gboolean (*LoreMemoryFilter) (GBytes *datagram, const char *source,
                                      const char *destination, gpointer user_data);
void
lore_memory_set_filter (LoreMemory *memory, LoreMemoryFilter filter, gpointer user_data);

G_END_DECLS
