/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one source of random values: branches, tags, Call-IDs. The same seed gives the same
 * values in the same order, so that practice can be replayed.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LoreChance LoreChance;

/* @seed 0 takes a fresh one from the system. */
LoreChance *lore_chance_new (guint64 seed);
void lore_chance_free (LoreChance *chance);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreChance, lore_chance_free)

guint32 lore_chance_next (LoreChance *chance);
/* From @begin to @end, which is not among them. */
guint32 lore_chance_range (LoreChance *chance, guint32 begin, guint32 end);
/* @length letters and digits, five bits of chance each: 8 make a tag (RFC 3261 §19.3
 * asks for 32 bits). */
char *lore_chance_dup_token (LoreChance *chance, guint length);

G_END_DECLS
