/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happened, in words. @language is "en", "zh_CN" or "both" (English, then Chinese).
 * All strings are the caller's.
 */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

/* The label that is read aloud and shown as a tooltip, plain text: "INVITE from Alice to
 * Bob, after 180 ms, retransmission". The time is that since the first message of the
 * call. */
char *lore_describe_message (LoreTrace *trace, guint32 message, const char *language);

/* The sentence that explains it, with `…` and *…* as in the catalogue. */
char *lore_describe_narration (LoreTrace *trace, guint32 message, const char *language);

/* The same for any event. */
char *lore_describe_event (LoreTrace *trace, guint32 event, const char *language);

/* The line under the arrow, plain text; NULL when there is none. */
char *lore_describe_note (LoreTrace *trace, guint32 message, const char *language);

/* What stands on the arrow, the same in every language: "INVITE", "486 Busy Here". */
char *lore_describe_arrow (LoreTrace *trace, guint32 message);

/* A stream of RTP (lore_trace_get_stream): on its bar, below it, and read aloud. */
char *lore_describe_stream (LoreTrace *trace, guint stream, const char *language);
char *lore_describe_stream_note (LoreTrace *trace, guint stream, const char *language);
char *lore_describe_stream_aloud (LoreTrace *trace, guint stream, const char *language);

/* A sentence without arguments. */
char *lore_describe_words (const char *id, const char *language);

G_END_DECLS
