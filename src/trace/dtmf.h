/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The key an INFO with this body presses: 0–9 * # A–D, '\0' when it is none. Bodies of
 * application/dtmf-relay ("Signal=5") and application/dtmf ("5"). */
char lore_dtmf_key (const char *content_type, const char *body);

G_END_DECLS
