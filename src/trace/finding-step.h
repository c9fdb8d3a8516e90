/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions that more than one finding asks about a message.
 */
#pragma once

#include "trace/finding-story.h"

G_BEGIN_DECLS

static inline gboolean
lore_step_is_request (const LoreStep *step, guint16 method)
{
  return step->index.start == SIP_START_REQUEST && step->facts.method == method;
}

static inline gboolean
lore_step_is_response (const LoreStep *step, guint16 method)
{
  return step->index.start == SIP_START_RESPONSE && step->facts.method == method;
}

/* A request of a dialog, or one that believes to be: CANCEL and the ACK for a failure are
 * none, they copy the To of others. */
gboolean lore_step_is_inside (const LoreStep *step);

gboolean
lore_step_same (const LoreStep *a, SipSpan of_a, const LoreStep *b, SipSpan of_b);
char *lore_step_dup_text (const LoreStep *step, SipSpan span);
SipSpan
lore_step_get_uri (const LoreStep *step, SipSpan value); /* of a From, a Contact */
/* The tag of whoever made it: From in a request, To in a response. */
SipSpan lore_step_get_own_tag (const LoreStep *step);

/* "bob@198.51.100.2": user, host and port of a SIP URI, without what may differ between
 * two ways to write one address; any other URI whole. */
char *lore_step_dup_address (const LoreStep *step, SipSpan uri);
guint64 lore_step_hash_address (const LoreStep *step, SipSpan uri);
/* host and port of a URI or a sent-by; FALSE when it is a name: that may be anywhere. */
gboolean lore_step_get_ip (const LoreStep *step, SipSpan uri, char **ret_ip);

/* "192.0.2.1" and 5060 of a participant; FALSE when it is not known. */
gboolean lore_step_get_place (const LoreStory *story, guint32 participant,
                              char **ret_host, guint16 *ret_port);

/* Microseconds from @a to @b; LORE_TIME_UNKNOWN when a time is not known. */
gint64 lore_step_distance (const LoreStep *a, const LoreStep *b);
/* Whether whoever sent @later had @earlier, as far as the trace can tell. */
gboolean lore_step_was_known (const LoreStep *earlier, const LoreStep *later);
/* Whether the trace goes on for 64*T1 and more after it. */
gboolean lore_story_is_long_past (const LoreStory *story, const LoreStep *step);

/* Nearest number at the beginning of a field, 0 when there is none. */
guint32 lore_step_get_number (const LoreStep *step, LoreStepField field);

/* Who sent this request is known to be the side with the To tag: From and To are the
 * wrong way round. */
const LoreStep *lore_story_find_reversed (const LoreStory *story, const LoreStep *step);

G_END_DECLS
