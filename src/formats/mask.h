/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message without the identities in it: each piece of its tree is treated by what it
 * is, and where nothing is known about a piece only what was met elsewhere is replaced.
 */
#pragma once

#include "formats/pseudonyms.h"

G_BEGIN_DECLS

/* The message with pseudonyms in the place of originals; Content-Length tells the octets
 * it told before, more or less those that the body gained or lost: what was wrong about
 * it stays wrong. The caller's. Before lore_pseudonyms_start() the message itself. */
GBytes *lore_mask_message (LorePseudonyms *pseudonyms, GBytes *message);

G_END_DECLS
