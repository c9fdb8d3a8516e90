/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a B2BUA hands from one of its dialogs to the other, and what it understands: all
 * else of a message it says in its own name.
 */
#pragma once

#include "session/inspect.h"

G_BEGIN_DECLS

extern const LoreAbilities lore_abilities_of_b2bua;

/* @message with the fields of @from that are not the B2BUA's own to say, what it knows of
 * the lists there, and the body; the caller's. */
GBytes *lore_across_copy (GBytes *message, GBytes *from);

G_END_DECLS
