/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ten messages that most of SIP consists of, in as many variants as are asked for:
 * other names, hosts, tags and numbers, the same ones every time.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ORDINARY_N_SHAPES 10

/* @n of each shape, one shape after the other and then again: GBytes, the caller's. */
GPtrArray *ordinary_messages_new (guint n);

G_END_DECLS
