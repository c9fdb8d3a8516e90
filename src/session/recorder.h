/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who writes to the trace, in the name of one element: every event gets the element, the
 * time of the clock and the section of the RFC that asks for it.
 */
#pragma once

#include "trace/trace.h"
#include "wire/clock.h"
#include "wire/wire.h"

G_BEGIN_DECLS

typedef struct _LoreRecorder LoreRecorder;

/* @element: "alice", "bob", "registrar". @trace NULL: nothing is written anywhere, and
 * messages have no id. */
LoreRecorder *lore_recorder_new (LoreTrace *trace, LoreClock *clock, const char *element);
void lore_recorder_free (LoreRecorder *recorder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreRecorder, lore_recorder_free)

/* Both return the id of the message in the trace. */
guint32 lore_recorder_sent (LoreRecorder *recorder, LoreWire *wire, GBytes *message,
                            const char *destination);
guint32 lore_recorder_received (LoreRecorder *recorder, LoreWire *wire, GBytes *message,
                                const char *source);

/* @type: one of the three timer events; @subject: the branch or Call-ID. */
void lore_recorder_timer (LoreRecorder *recorder, LoreEventType type, const char *timer,
                          const char *subject, gint64 duration_us, const char *rfc);
/* @from may be NULL: it begins. */
void
lore_recorder_state (LoreRecorder *recorder, const char *machine, const char *subject,
                     const char *from, const char *to, const char *rfc);
/* With @source the message that left it last for @destination stays unanswered. */
void lore_recorder_problem (LoreRecorder *recorder, const char *name, const char *subject,
                            const char *source, const char *destination, const char *rfc);
/* Says who stands behind an address. */
void lore_recorder_name (LoreRecorder *recorder, const char *address, const char *name,
                         const char *role);
void lore_recorder_note (LoreRecorder *recorder, const char *name, const char *subject,
                         const char *rfc);

G_END_DECLS
