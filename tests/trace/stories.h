/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Traces that tests of layout and drawing share.
 */
#pragma once

#include "fixture.h"

/* A call through a proxy that loses the INVITE once, answered, a key pressed, hung up. */
LoreTrace *story_new_call (void);
/* Two re-INVITEs that cross and are both refused. */
LoreTrace *story_new_crossing (void);
/* A file that does not say who sent what. */
LoreTrace *story_new_unknown (void);
/* One address, sending to itself, and an address where nobody is. */
LoreTrace *story_new_odd (void);
