/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan/fault.h"
#include "wire/chance.h"

G_BEGIN_DECLS

/* A damaged copy of @datagram, as a corrupt rule asks; the datagram itself where there is
 * nothing to damage. The caller's. */
GBytes *lore_damage (const LoreFault *fault, GBytes *datagram, LoreChance *chance);

G_END_DECLS
