/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long a session lasts without being refreshed, and who refreshes it: what
 * Session-Expires, Min-SE and the option tag timer say in a message, and what two sides
 * make of it (RFC 4028 §7, §9). No clock: session-timers.h is that at work.
 */
#pragma once

#include "plan/behaviour.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Nobody may ask for less (RFC 4028 §5). */
#define LORE_SESSION_LEAST_S 90

typedef enum
{
  LORE_REFRESHER_UNSAID,
  LORE_REFRESHER_UAC, /* of the request that the message is, or answers */
  LORE_REFRESHER_UAS,
} LoreRefresher;

typedef struct
{
  guint expires_s; /* 0: no Session-Expires */
  guint least_s;   /* of Min-SE; 0: none */
  LoreRefresher refresher;
  gboolean supported; /* timer is among Supported, or Require */
} LoreSessionInterval;

void lore_session_interval_read (LoreSessionInterval *ret_interval, GBytes *message);

/* Whether that is to be answered 422: only one who knows the option can be (§9). */
gboolean lore_session_interval_is_small (const LoreSessionInterval *asked,
                                         const LoreSessionPolicy *policy);

/* What the 2xx to it says (§9, table 2); expires_s 0: nothing. */
void lore_session_interval_answer (const LoreSessionInterval *asked,
                                   const LoreSessionPolicy *policy,
                                   LoreSessionInterval *ret_answer);

/* "90;refresher=uac"; the caller's. */
char *lore_session_interval_put (const LoreSessionInterval *interval);

/* The request once more, asking for as much as the 422 wants (§7.3, §7.4), with a new
 * branch and the next CSeq number. NULL when that says nothing, or nothing new. */
GBytes *
lore_session_interval_raise (GBytes *request, GBytes *refusal, const char *branch);

G_END_DECLS
