/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why the system would not: its own words come in the language of the locale alone, a
 * problem needs them in each language. Stands behind "@reason" of lore_problem_set().
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The topic "reason:…" of what users meet; the words of the system for anything rarer,
 * borrowed from @cause. */
const char *lore_reason_get (const GError *cause);

G_END_DECLS
