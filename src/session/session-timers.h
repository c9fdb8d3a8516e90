/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The session timers of one user agent at work (RFC 4028): for each call with an interval
 * the refresh at half of it, or the wait for the other side's, and the BYE when none
 * comes. Every timer is an event of the trace.
 */
#pragma once

#include "session/asked.h"
#include "session/session-interval.h"

G_BEGIN_DECLS

typedef struct _LoreSessionTimers LoreSessionTimers;

/* @element is borrowed, @dialogs shared (session/callee.h), @user is the user part of its
 * Contact. */
LoreSessionTimers *
lore_session_timers_new (LoreElement *element, GHashTable *dialogs, const char *user);
void lore_session_timers_free (LoreSessionTimers *timers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreSessionTimers, lore_session_timers_free)

/* Nothing wanted and 90 s as the least, at first. */
void lore_session_timers_set_policy (LoreSessionTimers *timers,
                                     const LoreSessionPolicy *policy);
/* Called with each request that they have sent. */
void lore_session_timers_set_sent (LoreSessionTimers *timers,
                                   void (*sent) (GBytes *request, const char *destination,
                                                 gpointer user_data),
                                   gpointer user_data);

/* As the server of an INVITE or UPDATE: TRUE, and answered 422, when the interval is too
 * small. */
gboolean lore_session_timers_refuse (LoreSessionTimers *timers, const LoreAsked *asked);
/* What the 2xx to @request says besides: name, value, …; a GStrv, maybe empty. */
char **lore_session_timers_dup_fields (LoreSessionTimers *timers, GBytes *request);
/* That 2xx goes out by @wire to @peer: the time of its dialog begins anew. */
void lore_session_timers_accept (LoreSessionTimers *timers, GBytes *request,
                                 GBytes *response, LoreWire *wire, const char *peer);

/* What a request inside that dialog says, so that its timer goes on: name, value, …; a
 * GStrv, maybe empty. */
char **lore_session_timers_dup_inside (LoreSessionTimers *timers, const char *dialog_key);

/* As the client: what an element's core is told. A 2xx begins the time anew, a 422 is
 * retried with a longer interval; what tells that the other side has gone (408, 481,
 * nothing at all) to a request inside ends the call. */
void
lore_session_timers_answered (LoreSessionTimers *timers, LoreTransaction *transaction,
                              const LoreArrival *arrival);
void lore_session_timers_failed (LoreSessionTimers *timers, LoreTransaction *transaction);

/* That call is over. */
void lore_session_timers_stop (LoreSessionTimers *timers, const char *dialog_key);
void lore_session_timers_reset (LoreSessionTimers *timers);

G_END_DECLS
