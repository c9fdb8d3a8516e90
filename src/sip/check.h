/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What only the whole message shows: what is missing, repeated or contradicts itself.
 */
#pragma once

#include "sip/tree.h"

G_BEGIN_DECLS

/* Adds to @diagnostics (SipDiagnostic, taken over; NULL = none yet) and sorts them by
 * where they are. */
GArray *sip_check (SipTree *tree, GArray *diagnostics);

G_END_DECLS
