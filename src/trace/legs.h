/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A B2BUA makes two calls of one: two Call-IDs, two dialogs. Here they are joined again,
 * by what it passes on from one leg to the next. Computed of a whole trace when somebody
 * asks; what comes later is not in it.
 */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

/* Why a call is a leg of an earlier one, the surest first. */
typedef enum
{
  LORE_LEG_ALONE,  /* it is none, or the first */
  LORE_LEG_HEADER, /* a header field names the other's Call-ID, or both have its value */
  LORE_LEG_VIA,    /* its INVITE has passed the other's: the Via is still there */
  LORE_LEG_SDP, /* its offer is the other's, passed on: the same o= line (RFC 8866 §5.2),
                   from the host to which that went, soon after */
} LoreLegReason;

typedef struct _LoreLegs LoreLegs;

/* @headers: names of header fields that join, NULL-terminated; NULL: X-Call-ID and others
 * that B2BUAs are known to write. */
LoreLegs *lore_legs_new (LoreTrace *trace, const char *const *headers);
void lore_legs_free (LoreLegs *legs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreLegs, lore_legs_free)

/* All legs of the call that @call is a leg of, the earliest first: one at least.
 * Borrowed. */
const guint32 *lore_legs_get_calls (LoreLegs *legs, guint32 call, guint *ret_n);
LoreLegReason lore_legs_get_reason (LoreLegs *legs, guint32 call);
const char *lore_leg_reason_get_nick (LoreLegReason reason); /* "header" … for JSON */

G_END_DECLS
