/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The facts of a call (shared definitions: ringing = first 180, or 183 with a To tag
 * where no 180 comes, to the final response; setup = INVITE to 200; talk = 200 to the
 * first BYE; ended by = who sent the first BYE or CANCEL, or whose final response it
 * was).
 */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

typedef enum
{
  LORE_OUTCOME_PROCEEDING, /* no final response yet */
  LORE_OUTCOME_ANSWERED,   /* talking */
  LORE_OUTCOME_ENDED,      /* answered, then BYE */
  LORE_OUTCOME_CANCELLED,  /* CANCEL, 487 */
  LORE_OUTCOME_REJECTED,   /* 3xx–6xx */
  LORE_OUTCOME_TIMED_OUT,  /* 408, or nothing came */
  LORE_OUTCOME_NOT_A_CALL, /* no INVITE: REGISTER, OPTIONS … */
} LoreOutcome;

/* By the method that its first request has. */
typedef enum
{
  LORE_CALL_CALL, /* INVITE, or what is left of a call that began before the trace */
  LORE_CALL_REGISTRATION,
  LORE_CALL_SUBSCRIPTION, /* SUBSCRIBE, NOTIFY, REFER */
  LORE_CALL_PUBLICATION,
  LORE_CALL_MESSAGE,
  LORE_CALL_OPTIONS,
  LORE_CALL_OTHER,
} LoreCallKind;

typedef struct
{
  guint32 id;
  LoreCallKind kind;
  LoreOutcome outcome;
  char *call_id;
  char *from; /* URI of the INVITE's From */
  char *to;
  gint64 start_us;   /* lab time of the first message */
  gint64 ringing_us; /* durations; LORE_TIME_UNKNOWN when there was none */
  gint64 setup_us;
  gint64 talk_us;      /* LORE_TIME_UNKNOWN while it lasts */
  guint16 status;      /* the final response to the INVITE, 0 when none */
  guint16 last_status; /* the last final response of all, whatever it answers; 0 */
  guint32 ended_by;    /* participant or LORE_ID_NONE */
  char *reason;        /* text of a Reason header or NULL */
  char *digits;        /* keys pressed, by INFO or in RTP (rtp-stream.h), or NULL */
  char *codecs;        /* agreed, "PCMU/8000, …" or NULL */
  guint n_messages;
  guint n_retransmissions;
  guint32 first_message;
} LoreCall;

const char *lore_call_kind_get_nick (LoreCallKind kind); /* "registration" … for JSON */
const char *lore_outcome_get_nick (LoreOutcome outcome); /* "answered" … for JSON */

guint lore_trace_get_n_calls (LoreTrace *trace);
/* Whether its outcome is another than LORE_OUTCOME_NOT_A_CALL: known without reading its
 * messages, to count the calls of a million. */
gboolean lore_trace_is_call (LoreTrace *trace, guint32 call);
LoreCall *lore_trace_dup_call (LoreTrace *trace, guint32 call);
void lore_call_free (LoreCall *call);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreCall, lore_call_free)

G_END_DECLS
