/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan/behaviour.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The response of a callee that does it wrong on purpose; the same response where the
 * flaw is none of its words. The caller's. */
GBytes *lore_flaw_spoil (LoreFlaw flaw, GBytes *response);

/* "127.0.0.1:5060" → "127.0.0.1:5061": where a callee answers that looks at neither
 * received nor rport nor the port of the Via. The caller's. */
char *lore_flaw_dup_wrong_port (const char *address);

G_END_DECLS
