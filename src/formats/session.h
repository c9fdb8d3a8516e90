/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The session: everything a trace holds, as text that a person can read, compare and
 * mend.
 *
 *   siplore-session 1
 *   participant 127.0.0.1:5070 name=Bob role=role:uas
 *
 *   +0.000000 sent UDP 127.0.0.1:49152 -> 127.0.0.1:5070 unix=1780000000.123456
 * length=412 |INVITE sip:bob@127.0.0.1:5070 SIP/2.0 |Via: SIP/2.0/UDP
 * 127.0.0.1:49152;branch=z9hG4bK1
 *   |
 *   |v=0
 *   +0.000100 received UDP 127.0.0.1:49152 -> 127.0.0.1:5070 again=1
 *   +0.500000 timer-fired name=timer:A element=alice subject=z9hG4bK1
 *   stream 127.0.0.1:4000 -> 127.0.0.1:5000 ssrc=24301 type=0 packets=374 lost=1 …
 *   note 0 Look\sat\sthe\sVia
 *
 * A record is one line: lab time ("?" unknown), event, for messages transport and both
 * addresses ("?" unknown), then key=value in any order. Lines that begin with '|' are the
 * message's, each standing for its text and CRLF; `\n` at the end of one stands for LF
 * instead, a lone `\` for no line end at all. `\xNN` is a byte, `\s` a blank and `\\` a
 * backslash.
 * "length" counts the octets of the message, so that damage shows. "again=N" repeats the
 * bytes of the Nth message record back. Lines and keys that this version does not know
 * are kept and written back where they stood.
 */
#pragma once

#include "trace/notes.h"
#include "trace/rtp-stream.h"
#include "trace/trace.h"

G_BEGIN_DECLS

#define LORE_SESSION_MAGIC "siplore-session "
#define LORE_SESSION_VERSION 1

/* The names of event types in a session: "sent", "timer-set" … NULL when there is none.
 */
const char *lore_session_get_nick (LoreEventType type);
/* -1 when no event has that name. */
int lore_session_find_nick (const char *nick);

/* @text as it stands behind key=: blanks, backslashes and what is not printable UTF-8 are
 * escaped. */
void lore_session_put_word (GString *out, const char *text);
/* A message as '|' lines. */
void lore_session_put_message (GString *out, const guint8 *data, gsize len);

/* A stream as a line, "stream 192.0.2.1:4000 -> 192.0.2.2:5000 ssrc=… …"; and back from
 * the line without its end, NULL when it is damaged or says more than is known. */
void lore_session_put_stream (GString *out, const LoreRtpStream *stream);
LoreRtpStream *lore_session_dup_stream (const char *text, gsize len);

/* An address: "?" stands for one that is not known, so one that reads "?" is escaped. */
void lore_session_put_address (GString *out, const char *address);

/* Notes, who is one, and the order, a line each: "note 3 text", with the message's
 * number, "joined ADDRESS OWNER", "order ADDRESS …". A later line takes the place of an
 * earlier one: "note 3" is none, "joined ADDRESS ADDRESS" nobody else, "order" as they
 * came. */
void lore_session_put_notes (GString *out, LoreTrace *trace);
/* One of these lines, also for what there is no more. */
void lore_session_put_note (GString *out, LoreTrace *trace, guint32 message);
void lore_session_put_joined (GString *out, LoreTrace *trace, guint32 participant);
void lore_session_put_order (GString *out, LoreTrace *trace);
/* Whether a line begins as one of these. */
gboolean lore_session_is_note (const char *text, gsize len);
/* One of them back; FALSE when it is damaged or names what the trace has not. @first is
 * the message that the session calls 0. */
gboolean
lore_session_take_note (LoreTrace *trace, guint first, const char *text, gsize len);

/* Undoes the escapes of a word; NULL when they are damaged. */
char *lore_session_dup_word (const char *text, gsize len);
/* Adds what one '|' line (without the '|') stands for; FALSE when it is damaged. */
gboolean lore_session_take_line (GByteArray *message, const char *text, gsize len);

/* Writes a trace record by record, for a file and for a journal that grows. */
typedef struct _LoreSessionWriter LoreSessionWriter;

LoreSessionWriter *lore_session_writer_new (LoreTrace *trace); /* borrowed */
void lore_session_writer_free (LoreSessionWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreSessionWriter, lore_session_writer_free)

void lore_session_writer_put_head (LoreSessionWriter *writer, GString *out);
/* Participants not yet put, and those renamed since. */
void lore_session_writer_put_participants (LoreSessionWriter *writer, GString *out);
/* The record of one event, '|' lines included; in the order of ids. */
void
lore_session_writer_put_event (LoreSessionWriter *writer, GString *out, guint32 event);
/* Names, who is one, and the order, as far as they changed since this was asked last. */
void lore_session_writer_put_sides (LoreSessionWriter *writer, GString *out);
/* Streams, notes, and lines kept from behind the last event. */
void lore_session_writer_put_tail (LoreSessionWriter *writer, GString *out);

/* Lines and keys that were read and not understood, kept with the trace so that writing
 * it again writes them too. */
typedef struct
{
  guint32 event; /* a line stands before this event; keys belong to it */
  char *text;
} LoreSessionKept;

GArray *lore_session_get_kept_lines (LoreTrace *trace); /* of LoreSessionKept, borrowed */
GArray *lore_session_get_kept_keys (LoreTrace *trace);
/* Behind what is kept of the same event; nothing when @text is empty. */
void lore_session_keep (GArray *kept, guint32 event, const char *text, gsize len);

G_END_DECLS
