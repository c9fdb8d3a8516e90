/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes to the header of a message that leave its meaning, and so what is right and
 * wrong with it, as they are.
 */
#pragma once

#include <glib.h>

#define N_REWRITES 20

const char *rewrite_get_name (guint i);

/* The message with rewrite @i (from 0), the caller's; unchanged where that does not apply
 * (no order to change without an empty line, say). */
GBytes *rewrite_apply (guint i, GBytes *message);
