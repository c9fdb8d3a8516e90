/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is wrong between messages: what one message alone cannot show and its call can.
 * The same kind of table as the diagnostics of a message (findings.def); each row names
 * the misconception behind it, where there is one.
 */
#pragma once

#include "sip/diagnostic.h"
#include "trace/trace.h"

G_BEGIN_DECLS

typedef enum
{
#define LORE_FINDING(NAME, ...) LORE_FINDING_##NAME,
#include "trace/findings.def"
#undef LORE_FINDING
  LORE_N_FINDINGS
} LoreFindingId;

typedef struct
{
  const char *id;            /* "finding:ack-new-branch": its topic */
  const char *misconception; /* "M01" or NULL */
  SipSeverity severity;
  const char *rfc; /* "3261 §17.1.1.3" */
} LoreFindingRow;

typedef struct
{
  const LoreFindingRow *row; /* static */
  guint32 message;           /* where it shows */
  guint32 other;             /* what it is held against or LORE_ID_NONE */
  SipSpan span;              /* of @message; empty where something is missing */
  char **args;               /* of the sentence (base/args.h) */
} LoreFinding;

const LoreFindingRow *lore_finding_get_row (LoreFindingId finding);

/* The findings of @message, or of the whole trace when it is LORE_ID_NONE: an array of
 * LoreFinding in the order of their messages, the caller's. The whole call of the message
 * is read; the cost grows with the messages of the call, not with their square. */
GPtrArray *lore_trace_dup_findings (LoreTrace *trace, guint32 message);

/* The same for all messages of one call, for who shows one after the other. */
GPtrArray *lore_trace_dup_call_findings (LoreTrace *trace, guint32 call);

void lore_finding_free (LoreFinding *finding);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreFinding, lore_finding_free)

G_END_DECLS
